"""Jobs and drafts whose address names no workspace: members are told where, others nothing."""

import pytest
from rest_framework.test import APIClient

from designer.operations import create_draft
from studio.models import Role, User, Workspace
from tests.factories import make_member, make_workspace
from tests.support.http import problem
from tests.support.job_rows import make_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(alice: User) -> Workspace:
    """A workspace of which only alice is a member."""
    made = make_workspace("other")
    make_member(made, alice, Role.READER)
    return made


def test_members_are_told_which_workspace_has_the_job(
    as_alice: APIClient, as_bob: APIClient, other: Workspace
) -> None:
    job = make_job(other)
    address = f"/api/jobs/{job.name}/workspace"
    assert as_alice.get(address).json() == {"workspace": "other"}
    # For bob it is as if there was no such job: the same words for both.
    hidden = problem(as_bob.get(address), 404, "job-not-found")
    missing = problem(as_bob.get("/api/jobs/nothing/workspace"), 404, "job-not-found")
    assert hidden["message"].replace(job.name, "nothing") == missing["message"]


def test_members_are_told_which_workspace_has_the_draft(
    as_alice: APIClient, as_bob: APIClient, alice: User, other: Workspace
) -> None:
    draft = create_draft.create(other, alice, "Elsewhere", None)
    address = f"/api/drafts/{draft.pk}/workspace"
    assert as_alice.get(address).json() == {"workspace": "other"}
    problem(as_bob.get(address), 404, "draft-not-found")


def test_nobody_is_told_anything_without_signing_in(anonymous: APIClient, other: Workspace) -> None:
    assert anonymous.get(f"/api/jobs/{make_job(other).name}/workspace").status_code == 401
