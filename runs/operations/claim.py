"""Taking a queued step: compare-and-set on its row, with an attempt number and a lease.

Never overbooks: instances in use are counted from the steps themselves while the compute's row
is held, so there is no counter that could drift.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings

from runs.models import Attempt
from runs.operations import settle
from runs.operations.move import Moves, Ref, holding
from runs.operations.transaction import writing
from runs.operations.worker_identity import Worker
from runs.plan import states
from studio import sql
from studio.lib import clock


@dataclass(frozen=True, slots=True)
class Try:
    """One numbered try at a step. row: its frozen plan, the names around it (``COLUMNS``)."""

    job: Ref
    root_id: int
    attempt: int
    workspace_id: int
    row: Mapping[str, Any]

    @staticmethod
    def next_of(row: Mapping[str, Any]) -> "Try":
        root_id = _root_of(row)
        return Try(Ref.of(row), root_id, row["attempt"] + 1, row["workspace_id"], row)


@dataclass(frozen=True, slots=True)
class Claim(Try):
    """A worker's dated right to it. more: others could start on this compute right now.

    has_started: its command was made ready before and is said to run already.
    """

    attempt_id: int
    compute_id: int
    more: bool
    has_started: bool


@dataclass(frozen=True, slots=True)
class AtGate:
    """A step whose command waits to be let go: the process group's identity."""

    job_id: int
    attempt: int
    process: Mapping[str, Any]


def claim_next(compute_id: int, worker: Worker) -> Claim | None:
    """The oldest queued step of highest priority; None when there is none, or no room for it.

    Nobody is passed over (decision 20): while the first in line waits for instances, so do all.
    """
    with writing():
        line = next_in_line(compute_id, hold(compute_id))
        if not line:
            return None
        with holding(_root_of(line[0])) as moves:
            return _take(moves, line, compute_id, worker)


def claim_of_root(
    moves: Moves, compute_id: int, limit: int, worker: Worker, ready: AtGate | None = None
) -> Claim | None:
    """The same for whoever holds compute and root already; None when another root is next.

    ready: when it is this step's turn, it runs from here on.
    """
    line = next_in_line(compute_id, limit)
    if not line or _root_of(line[0]) != moves.root.id:
        return None
    return _take(moves, line, compute_id, worker, ready)


def hold(compute_id: int) -> int:
    """How many instances the compute has; nobody else claims from it until the transaction ends.

    Whoever takes a root as well does so after this, so that no two wait for each other.
    """
    compute = "SELECT max_instances FROM designer_compute WHERE id = %s" + sql.to_hold()
    found = sql.rows(compute, [compute_id])
    return int(found[0]["max_instances"]) if found else 0


def instances_in_use(compute_id: int) -> int:
    return int(sql.rows(_IN_USE, [compute_id])[0]["used"])


def next_in_line(compute_id: int, limit: int) -> list[dict[str, Any]]:
    """The next queued step, where it fits into what is free of ``limit`` instances, and the one
    after it where that fits as well."""
    free = limit - instances_in_use(compute_id) if limit else 0
    if free <= 0:
        return []
    found = []
    for step in sql.rows(_LINE, [compute_id, limit]):
        free -= step["instance_count"]
        if free < 0:
            break
        found.append(step)
    return found


_IN_USE = (
    "SELECT COALESCE(SUM(instance_count), 0) AS used FROM runs_job"
    f" WHERE compute_id = %s AND status IN ({sql.texts(sorted(states.HELD))})"
)
# The line is made of small columns; only who is next in it has the big ones read. What needs more
# than the compute has, since it was made smaller, holds up nobody.
COLUMNS = (
    "SELECT job.id AS pk, job.name, job.key, job.path, job.parent_id, job.type, job.root_id,"
    " job.workspace_id, job.attempt, job.instance_count, job.plan, job.experiment_id,"
    " experiment.name AS experiment, workspace.name AS workspace"
    " FROM runs_job job"
    " JOIN runs_experiment experiment ON experiment.id = job.experiment_id"
    " JOIN studio_workspace workspace ON workspace.id = job.workspace_id"
)
_LINE = (
    f"{COLUMNS} WHERE job.id IN (SELECT id FROM runs_job"
    f" WHERE compute_id = %s AND status = '{states.QUEUED}' AND instance_count <= %s"
    " ORDER BY priority DESC, queued_at, id LIMIT 2)"
    " ORDER BY job.priority DESC, job.queued_at, job.id"
)


def _root_of(step: Mapping[str, Any]) -> int:
    return int(step["root_id"] or step["pk"])


def _take(
    moves: Moves,
    line: list[dict[str, Any]],
    compute_id: int,
    worker: Worker,
    ready: AtGate | None = None,
) -> Claim | None:
    step = Try.next_of(line[0] | {"root": moves.root.name})
    job, number = step.job, step.attempt
    if not moves.move(job, states.PREPARING, only_attempt=number - 1, attempt=number):
        return None
    settle.started(moves, job.parent_id)
    starts = ready is not None and (ready.job_id, ready.attempt) == (job.id, number)
    attempt = {
        "job_id": job.id,
        "number": number,
        "worker": worker.name,
        "lease_until": moves.at + timedelta(seconds=settings.LEASE_SECONDS),
        "process": {**worker.place, **(ready.process if ready and starts else {})},
        "started_at": moves.at,
        "outcome": "",
    }
    if starts:
        moves.move(job, states.RUNNING, only_attempt=number, started_at=moves.at)
    return Claim(
        job=job,
        root_id=moves.root.id,
        attempt=number,
        workspace_id=step.workspace_id,
        row=step.row,
        attempt_id=sql.insert(Attempt, [attempt])[0],
        compute_id=compute_id,
        more=len(line) > 1,
        has_started=starts,
    )


def renew(attempt_ids: "list[int]") -> set[int]:
    """Longer leases for these; the ids of those that are still ours."""
    if not attempt_ids:
        return set()
    until = clock.now() + timedelta(seconds=settings.LEASE_SECONDS)
    ours = Attempt.objects.filter(pk__in=attempt_ids, ended_at=None)
    if ours.update(lease_until=until) == len(attempt_ids):
        return set(attempt_ids)
    return set(ours.values_list("pk", flat=True))
