"""The cast: alice owns, dora contributes, bob reads, charlie is a stranger.

``as_alice`` and so on are API clients of each; ``url`` spells addresses of ``workspace``.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from studio.models import Role, User, Workspace
from tests.factories import make_member, make_user, make_workspace
from tests.support.live_studio import LiveStudio


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    """A STUDIO_HOME of the test's own, since job numbers repeat from test to test."""
    folder = tmp_path / "home"
    settings.STUDIO_HOME = folder
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    files = dict(settings.STORAGES["files"])
    files["OPTIONS"] = {**files["OPTIONS"], "location": folder / "blobs"}
    settings.STORAGES = {**settings.STORAGES, "files": files}
    return folder


@pytest.fixture
def alice(db: None) -> User:
    return make_user("alice")


@pytest.fixture
def dora(db: None) -> User:
    return make_user("dora")


@pytest.fixture
def bob(db: None) -> User:
    return make_user("bob")


@pytest.fixture
def charlie(db: None) -> User:
    return make_user("charlie")


@pytest.fixture
def workspace(alice: User, dora: User, bob: User) -> Workspace:
    """Workspace "default": default datastore, computes cpu-cluster (4) and gpu-cluster (1)."""
    made = make_workspace()
    make_member(made, alice, Role.OWNER)
    make_member(made, dora, Role.CONTRIBUTOR)
    make_member(made, bob, Role.READER)
    return made


def _client(user: User | None) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def as_alice(alice: User, workspace: Workspace) -> APIClient:
    return _client(alice)


@pytest.fixture
def as_dora(dora: User, workspace: Workspace) -> APIClient:
    return _client(dora)


@pytest.fixture
def as_bob(bob: User, workspace: Workspace) -> APIClient:
    return _client(bob)


@pytest.fixture
def as_charlie(charlie: User, workspace: Workspace) -> APIClient:
    return _client(charlie)


@pytest.fixture
def anonymous(workspace: Workspace) -> APIClient:
    return APIClient()


@pytest.fixture
def url(workspace: Workspace) -> Callable[[str], str]:
    """``url("jobs")`` is ``/api/workspaces/default/jobs``."""

    def spell(path: str) -> str:
        return f"/api/workspaces/{workspace.name}/{path}"

    return spell


@pytest.fixture(scope="session")
def live_studio() -> Iterator[LiveStudio]:
    """A real studio with the sample workspace, in a process of its own, for the whole session."""
    with LiveStudio.started() as studio:
        yield studio
