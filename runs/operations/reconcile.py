"""Putting right what was left behind: lapsed leases, dead workers, lost messages.

Every worker does this every few seconds. All changes are compare-and-set, so several may do it
at once. What is left of a lost attempt's processes is ended before its step is queued again.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Q

from designer.models import Compute
from runs.execution import leftovers
from runs.models import Attempt, Job
from runs.operations import dispatch, gather, growing_step, losses, running, settle, worker_identity
from runs.operations.claim import instances_in_use
from runs.plan import states
from studio.lib import clock
from studio.storage import home

LOST_MESSAGE_SECONDS = 2.0
log = logging.getLogger(__name__)
_one_gatherer = threading.Lock()


def reconcile() -> None:
    """One look at everything; cheap when there is nothing to do."""
    _put_right(_lost_attempts(), settings.LEASE_SECONDS)
    _tend()
    announce_forgotten(LOST_MESSAGE_SECONDS)


def recover() -> None:
    """At the start of an embedded studio: the last one on this home is gone, with its attempts."""
    lost = (
        attempt
        for attempt in _open_attempts()
        if worker_identity.is_of_this_home(attempt.process)
        and not worker_identity.is_me(attempt.process)
    )
    _put_right(lost, 0)
    _tend()
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


def announce_forgotten(older_than_seconds: float) -> None:
    """Hints for computes that have had room and queued steps for a while."""
    now = clock.now()
    until = now - timedelta(seconds=older_than_seconds)
    for compute in Compute.objects.values("pk", "max_instances"):
        # A time to come means that the clock was set back since: nobody knows how long ago it was.
        queued = Job.objects.filter(compute=compute["pk"], status=states.QUEUED)
        waiting = queued.filter(Q(queued_at__lte=until) | Q(queued_at__gt=now)).values_list("pk")
        found = len(waiting[: compute["max_instances"]])
        if found:
            free = compute["max_instances"] - instances_in_use(compute["pk"])
            if free > 0:
                dispatch.announce({compute["pk"]: min(found, free)})


def _put_right(lost: Iterable[Attempt], left_for_seconds: float) -> None:
    for attempt in lost:
        _alone(losses.take_over, attempt)
    for attempt in losses.left_half_done(clock.now() - timedelta(seconds=left_for_seconds)):
        _alone(losses.give_back, attempt)
    for root_id in settle.stalled_roots():
        _alone(settle.advance, root_id)


def _tend() -> None:
    """Growing steps whose time has come, or that were left behind half ended."""
    for root_id, step_id in growing_step.to_look_at(clock.now()):
        _alone(settle.look, root_id, step_id)
    if gather.waiting():
        threading.Thread(target=_put_together, name="studio-gatherer", daemon=True).start()


def _put_together() -> None:
    """In a thread of its own, since it may be gigabytes; one at a time."""
    if not _one_gatherer.acquire(blocking=False):
        return
    try:
        for root_id, step_id in gather.waiting():
            _alone(settle.put_together, root_id, step_id)
    except DatabaseError:
        log.warning("What was left to be put together waits", exc_info=True)
    finally:
        connection.close()
        _one_gatherer.release()


def _alone(call: Callable[..., None], *subject: Any) -> None:
    """One that cannot be put right must not keep all others from it."""
    try:
        call(*subject)
    except DatabaseError:
        raise
    except Exception:  # whatever it is, it is about this one only
        log.exception("%s could not be put right", subject)


def _open_attempts() -> Iterable[Attempt]:
    """Without the plans of their jobs, which may be big: everybody looks every few seconds."""
    rows = Attempt.objects.filter(ended_at=None).select_related("job").order_by("pk")
    return rows.only(*losses.FIELDS)


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
