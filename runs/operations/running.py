"""The attempts that run in this process, by job: how a cancel reaches them at once.

Between processes the worker's keeper looks at the database once a second.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction

from runs.execution.stopping import Reason, StopSignal


@dataclass(frozen=True, slots=True)
class Running:
    """since: when its lease was new, by the clock that no administrator sets."""

    job_id: int
    attempt_id: int
    stop: StopSignal
    since: float = field(default_factory=time.monotonic)


class _Registry:
    """Guarded by a condition, so that a stop can wait until nothing runs any more.

    is_closed: no further step is claimed in this process.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: dict[int, Running] = {}
        self.is_closed = False

    def open(self) -> None:
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True

    def enter(self, one: Running) -> None:
        with self._changed:
            self._running[one.attempt_id] = one
        if self.is_closed:
            one.stop.request("stopped")

    def leave(self, attempt_id: int) -> None:
        with self._changed:
            self._running.pop(attempt_id, None)
            self._changed.notify_all()

    def all(self) -> Mapping[int, Running]:
        with self._changed:
            return dict(self._running)

    def wait_until_empty(self, seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, seconds)


registry = _Registry()


def cancel_on_commit(job_ids: Iterable[int]) -> None:
    """Ask these steps to end, where they run in this process, once that is committed."""
    wanted = frozenset(job_ids)
    if wanted:
        transaction.on_commit(partial(_ask, wanted, "canceled"))


def stop_jobs(job_ids: Iterable[int], reason: Reason) -> None:
    _ask(frozenset(job_ids), reason)


def stop_everything(reason: Reason) -> None:
    for one in registry.all().values():
        one.stop.request(reason)


def _ask(job_ids: frozenset[int], reason: Reason) -> None:
    for one in registry.all().values():
        if one.job_id in job_ids:
            one.stop.request(reason)
