"""Who calls: a running step with its signed token, or a person with an API token.

Looking somebody up costs queries, so the answer is kept for a few seconds. What a token may do
is decided here: a step's opens that step and the runs that it started, and shows the other jobs
of the same pipeline; a person's opens the workspaces that the person is a member of.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache

from runs.mlflow import token as step_token
from runs.models import Job, Status
from runs.operations import step_access
from studio import access
from studio.api.authentication import user_of_token
from studio.api.errors import Unauthenticated
from studio.lib import secret
from studio.lib.errors import Denied
from studio.models import Member, Role

KEPT_SECONDS = 3
ALIVE = (Status.PREPARING, Status.RUNNING, Status.FINALIZING, Status.CANCEL_REQUESTED)


@dataclass(frozen=True, slots=True)
class Step:
    """The step that a step token belongs to."""

    job_id: int
    root_id: int
    name: str
    path: str
    workspace_id: int
    experiment_id: int


@dataclass(frozen=True, slots=True)
class Caller:
    """``roles``: {workspace id: role}; a step acts as a contributor of its workspace."""

    roles: Mapping[int, Role]
    step: Step | None = None
    user_id: int | None = None

    def home_workspace(self) -> int:
        """Where what it makes without naming a place goes: the first in which it may write."""
        for workspace_id, role in sorted(self.roles.items()):
            if access.may(role, Role.CONTRIBUTOR):
                return workspace_id
        raise Denied("role-too-low", "You may not create anything in any workspace.")

    def must_write(self, workspace_id: int) -> None:
        if not access.may(self.roles.get(workspace_id), Role.CONTRIBUTOR):
            raise Denied("role-too-low", "Readers may not log.")

    def must_be_a_person(self, what: str) -> None:
        """A step may register and promote models; taking one away is for people (decision 3)."""
        if self.step is not None:
            raise Denied("people-only", f"A step may not {what}; a person may.")


def of_header(header: str) -> Caller:
    """The caller that an ``Authorization`` header names; raises Unauthenticated or Denied."""
    token = _token(header)
    if not token:
        raise Unauthenticated("unauthenticated", "Set MLFLOW_TRACKING_TOKEN to a token.")
    return _step(token) if token.startswith(step_token.PREFIX) else _person(token)


def _token(header: str) -> str:
    """From ``Bearer``, or the password of ``Basic`` (MLFLOW_TRACKING_PASSWORD)."""
    scheme, _, text = header.partition(" ")
    if scheme.lower() == "bearer":
        return text.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(text, validate=True).decode().partition(":")[2]
    except ValueError:
        return ""


def _step(token: str) -> Caller:
    job_id, attempt = step_token.read(token)
    known: Caller | None = step_access.recall(job_id, attempt)
    if known is not None:
        return known
    job = (
        Job.objects.filter(pk=job_id, attempt=attempt, status__in=ALIVE)
        .only("root_id", "name", "path", "workspace_id", "experiment_id")
        .first()
    )
    if job is None:
        raise Denied("attempt-ended", "The attempt that this token was made for has ended.")
    step = Step(
        job.pk, job.root_id or job.pk, job.name, job.path, job.workspace_id, job.experiment_id
    )
    found = Caller({job.workspace_id: Role.CONTRIBUTOR}, step=step)
    step_access.remember(job_id, attempt, found)
    return found


def _person(token: str) -> Caller:
    kept_as = f"mlflow-caller:{secret.digest(token)}"
    known: Caller | None = cache.get(kept_as)
    if known is not None:
        return known
    user = user_of_token(token)
    if user is None:
        raise Unauthenticated("unauthenticated", "The token is unknown, expired or revoked.")
    members = Member.objects.filter(user=user).order_by("workspace_id")
    roles = {one.workspace_id: Role(one.role) for one in members}
    found = Caller(roles, user_id=user.pk)
    cache.set(kept_as, found, KEPT_SECONDS)
    return found
