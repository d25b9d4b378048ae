"""The one door for a status.

``moving(root)`` opens a short transaction that holds the root's row, so all changes of one root's
jobs happen one after another. A move looks the change up in ``runs.plan.states``, updates where
the old status still allows it, and adds an event; at the end the events get the root's next
sequence numbers, and on commit whoever watches is woken and computes with new work are told.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from runs.models import GROWING, NOT_STEPS, Job, JobEvent
from runs.operations import dispatch, step_access
from runs.operations.transaction import writing
from runs.plan import settle as rules
from runs.plan import states
from studio import live, sql
from studio.lib import clock

SHOWN = ("started_at", "ended_at", "error", "exit_code", "attempt")
CHUNK = 500
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ref:
    """What an event says of a job, and where it hangs.

    is_leaf: a step. grows: a step that no compute runs; it has children of its own.
    """

    id: int
    name: str
    key: str
    path: str
    parent_id: int | None
    is_leaf: bool
    grows: bool = False

    FIELDS = ("pk", "name", "key", "path", "parent_id", "type")
    COLUMNS = "id AS pk, name, key, path, parent_id, type"

    @staticmethod
    def of(row: Mapping[str, Any]) -> "Ref":
        """From ``values(*Ref.FIELDS)``, or a SELECT of ``Ref.COLUMNS``."""
        is_leaf, grows = row["type"] not in NOT_STEPS, row["type"] in GROWING
        place = (row["pk"], row["name"], row["key"], row["path"], row["parent_id"])
        return Ref(*place, is_leaf, grows)


@dataclass(frozen=True, slots=True)
class Change:
    """What ``Moves.move_each`` does to a job. shown: more for the event's data than ``SHOWN``."""

    job: Ref
    fields: Mapping[str, Any]
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """Steps that ended alike. was_skipped: Canceled, since a condition chose another branch."""

    steps: Sequence[Ref]
    status: str
    was_skipped: bool = False


@dataclass(slots=True)
class Moves:
    """What happens to the jobs of one root in one transaction.

    The fields up to ``sequence`` are the root's row as it was when the transaction took it, kept
    up to date. ended, ready: what ``settle`` has still to look at. computes: {id: new queued
    steps}. made: {job name: outputs} of steps that ended in here. after: called when the
    transaction is over and others may write. has_grown: ``steps_total`` is another now.
    gathering: growing steps whose outputs are put together when the transaction is over.
    """

    root: Ref
    workspace_id: int
    root_status: str
    root_started: bool
    steps_done: int
    steps_total: int
    settings: Mapping[str, Any]
    at: datetime
    sequence: int
    ended: list[End] = field(default_factory=list)
    ready: list[dict[str, Any]] = field(default_factory=list)
    made: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    computes: "Counter[int]" = field(default_factory=Counter)
    after: list[Callable[[], None]] = field(default_factory=list)
    has_grown: bool = False
    gathering: list[int] = field(default_factory=list)
    _events: list[dict[str, Any]] = field(default_factory=list)

    def move(
        self,
        job: Ref,
        to: str,
        only_attempt: int | None = None,
        shown: Mapping[str, Any] | None = None,
        **fields: Any,
    ) -> bool:
        """One job to ``to``; False when its status or attempt has gone on without us.

        only_attempt: refuse when another attempt is current. shown: more for the event's data
        than the fields of ``SHOWN``.
        """
        where, values = f"id = %s AND {_may_move(to)}", [job.id]
        if only_attempt is not None:
            where, values = f"{where} AND attempt = %s", [*values, only_attempt]
        if not sql.update(Job, {"status": to, **fields}, where, values):
            return False
        self._moved({job: {**_told(fields), **(shown or {})}}, to)
        return True

    def move_all(self, jobs: Iterable[Ref], to: str, **fields: Any) -> list[Ref]:
        """Many jobs with the same fields; those that moved."""
        moved: list[Ref] = []
        for some in chunks(list(jobs)):
            rows = Job.objects.filter(
                pk__in=[job.id for job in some], status__in=states.sources(to)
            )
            able = set(rows.values_list("pk", flat=True))
            Job.objects.filter(pk__in=able).update(status=to, **fields)
            moved += [job for job in some if job.id in able]
        self._moved(dict.fromkeys(moved, _told(fields)), to)
        return moved

    def move_each(self, changes: Sequence["Change"], to: str) -> list[Ref]:
        """Many jobs, each with values of its own for the same fields; those that moved."""
        moved: dict[Ref, Mapping[str, Any]] = {}
        for some in chunks(changes):
            wanted = [change.job.id for change in some]
            where = f"id IN ({sql.marks(wanted)}) AND {_may_move(to)}"
            able = {row["id"] for row in sql.rows(f"SELECT id FROM runs_job WHERE {where}", wanted)}
            each = [change for change in some if change.job.id in able]
            fields = {change.job.id: {"status": to, **change.fields} for change in each}
            sql.update_each(Job, fields, _may_move(to))
            moved |= {one.job: {**_told(one.fields), **one.shown} for one in each}
        self._moved(moved, to)
        return list(moved)

    @contextmanager
    def tentatively(self) -> Iterator[None]:
        """When the block raises, neither rows nor what stands here are changed by it.

        Only what is added is taken back: nothing may be taken from the lists in there.
        """
        lists: tuple[list[Any], ...] = (
            self.ended,
            self.ready,
            self.after,
            self.gathering,
            self._events,
        )
        lengths, made, computes = [len(one) for one in lists], len(self.made), dict(self.computes)
        plain = {name: getattr(self, name) for name in _TENTATIVE}
        try:
            with transaction.atomic():
                yield
        except BaseException:
            for one, length in zip(lists, lengths, strict=True):
                del one[length:]
            while len(self.made) > made:
                self.made.popitem()
            self.computes = Counter(computes)
            for name, value in plain.items():
                setattr(self, name, value)
            raise

    def event(self, job: Ref, kind: str, data: Mapping[str, Any]) -> None:
        self.sequence += 1
        self._events.append(
            {
                "root_id": self.root.id,
                "job_id": job.id,
                "sequence": self.sequence,
                "kind": kind,
                "at": self.at,
                "data": {"name": job.name, "key": job.key, "path": job.path, **data},
            }
        )

    def write(self) -> None:
        """Store the events and the root's counters; called once, by ``moving``."""
        if not self._events:
            return
        for some in chunks(self._events):
            sql.insert(JobEvent, some)
        counters = {"sequence": self.sequence, "steps_done": self.steps_done}
        if self.has_grown:
            counters["steps_total"] = self.steps_total
        sql.update(Job, counters, "id = %s", [self.root.id])
        live.publish_on_commit(f"job.{self.root.id}", sequence=self.sequence)
        live.publish_on_commit(f"jobs.{self.workspace_id}", job=self.root.id)
        dispatch.on_commit(self.computes)

    def _moved(self, jobs: Mapping[Ref, Mapping[str, Any]], to: str) -> None:
        """jobs: what the event tells of each beside the new status."""
        for job, told in jobs.items():
            if job.id == self.root.id:
                self.root_status = to
                self.root_started = self.root_started or to == states.RUNNING
            self.event(job, "status", {"status": to, **told})
        steps = [job for job in jobs if job.is_leaf]
        if to in states.ENDED or to == states.QUEUED:
            transaction.on_commit(partial(step_access.forget, [job.id for job in steps]))
        if steps and to in states.ENDED:
            codes = {(jobs[job].get("error") or {}).get("code") for job in steps}
            self.ended.append(End(steps, to, was_skipped=codes == {rules.NOT_TAKEN}))


@contextmanager
def moving(root_id: int) -> Iterator[Moves]:
    """Raises Job.DoesNotExist when the root is gone."""
    with writing(), holding(root_id) as moves:
        yield moves
    follow_up(moves.after)


def follow_up(calls: Iterable[Callable[[], None]]) -> None:
    """What was left to do when a transaction ended. Never raises: what was committed stands, and
    the reconciler comes back to what was not done."""
    for call in calls:
        try:
            call()
        except Job.DoesNotExist:
            continue  # deleted meanwhile
        except Exception:  # whatever it is, the other calls and the caller are not to miss out
            log.exception("What follows from a change could not be done yet")


@contextmanager
def holding(root_id: int) -> Iterator[Moves]:
    """The same within a transaction of the caller's, which gives ``Moves.after`` to ``follow_up``
    when it has ended."""
    found = sql.rows(f"{_ROOT} WHERE id = %s{sql.to_hold()}", [root_id])
    if not found:
        raise Job.DoesNotExist
    root = found[0]
    moves = Moves(
        root=Ref.of(root),
        workspace_id=root["workspace_id"],
        root_status=root["status"],
        root_started=root["started_at"] is not None,
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
        moves.event(ref_of(job_id), kind, data)


def ref_of(job_id: int) -> Ref:
    return Ref.of(Job.objects.values(*Ref.FIELDS).get(pk=job_id))


def chunks(items: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """Databases take so many values in one question and no more."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


_ROOT = (
    f"SELECT {Ref.COLUMNS}, workspace_id, status, started_at, steps_done, steps_total, settings,"
    " sequence FROM runs_job"
)


_TENTATIVE = (
    "root_status",
    "root_started",
    "steps_done",
    "steps_total",
    "has_grown",
    "sequence",
)


def _may_move(to: str) -> str:
    return f"status IN ({sql.texts(states.sources(to))})"


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(fields[name]) for name in SHOWN if name in fields}


def _plain(value: Any) -> Any:
    return clock.iso(value) if isinstance(value, datetime) else value
