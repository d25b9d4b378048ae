"""Taking a queued step: compare-and-set on its row, with an attempt number and a lease.

Never overbooks: instances in use are counted from the steps themselves while the compute's row
is held, so there is no counter that could drift.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Sum

from designer.models import Compute
from runs.models import Attempt, Job, Status
from runs.operations import settle
from runs.operations.move import moving
from runs.operations.transaction import writing
from studio.lib import clock

HOLDING = (Status.PREPARING, Status.RUNNING, Status.FINALIZING, Status.CANCEL_REQUESTED)


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's dated right to one step."""

    job_id: int
    root_id: int
    attempt: int
    attempt_id: int


def claim_next(compute_id: int, worker: str) -> Claim | None:
    """The oldest queued step of highest priority that fits; None when there is none.

    A step that needs more instances than are free is passed over, not waited for.
    """
    with writing():
        compute = (
            Compute.objects.select_for_update().filter(pk=compute_id).values("max_instances")
        ).first()
        if compute is None:
            return None
        free = compute["max_instances"] - instances_in_use(compute_id)
        step = (
            Job.objects.filter(
                compute_id=compute_id, status=Status.QUEUED, instance_count__lte=free
            )
            .order_by("-priority", "queued_at", "pk")
            .values("pk", "root_id", "parent_id", "key", "attempt")
            .first()
        )
        if step is None:
            return None
        return _take(step["pk"], step["root_id"] or step["pk"], step, worker)


def instances_in_use(compute_id: int) -> int:
    used = Job.objects.filter(compute_id=compute_id, status__in=HOLDING).aggregate(
        total=Sum("instance_count")
    )
    return used["total"] or 0


def _take(job_id: int, root_id: int, step: "dict[str, object]", worker: str) -> Claim | None:
    number = int(str(step["attempt"])) + 1
    with moving(root_id) as moves:
        if not moves.move(
            job_id,
            str(step["key"]),
            Status.PREPARING,
            attempt=number - 1,
            **{"attempt_number": number},
        ):
            return None
        settle.started(moves, step["parent_id"])
        attempt = Attempt.objects.create(
            job_id=job_id,
            number=number,
            worker=worker,
            lease_until=clock.now() + timedelta(seconds=settings.LEASE_SECONDS),
            started_at=moves.at,
        )
    return Claim(job_id, root_id, number, attempt.pk)
