"""What follows from ends: dependants that may start or never will, pipelines that have ended.

The work is a list that feeds itself: an end dooms or releases dependants, a released step may be
reused and has ended, too. Its cost depends on what is touched, never on the pipeline's size;
only a failure that stops the whole job looks at all of it, once.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from runs.execution.stopping import StopSignal
from runs.models import NOT_STEPS, Dependency, Job
from runs.operations import gather, grow, ready, stop, tally, worker_identity
from runs.operations.move import End, Moves, Ref, chunks, follow_up, holding, moving
from runs.operations.running import Running, registry
from runs.operations.transaction import writing
from runs.plan import settle as rules
from runs.plan import states, stored
from studio import sql

READY_AT_ONCE = 100
# A step's row and for how many of the steps at hand it waits.
Waiting = tuple[dict[str, Any], int]


def settle(moves: Moves) -> None:
    """Draw all conclusions from ``moves.ended`` and ``moves.ready``; call it last."""
    _conclude(moves)
    if moves.ready:
        # The rest waits for nothing but a turn: others get theirs first.
        moves.after.append(partial(advance, moves.root.id))


def _conclude(moves: Moves) -> None:
    budget = READY_AT_ONCE
    while moves.ended or (moves.ready and budget > 0):
        counted: list[End] = []
        while moves.ended or (moves.ready and budget > 0):
            while moves.ended:
                end = moves.ended.pop(0)
                counted.append(end)
                _consequences(moves, end)
            budget = _take(moves, budget)
        grow.after(moves, tally.count(moves, counted))
    moves.after += [partial(put_together, moves.root.id, one) for one in moves.gathering]


def _take(moves: Moves, budget: int) -> int:
    """Some of the steps that wait for nothing; what is left of the budget."""
    some, moves.ready = moves.ready[:budget], moves.ready[budget:]
    for step in ready.take(moves, some):
        started(moves, step.parent_id)
    return budget - len(some)


def advance(root_id: int) -> None:
    """Queue or reuse every step that waits for nothing. May be called at any time.

    Some at a time: others may write in between, and what was done stands if the rest is not.
    """
    while _advance_some(root_id):
        pass


def _advance_some(root_id: int) -> bool:
    """Whether there are more."""
    with writing(), holding(root_id) as moves:
        if moves.root_status in states.ENDED:
            return False
        moves.ready += _waiting_for_nothing(moves)
        found = len(moves.ready)
        _conclude(moves)
    follow_up(moves.after)
    return found > READY_AT_ONCE or bool(moves.ready)


def _waiting_for_nothing(moves: Moves) -> list[dict[str, Any]]:
    """The first of them, and one more if there are more."""
    if moves.root.is_leaf and moves.root_status == states.NOT_STARTED:
        return sql.rows(f"SELECT {ready.COLUMNS} FROM runs_job WHERE id = %s", [moves.root.id])
    return sql.rows(_WAITING, [moves.root.id, READY_AT_ONCE + 1])


# The words of the index ``job_waiting``: values put in by the database would not be recognised.
_IS_WAITING = (
    f"status = '{states.NOT_STARTED}' AND pending = 0 AND NOT (type IN ({sql.texts(NOT_STEPS)}))"
)
_WAITING = (
    f"SELECT {ready.COLUMNS} FROM runs_job WHERE root_id = %s AND {_IS_WAITING}"
    " ORDER BY ordinal, id LIMIT %s"
)


def stalled_roots() -> list[int]:
    """Roots with steps that wait for nothing but were never queued (a crash after submission)."""
    found = sql.rows(_STALLED, [])
    return sorted({row["root_id"] or row["id"] for row in found})


_STALLED = (
    "SELECT DISTINCT root_id, CASE WHEN root_id IS NULL THEN id END AS id"
    f" FROM runs_job WHERE {_IS_WAITING}"
)


def put_together(root_id: int, step_id: int) -> None:
    """Outputs of a growing step that are made of those of its children; then it has ended.

    Nothing happens while somebody else is at it.
    """
    mine = _taken(root_id, step_id)
    if mine is None:
        return
    registry.enter(Running(step_id, mine.attempt_id, StopSignal()))
    try:
        end = gather.end_of(mine)
        with moving(root_id) as moves:
            if gather.leave(mine, end, moves.at):
                grow.end(moves, step_id, end)
                settle(moves)
    finally:
        registry.leave(mine.attempt_id)


def _taken(root_id: int, step_id: int) -> gather.Gathering | None:
    with moving(root_id) as moves:
        status = Job.objects.values_list("status", flat=True).get(pk=step_id)
        if status == states.FINALIZING:
            return gather.take(step_id, worker_identity.this_process(), moves.at)
        if status == states.CANCEL_REQUESTED:
            grow.look(moves, step_id, {})
            settle(moves)
    return None


def look(root_id: int, step_id: int, found: Mapping[str, Any] | None = None) -> None:
    """A growing step's time has come, or nothing would bring it on. found: ``grow.prepared``."""
    prepared = grow.prepared(step_id) if found is None else found
    with moving(root_id) as moves:
        grow.look(moves, step_id, prepared)
        settle(moves)


def started(moves: Moves, parent_id: int | None) -> None:
    """A step began: the pipelines around it run."""
    while parent_id is not None and parent_id != moves.root.id:
        row = Job.objects.values(*Ref.FIELDS, "status").get(pk=parent_id)
        if row["status"] != states.NOT_STARTED:
            break
        moves.move(Ref.of(row), states.RUNNING, started_at=moves.at)
        parent_id = row["parent_id"]
    if not moves.root.is_leaf and moves.root_status == states.NOT_STARTED:
        moves.move(moves.root, states.RUNNING, started_at=moves.at)


def _consequences(moves: Moves, end: End) -> None:
    steps, go_on = end.steps, bool(moves.settings.get("continue_on_step_failure"))
    meaning = rules.consequence(end.status, go_on)
    waiting = _dependants(steps)
    if end.was_skipped:
        waiting = _skip(moves, steps, waiting)
    elif meaning.dependants == "doom":
        waiting = _doom(moves, steps[0], end.status, waiting)
    moves.ready += _release(waiting)
    if meaning.stops_all and len(steps) < moves.steps_total:
        _stop_after(moves, steps[0])


def _stop_after(moves: Moves, failed: Ref) -> None:
    """Nothing starts any more: in the whole job, or in what a growing step has grown.

    What the failure of one child means for others is the growing step's business.
    """
    child = grow.child_around(moves, failed)
    if child is not None and child.id == failed.id:
        return
    error = rules.error("job-stopped", f'It was not run because step "{failed.path}" failed.')
    if child is not None:
        stop.stop_all(moves, child.path, error)
    else:
        stop.stop_all(moves, None, error, spared=moves.settings.get("on_finalize"))


def _dependants(steps: Sequence[Ref]) -> list[Waiting]:
    """Steps that have not started and wait for any of ``steps``, with how many of these."""
    if len(steps) == 1:
        return [(row, 1) for row in sql.rows(_DEPENDANTS, [steps[0].id])]
    rows = Job.objects.filter(status=states.NOT_STARTED).order_by("ordinal", "pk")
    counts: Counter[int] = Counter()
    for some in chunks(steps):
        links = Dependency.objects.filter(upstream_id__in=[step.id for step in some])
        counts.update(links.values_list("downstream_id", flat=True))
    found: list[Waiting] = []
    for some in chunks(list(counts)):
        found += [
            (row, counts[row["pk"]]) for row in rows.filter(pk__in=some).values(*ready.FIELDS)
        ]
    return found


_DEPENDANTS = (
    f"SELECT {ready.COLUMNS} FROM runs_job"
    " WHERE id IN (SELECT downstream_id FROM runs_dependency WHERE upstream_id = %s)"
    f" AND status = '{states.NOT_STARTED}' ORDER BY ordinal, id"
)


def _doom(moves: Moves, cause: Ref, status: str, waiting: Sequence[Waiting]) -> list[Waiting]:
    """Cancel the dependants; those that run always are given back, to be released."""
    doomed = [Ref.of(row) for row, _ in waiting if not row["plan"]["always"]]
    if doomed:
        what = "failed" if status == states.FAILED else "was not run or was canceled"
        error = rules.error(
            "upstream-not-completed", f'It needs step "{cause.path}", which {what}.'
        )
        moves.move_all(doomed, states.CANCELED, ended_at=moves.at, error=error)
    return [one for one in waiting if one[0]["plan"]["always"]]


def _skip(moves: Moves, causes: Sequence[Ref], waiting: Sequence[Waiting]) -> list[Waiting]:
    """Skip the dependants that cannot do without; the others are given back, to be released."""
    names = {cause.name for cause in causes}
    left: list[Waiting] = []
    skipped: list[Waiting] = []
    for one in waiting:
        plan = one[0]["plan"]
        is_needed = not plan["always"] and names & stored.needed(plan)
        (skipped if is_needed else left).append(one)
    grow.skip(moves, [Ref.of(row) for row, _ in skipped])
    return left


def _release(waiting: Sequence[Waiting]) -> list[dict[str, Any]]:
    """Less to wait for; those that now wait for nothing. The root is held: nobody interferes."""
    by_count: dict[int, list[int]] = {}
    for row, count in waiting:
        by_count.setdefault(count, []).append(row["pk"])
    for count, ids in by_count.items():
        for some in chunks(ids):
            less = f"UPDATE runs_job SET pending = pending - %s WHERE id IN ({sql.marks(some)})"
            sql.run(less, [count, *some])
    return [row for row, count in waiting if row["pending"] == count]
