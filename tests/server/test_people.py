"""What ``studio admin`` does: it works on the database itself."""

import subprocess
from pathlib import Path

import pytest

from studio.lib.errors import Conflict, Invalid, NotFound
from studio.models import Datastore, Member, Role, User, Workspace
from studio.serve import first_start, people
from tests.support.live_studio import STUDIO, LiveStudio


@pytest.fixture
def migrated(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of tests is up to date already."""
    monkeypatch.setattr(first_start, "migrate", lambda: None)


@pytest.mark.usefixtures("migrated")
def test_a_workspace_is_made_with_what_it_needs(workspace: Workspace, dora: User) -> None:
    people.create_workspace("research", "Research", "dora")
    made = Workspace.objects.get(name="research")
    assert Member.objects.get(workspace=made).user == dora
    assert Member.objects.get(workspace=made).role == Role.OWNER
    assert Datastore.objects.get(workspace=made).is_default
    assert set(made.computes.values_list("name", flat=True)) == {"cpu-cluster", "gpu-cluster"}


@pytest.mark.usefixtures("migrated")
def test_what_cannot_be_a_workspace_is_refused(workspace: Workspace, alice: User) -> None:
    with pytest.raises(Conflict):
        people.create_workspace("default", "", "alice")
    with pytest.raises(Invalid):
        people.create_workspace("no name/", "", "alice")
    with pytest.raises(NotFound):
        people.create_workspace("research", "", "nobody")


def test_a_link_is_printed_before_the_first_start(tmp_path: Path) -> None:
    studio = LiveStudio(tmp_path / "home")
    command = [*STUDIO, "admin", "sign-in-link"]
    done = subprocess.run(command, env=studio.variables(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "/sign-in?token=" in done.stdout


def test_processes_that_begin_a_home_together_do_not_meet(tmp_path: Path) -> None:
    studio = LiveStudio(tmp_path / "home")
    command = [*STUDIO, "admin", "sign-in-link"]
    both = [
        subprocess.Popen(command, env=studio.variables(), stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for one in both:
        _, errors = one.communicate()
        assert one.returncode == 0, errors
