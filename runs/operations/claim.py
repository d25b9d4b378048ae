"""Taking a queued step: compare-and-set on its row, with an attempt number and a lease.

Never overbooks: instances in use are counted from the steps themselves while the compute's row
is held, so there is no counter that could drift.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum

from designer.models import Compute
from runs.models import Attempt, Job
from runs.operations import settle
from runs.operations.move import Ref, moving
from runs.operations.transaction import writing
from runs.operations.worker_identity import Worker
from runs.plan import states
from studio.lib import clock

STEP = (*Ref.FIELDS, "root_id", "workspace_id", "attempt", "instance_count")


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's dated right to one step. more: others could start on this compute right now."""

    job: Ref
    root_id: int
    attempt: int
    attempt_id: int
    compute_id: int
    workspace_id: int
    more: bool


def claim_next(compute_id: int, worker: Worker) -> Claim | None:
    """The oldest queued step of highest priority that fits; None when there is none.

    A step that needs more instances than are free is passed over, not waited for.
    """
    with writing():
        compute = Compute.objects.select_for_update(no_key=True).filter(pk=compute_id)
        limit = compute.values_list("max_instances", flat=True).first()
        if limit is None:
            return None
        free = limit - instances_in_use(compute_id)
        line = _next_in_line(compute_id, free)
        if not line:
            return None
        left = free - line[0]["instance_count"]
        more = len(line) > 1 and line[1]["instance_count"] <= left
        return _take(line[0], compute_id, worker, more)


def instances_in_use(compute_id: int) -> int:
    used = Job.objects.filter(compute_id=compute_id, status__in=states.HELD).aggregate(
        total=Sum("instance_count")
    )
    return used["total"] or 0


def _next_in_line(compute_id: int, free: int) -> list[dict[str, Any]]:
    """The next two queued steps that fit into ``free`` instances."""
    if free <= 0:
        return []
    rows = Job.objects.filter(
        compute_id=compute_id, status=states.QUEUED, instance_count__lte=free
    ).order_by("-priority", "queued_at", "pk")
    return list(rows.values(*STEP)[:2])


def _take(step: Mapping[str, Any], compute_id: int, worker: Worker, more: bool) -> Claim | None:
    job, number = Ref.of(step), step["attempt"] + 1
    root_id = step["root_id"] or job.id
    with moving(root_id) as moves:
        if not moves.move(job, states.PREPARING, only_attempt=number - 1, attempt=number):
            return None
        settle.started(moves, job.parent_id)
        attempt = Attempt.objects.create(
            job_id=job.id,
            number=number,
            worker=worker.name,
            process=worker.place,
            lease_until=moves.at + timedelta(seconds=settings.LEASE_SECONDS),
            started_at=moves.at,
        )
    return Claim(job, root_id, number, attempt.pk, compute_id, step["workspace_id"], more)


def renew(attempt_ids: "list[int]") -> set[int]:
    """Longer leases for these; the ids of those that are still ours."""
    if not attempt_ids:
        return set()
    until = clock.now() + timedelta(seconds=settings.LEASE_SECONDS)
    ours = Attempt.objects.filter(pk__in=attempt_ids, ended_at=None)
    if ours.update(lease_until=until) == len(attempt_ids):
        return set(attempt_ids)
    return set(ours.values_list("pk", flat=True))
