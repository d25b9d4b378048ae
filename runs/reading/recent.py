"""What happened lately, read by index and bounded: however much is stored, no more is looked at.

The newest ``MOST_JOBS`` root jobs, and the steps among the ``MOST_ENDS`` that ended last (those
of pipelines count as well).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from runs.models import GROWING, NOT_STEPS, ROOTS, Job
from runs.plan import states
from studio.models import Workspace

MOST_JOBS = 2000
MOST_ENDS = 5000
R = TypeVar("R")


class RecentJob(NamedTuple):
    created_at: datetime
    status: str
    started_at: datetime | None
    ended_at: datetime | None


class RecentStep(NamedTuple):
    """component: a registered one. pipeline: the root's display name; None for a root."""

    pk: int
    ended_at: datetime
    status: str
    queued_at: datetime | None
    started_at: datetime | None
    compute_id: int | None
    instance_count: int
    was_reused: bool
    component: str | None
    key: str
    display_name: str
    pipeline: str | None
    parent_key: str | None
    parent_type: str | None


class Held(NamedTuple):
    """A step that a worker has now."""

    compute_id: int
    started_at: datetime
    instance_count: int


@dataclass(frozen=True, slots=True)
class Sample(Generic[R]):
    """since: what was looked at begins there; later than asked for when there was too much."""

    rows: Sequence[R]
    since: datetime
    is_cut: bool


def recent_jobs(workspace: Workspace, since: datetime) -> Sample[RecentJob]:
    rows = (
        Job.objects.filter(ROOTS, workspace=workspace, created_at__gte=since)
        .order_by("-created_at", "-pk")
        .values_list("created_at", "status", "started_at", "ended_at", "archived")
    )
    found = list(rows[: MOST_JOBS + 1])
    kept = found[:MOST_JOBS]
    is_cut = len(found) > MOST_JOBS
    begin = kept[-1][0] if is_cut else since
    return Sample([RecentJob(*row[:4]) for row in kept if not row[4]], begin, is_cut)


def recent_steps(workspace: Workspace, since: datetime) -> Sample[RecentStep]:
    """Steps that ended, by themselves or below others; not those that only decide about others."""
    rows = (
        Job.objects.filter(workspace=workspace, ended_at__gte=since)
        .order_by("-ended_at")
        .values_list(
            "pk",
            "ended_at",
            "status",
            "queued_at",
            "started_at",
            "compute",
            "instance_count",
            "reused_from",
            "component__asset__name",
            "component__asset__is_anonymous",
            "key",
            "display_name",
            "root__display_name",
            "parent__key",
            "parent__type",
            "type",
            "archived",
            "root__archived",
            "deleted_at",
            "root__deleted_at",
        )
    )
    found = list(rows[: MOST_ENDS + 1])
    kept = found[:MOST_ENDS]
    is_cut = len(found) > MOST_ENDS
    begin = kept[-1][1] if is_cut else since
    return Sample([_step(row) for row in kept if _is_shown(row)], begin or since, is_cut)


def _is_shown(row: Sequence[Any]) -> bool:
    *_, kind, archived, root_archived, deleted_at, root_deleted_at = row
    hidden = archived or root_archived or deleted_at or root_deleted_at
    return not hidden and kind not in (*NOT_STEPS, *GROWING)


def _step(row: Sequence[Any]) -> RecentStep:
    ran, (reused_from, component, is_anonymous), place = row[:7], row[7:10], row[10:15]
    return RecentStep._make(
        (*ran, reused_from is not None, None if is_anonymous else component, *place)
    )


def held_steps(workspace: Workspace) -> list[Held]:
    """As many as the computes have instances, at most."""
    rows = Job.objects.filter(
        compute__workspace=workspace, status__in=states.HELD, started_at__isnull=False
    )
    return [Held._make(row) for row in rows.values_list("compute", "started_at", "instance_count")]
