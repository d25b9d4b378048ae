"""The one door for a status.

``moving(root)`` opens a short transaction that holds the root's row, so all changes of one root's
jobs happen one after another. A move looks the change up in ``runs.plan.states``, updates where
the old status still allows it, and adds an event; at the end the events get the root's next
sequence numbers, and on commit whoever watches is woken.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from runs.models import Job, JobEvent, Status
from runs.operations.transaction import writing
from runs.plan import states
from studio import live
from studio.lib import clock

SHOWN = ("started_at", "ended_at", "error", "exit_code", "attempt")


@dataclass(slots=True)
class Moves:
    """What happens to the jobs of one root in one transaction.

    The fields are the root's row as it was when the transaction took it, kept up to date.
    computes: those that got queued steps; ``dispatch`` looks at them on commit.
    """

    root_id: int
    workspace_id: int
    root_status: str
    steps_done: int
    steps_total: int
    settings: Mapping[str, Any]
    at: datetime
    sequence: int
    computes: dict[int, int] = field(default_factory=dict)
    _events: list[JobEvent] = field(default_factory=list)

    def move(
        self,
        job_id: int,
        key: str,
        to: Status,
        attempt: int | None = None,
        shown: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> bool:
        """One job to ``to``; False when its status or attempt has gone on without us.

        shown: more for the event's data than the fields of ``SHOWN``.
        """
        rows = Job.objects.filter(pk=job_id, status__in=states.sources(to))
        if attempt is not None:
            rows = rows.filter(attempt=attempt)
        if not rows.update(status=to, **fields):
            return False
        if job_id == self.root_id:
            self.root_status = to
        told = {name: _plain(fields[name]) for name in SHOWN if name in fields}
        self.event(job_id, key, "status", {"status": to.value, **told, **(shown or {})})
        return True

    def move_all(self, jobs: Iterable[tuple[int, str]], to: Status, **fields: Any) -> set[int]:
        """Many jobs, (id, key) each, with the same fields; the ids of those that moved."""
        keys = dict(jobs)
        rows = Job.objects.filter(pk__in=keys, status__in=states.sources(to))
        moved = set(rows.values_list("pk", flat=True))
        Job.objects.filter(pk__in=moved).update(status=to, **fields)
        told = {name: _plain(fields[name]) for name in SHOWN if name in fields}
        for job_id, key in keys.items():
            if job_id in moved:
                self.event(job_id, key, "status", {"status": to.value, **told})
        return moved

    def event(self, job_id: int, key: str, kind: str, data: dict[str, Any]) -> None:
        self.sequence += 1
        self._events.append(
            JobEvent(
                root_id=self.root_id,
                job_id=job_id,
                sequence=self.sequence,
                kind=kind,
                at=self.at,
                data=data if not key else {"key": key, **data},
            )
        )

    def write(self) -> None:
        """Store the events and the root's counters; called once, by ``moving``."""
        if not self._events:
            return
        JobEvent.objects.bulk_create(self._events)
        Job.objects.filter(pk=self.root_id).update(
            sequence=self.sequence, steps_done=self.steps_done
        )
        live.publish_on_commit(f"job.{self.root_id}", sequence=self.sequence)
        live.publish_on_commit(f"jobs.{self.workspace_id}", job=self.root_id)


@contextmanager
def moving(root_id: int) -> Iterator[Moves]:
    """Raises Job.DoesNotExist when the root is gone."""
    with writing():
        root = (
            Job.objects.select_for_update()
            .values("workspace_id", "status", "steps_done", "steps_total", "settings", "sequence")
            .get(pk=root_id)
        )
        moves = Moves(
            root_id=root_id,
            workspace_id=root["workspace_id"],
            root_status=root["status"],
            steps_done=root["steps_done"],
            steps_total=root["steps_total"],
            settings=root["settings"],
            at=clock.now(),
            sequence=root["sequence"],
        )
        yield moves
        moves.write()


def add_event(root_id: int, job_id: int, kind: str, data: dict[str, Any]) -> None:
    """An event that changes no status (a metric, an output)."""
    with moving(root_id) as moves:
        moves.event(job_id, "", kind, data)


def _plain(value: Any) -> Any:
    return clock.iso(value) if isinstance(value, datetime) else value
