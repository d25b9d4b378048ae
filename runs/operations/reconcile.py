"""Putting right what was left behind: lapsed leases, dead workers, lost messages.

Every worker does this every few seconds. All changes are compare-and-set, so several may do it
at once. What is left of a lost attempt's processes is ended before its step is queued again.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min

from designer.models import Compute
from runs.execution import leftovers, process
from runs.execution.order import Failure
from runs.models import NOT_STEPS, Attempt, Job
from runs.operations import dispatch, grow, running, settle, worker_identity
from runs.operations.claim import instances_in_use
from runs.operations.move import Moves, Ref, moving
from runs.plan import settle as rules
from runs.plan import states
from studio.lib import clock
from studio.storage import home

LOST_MESSAGE_SECONDS = 2.0
# Whoever ended the last child puts its outputs together; after this long it is taken for dead.
GATHERING_SECONDS = 60.0
log = logging.getLogger(__name__)


def reconcile() -> None:
    """One look at everything; cheap when there is nothing to do."""
    _put_right(_lost_attempts())
    _tend(GATHERING_SECONDS)
    announce_forgotten(LOST_MESSAGE_SECONDS)


def recover() -> None:
    """At the start of an embedded studio: the last one on this home is gone, with its attempts."""
    _put_right(
        attempt
        for attempt in _open_attempts()
        if worker_identity.is_of_this_home(attempt.process)
        and not worker_identity.is_me(attempt.process)
    )
    _tend(0)
    announce_forgotten(0)


def clear_work() -> None:
    """Work folders that a killed worker left; call it when what it left running has ended.

    The folders are looked at before the attempts: a folder is only made once its attempt is
    open, so that one which is there and has no open attempt is nobody's any more.
    """
    left = leftovers.work_folders(home.work())
    attempts = Attempt.objects.filter(ended_at=None)
    at_work = {home.work_folder(*one) for one in attempts.values_list("job_id", "number")}
    leftovers.clear_meanwhile([folder for folder in left if folder not in at_work])


def _put_right(lost: Iterable[Attempt]) -> None:
    for attempt in lost:
        _alone(take_over, attempt)
    for root_id in _stalled_roots():
        _alone(settle.advance, root_id)


def _tend(gathering_seconds: float) -> None:
    """Growing steps whose time has come, or that were left behind half ended."""
    now = clock.now()
    before = now - timedelta(seconds=gathering_seconds)
    for root_id, step_id in grow.left_behind(now, before):
        _alone(partial(settle.look, root_id), step_id)


def _alone(call: Callable[[Any], None], subject: object) -> None:
    """One that cannot be put right must not keep all others from it."""
    try:
        call(subject)
    except DatabaseError:
        raise
    except Exception:  # whatever it is, it is about this one only
        log.exception("%s could not be put right", subject)


def take_over(attempt: Attempt) -> None:
    """End what is left of the attempt, then queue its step anew; the third loss fails it."""
    job = attempt.job
    process.end_leftovers(attempt.process, home.work_folder(job.pk, attempt.number))
    with moving(job.root_id or job.pk) as moves:
        open_rows = Attempt.objects.filter(pk=attempt.pk, ended_at=None)
        if not open_rows.update(ended_at=moves.at, outcome="lost"):
            return
        _after_loss(moves, Job.objects.get(pk=job.pk), attempt)
        settle.settle(moves)


def announce_forgotten(older_than_seconds: float) -> None:
    """Hints for computes that have had room and queued steps for a while."""
    queued = Job.objects.filter(status=states.QUEUED).order_by()
    rows = queued.values("compute_id").annotate(count=Count("pk"), since=Min("queued_at"))
    now = clock.now()
    until = now - timedelta(seconds=older_than_seconds)
    for row in rows:
        # A time to come means that the clock was set back since: nobody knows how long ago it was.
        if row["since"] is None or until < row["since"] <= now:
            continue
        limit = Compute.objects.values_list("max_instances", flat=True).get(pk=row["compute_id"])
        free = limit - instances_in_use(row["compute_id"])
        if free > 0:
            dispatch.announce({row["compute_id"]: min(row["count"], free)})


def _after_loss(moves: Moves, job: Job, attempt: Attempt) -> None:
    ref = Ref(job.pk, job.name, job.key, job.path, job.parent_id, True)
    losses = Attempt.objects.filter(job=job, outcome="lost").count()
    to = rules.after_loss(losses, job.status == states.CANCEL_REQUESTED)
    number = attempt.number
    if to == states.QUEUED:
        if moves.move(ref, to, only_attempt=number, started_at=None, queued_at=moves.at):
            moves.computes[job.compute_id or 0] += 1
    elif to == states.FAILED:
        error = Failure(
            "worker-lost",
            f"The worker was lost {losses} times while it ran this step.",
            hint="Does the step use up the machine's memory?",
        ).as_dict()
        moves.move(ref, to, only_attempt=number, ended_at=moves.at, error=error)
    else:
        moves.move(ref, to, only_attempt=number, ended_at=moves.at)


def _open_attempts() -> Iterable[Attempt]:
    """Without the plans of their jobs, which may be big: everybody looks every few seconds."""
    rows = Attempt.objects.filter(ended_at=None).select_related("job").order_by("pk")
    return rows.only("number", "lease_until", "process", "ended_at", "job__root_id")


def _lost_attempts() -> Iterable[Attempt]:
    """Past their lease, or of a worker on this machine that is certainly dead.

    An attempt on another machine gets one lease more, so that a worker there, which can end
    what is left of it, comes first. Those that run in this process are never lost to it: when the
    clock is set forward, their leases seem to have lapsed until the keeper renews them.
    """
    now = clock.now()
    extra = timedelta(seconds=settings.LEASE_SECONDS)
    ours = running.registry.all()
    for attempt in _open_attempts():
        if attempt.pk in ours:
            continue
        until = attempt.lease_until
        if not worker_identity.is_here(attempt.process):
            until += extra
        if until < now or worker_identity.is_dead(attempt.process):
            yield attempt


def _stalled_roots() -> list[int]:
    """Roots with steps that wait for nothing but were never queued (a crash after submission)."""
    steps = Job.objects.filter(status=states.NOT_STARTED, pending=0).exclude(type__in=NOT_STEPS)
    rows = steps.order_by().values_list("root_id", "pk").distinct()
    return sorted({root_id or job_id for root_id, job_id in rows})
