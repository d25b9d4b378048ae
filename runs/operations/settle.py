"""What follows from ends: dependants that may start or never will, pipelines that have ended.

The work is a list that feeds itself: an end dooms or releases dependants, a released step may be
reused and has ended, too. Its cost depends on what is touched, never on the pipeline's size;
only a failure that stops the whole job looks at all of it, once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import F, Q

from runs.models import NOT_STEPS, Dependency, Job
from runs.operations import ready, running
from runs.operations.move import Moves, Ref, chunks, moving
from runs.plan import settle as rules
from runs.plan import states
from studio import sql

READY_AT_ONCE = 100
# A step's row and for how many of the steps at hand it waits.
Waiting = tuple[dict[str, Any], int]


def settle(moves: Moves) -> None:
    """Draw all conclusions from ``moves.ended`` and ``moves.ready``; call it last."""
    counted: list[Ref] = []
    budget = READY_AT_ONCE
    while moves.ended or (moves.ready and budget > 0):
        while moves.ended:
            steps, status = moves.ended.pop(0)
            counted += steps
            _consequences(moves, steps, status)
        some, moves.ready = moves.ready[:budget], moves.ready[budget:]
        budget -= len(some)
        for step in ready.take(moves, some):
            started(moves, step.parent_id)
    if moves.ready:
        # The rest waits for nothing but a turn: others get theirs first.
        moves.after.append(partial(advance, moves.root.id))
    _count(moves, counted)


def advance(root_id: int) -> None:
    """Queue or reuse every step that waits for nothing. May be called at any time."""
    with moving(root_id) as moves:
        if moves.root_status in states.ENDED:
            return
        waiting = Job.objects.filter(_in_root(root_id), status=states.NOT_STARTED, pending=0)
        steps = waiting.exclude(type__in=NOT_STEPS).order_by("ordinal", "pk")
        moves.ready += steps.values(*ready.FIELDS)[: READY_AT_ONCE + 1]
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


def stop_all(moves: Moves, within: str | None, error: dict[str, Any] | None) -> None:
    """Nothing of the job, or below path ``within``, starts any more; what runs is asked to end.

    A failure (``error``) spares steps that run always; a person's wish spares nothing.
    """
    steps = Job.objects.filter(_in_root(moves.root.id)).exclude(type__in=NOT_STEPS)
    steps = steps.exclude(status__in=states.ENDED)
    if within:
        steps = steps.filter(path__startswith=f"{within}.")
    rows = steps.values(*Ref.FIELDS, "status")
    spared = None if error is None else moves.settings.get("on_finalize")
    hit = [row for row in rows if not rules.belongs(row["path"], spared)]
    waiting = (states.NOT_STARTED, states.QUEUED)
    moves.move_all(
        [Ref.of(row) for row in hit if row["status"] in waiting],
        states.CANCELED,
        ended_at=moves.at,
        error=error,
    )
    held = [Ref.of(row) for row in hit if row["status"] in states.HELD]
    asked = moves.move_all(held, states.CANCEL_REQUESTED)
    running.cancel_on_commit([job.id for job in asked])


def _in_root(root_id: int) -> Q:
    return Q(root_id=root_id) | Q(pk=root_id)


def _consequences(moves: Moves, steps: Sequence[Ref], status: str) -> None:
    go_on = bool(moves.settings.get("continue_on_step_failure"))
    meaning = rules.consequence(status, go_on)
    waiting = _dependants(steps)
    if meaning.dependants == "doom":
        waiting = _doom(moves, steps[0], status, waiting)
    moves.ready += _release(waiting)
    if meaning.stops_all and len(steps) < moves.steps_total:
        error = _error("job-stopped", f'It was not run because step "{steps[0].path}" failed.')
        stop_all(moves, None, error)


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
        error = _error("upstream-not-completed", f'It needs step "{cause.path}", which {what}.')
        moves.move_all(doomed, states.CANCELED, ended_at=moves.at, error=error)
    return [one for one in waiting if one[0]["plan"]["always"]]


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


def _count(moves: Moves, steps: Iterable[Ref]) -> None:
    """Ended steps on the pipelines around them; those that are complete end, innermost first."""
    counts: Counter[int] = Counter()
    parents: dict[int, int | None] = {}
    for step in steps:
        parent = step.parent_id
        while parent is not None:
            counts[parent] += 1
            if parent not in parents:
                parents[parent] = None if parent == moves.root.id else _parent_of(parent)
            parent = parents[parent]
        if step.id == moves.root.id:
            moves.steps_done = moves.steps_total
    moves.steps_done += counts.pop(moves.root.id, 0)
    if counts:
        _count_inner(moves, counts)
    is_over = not moves.root.is_leaf and moves.steps_done >= moves.steps_total
    if is_over and moves.root_status not in states.ENDED:
        _end_pipeline(moves, moves.root, moves.root_status, moves.root_started)


def _count_inner(moves: Moves, counts: Mapping[int, int]) -> None:
    """The same for nested pipelines, by id."""
    for pipeline_id, count in counts.items():
        Job.objects.filter(pk=pipeline_id).update(steps_done=F("steps_done") + count)
    inner = Job.objects.filter(pk__in=counts, steps_done=F("steps_total"))
    rows = inner.exclude(status__in=states.ENDED).values(*Ref.FIELDS, "status", "started_at")
    for row in sorted(rows, key=lambda one: -one["path"].count(".")):
        _end_pipeline(moves, Ref.of(row), row["status"], row["started_at"] is not None)


def _parent_of(job_id: int) -> int | None:
    return Job.objects.values_list("parent_id", flat=True).get(pk=job_id)


def _end_pipeline(moves: Moves, job: Ref, status: str, has_started: bool) -> None:
    children = Job.objects.filter(parent_id=job.id)
    statuses = children.order_by().values_list("status", flat=True).distinct()
    to = rules.pipeline_status(statuses, status == states.CANCEL_REQUESTED)
    fields: dict[str, Any] = {"ended_at": moves.at, "outputs": _pipeline_outputs(moves, job)}
    if not has_started and to != states.CANCELED:
        fields["started_at"] = moves.at
    if to == states.FAILED:
        failed = children.filter(status=states.FAILED).order_by("ended_at", "pk").first()
        if failed is not None:
            message = (failed.error or {}).get("message") or "It failed."
            fields["error"] = _error("step-failed", f'Step "{failed.path}": {message}')
    moves.move(job, to, **fields)


def _pipeline_outputs(moves: Moves, job: Ref) -> dict[str, Any]:
    """Its outputs are those of its steps, where these have made them."""
    wanted = Job.objects.values_list("plan", flat=True).get(pk=job.id).get("outputs", {})
    names = {one["from"] for one in wanted.values()}
    rows = Job.objects.filter(workspace_id=moves.workspace_id, name__in=names)
    made = dict(rows.values_list("name", "outputs"))
    found = {name: made.get(one["from"], {}).get(one["output"]) for name, one in wanted.items()}
    return {name: one for name, one in found.items() if one}


def _error(code: str, message: str) -> dict[str, str | None]:
    return {"code": code, "message": message, "hint": None}
