"""Growing steps: no compute runs them, they grow jobs below themselves until their kind says "end".

A loop grows its iterations, a sweep its trials; an ``if_else`` grows nothing and skips a branch.
A kind is one function (``runs.plan.growth``), asked in the transaction that made a question
necessary: the one in which the step came to wait for nothing, or in which a child of it ended.
So there is nothing that a kill could leave half done, except what is put together after the end
(``gather``); the reconciler looks after both.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet

from runs.models import GROWING, MLFLOW_RUN, NOT_STEPS, Job
from runs.operations import gather, register_outputs, running, stop, sweep
from runs.operations.children import Children, Known, named
from runs.operations.move import Moves, Ref
from runs.plan import compile as compiling
from runs.plan import inputs, loops, scope, states, stored, values
from runs.plan import settle as rules
from runs.plan.grown import Child
from runs.plan.growth import Counts, End, Ended, Growing, Next, failed
from studio.lib import clock
from studio.lib.errors import StudioError

log = logging.getLogger(__name__)
KINDS: Final[Mapping[str, Callable[[Growing], Next]]] = {
    "if_else": loops.if_else,
    "do_while": loops.do_while,
    "parallel_for": loops.parallel_for,
    "sweep": sweep.decide,
}
LONGEST_NAME: Final = 255
_FIELDS: Final = (
    *Ref.FIELDS,
    "status",
    "plan",
    "growth",
    "started_at",
    "steps_total",
    "steps_done",
)
_COUNTED: Final[Mapping[str, str]] = {
    states.COMPLETED: "completed",
    states.FAILED: "failed",
    states.CANCELED: "canceled",
}


@dataclass(slots=True)
class _Step:
    """A growing step in hand. leaves: steps below it; done: those that have ended.

    ended: children that ended just now. ending: it ends in this way when no child lives any more.
    """

    ref: Ref
    status: str
    plan: Mapping[str, Any]
    started_at: datetime | None
    counts: Counts
    memory: Mapping[str, Any]
    leaves: int
    done: int
    ending: Next | None = None
    ended: Sequence[Ended] = ()

    @staticmethod
    def of(row: Mapping[str, Any]) -> "_Step":
        growth = row["growth"]
        ending = growth.get("ending")
        return _Step(
            ref=Ref.of(row),
            status=row["status"],
            plan=row["plan"],
            started_at=row["started_at"],
            counts=Counts(**growth.get("counts", {})),
            memory=growth.get("memory", {}),
            leaves=row["steps_total"],
            done=row["steps_done"],
            ending=Next(end=End(**ending)) if ending else None,
        )


def begin(moves: Moves, step: Ref, fields: Mapping[str, Any]) -> bool:
    """The step waits for nothing: it runs, and its kind says what it grows first."""
    if not moves.move(step, states.RUNNING, **{**fields, "started_at": moves.at}):
        return False
    _ask(moves, _load(step.id))
    return True


def after(moves: Moves, ended: Iterable[Ref]) -> None:
    """Children have ended: count them, and ask what comes next."""
    by_parent: dict[int, list[int]] = {}
    for child in ended:
        by_parent.setdefault(child.parent_id or 0, []).append(child.id)
    for parent_id, ids in by_parent.items():
        step = _load(parent_id)
        if step.status not in states.ENDED:
            step.ended = _ended(ids)
            step.counts = _counted(step.counts, step.ended)
            _ask(moves, step)


def look(moves: Moves, step_id: int) -> None:
    """Ask again, with the children counted anew: a time has come, or something was left behind."""
    step = _load(step_id)
    if step.status == states.FINALIZING:
        moves.gathering.append(step_id)
    elif step.status in states.HELD:
        step.counts, step.ended = _recounted(step.ref)
        _ask(moves, step)


def end(moves: Moves, step_id: int, end: End) -> None:
    """What was put together is there, or could not be put together."""
    step = _load(step_id)
    if step.status == states.CANCEL_REQUESTED:
        moves.move(step.ref, states.CANCELED, ended_at=moves.at)
    elif step.status == states.FINALIZING:
        _write_end(moves, step, end)


def left_behind(now: datetime, gathering_since: datetime) -> list[tuple[int, int]]:
    """(root, step) of growing steps whose time has come or that nothing will bring on.

    gathering_since: one that began to put its outputs together before has been left.
    """
    rows = Job.objects.filter(type__in=GROWING, status__in=states.HELD)
    found = []
    for row in rows.values("pk", "root_id", "status", "growth"):
        growth = row["growth"]
        if row["status"] == states.FINALIZING:
            is_left = datetime.fromisoformat(growth["end"]["at"]) <= gathering_since
        else:
            at = growth.get("look_at")
            is_due = at is not None and datetime.fromisoformat(at) <= now
            is_left = is_due or not growth.get("counts", {}).get("live", 0)
        if is_left:
            found.append((row["root_id"] or row["pk"], row["pk"]))
    return found


def child_around(moves: Moves, job: Ref) -> Ref | None:
    """The child of a growing step that ``job`` is, or lies in: the nearest one."""
    while job.parent_id is not None:
        parent = moves.root if job.parent_id == moves.root.id else _ref(job.parent_id)
        if parent.grows:
            return job
        job = parent
    return None


def skip(moves: Moves, jobs: Sequence[Ref]) -> None:
    """Canceled, since a condition chose another branch; nothing fails for it."""
    message = "It was skipped: a condition chose another branch."
    error = {"code": rules.NOT_TAKEN, "message": message, "hint": None}
    if jobs:
        moves.move_all(jobs, states.CANCELED, ended_at=moves.at, error=error)


def _ask(moves: Moves, step: _Step) -> None:
    if step.status == states.CANCEL_REQUESTED:
        _keep(moves, step, step.memory, None)
        if not step.counts.live:
            moves.move(step.ref, states.CANCELED, ended_at=moves.at)
        return
    try:
        with transaction.atomic():
            answer = step.ending or KINDS[step.plan["grows"]["kind"]](_growing(moves, step))
            _follow(moves, step, answer)
    except DatabaseError:
        raise
    except StudioError as error:
        _follow(moves, step, failed(error.code, error.message, error.hint))
    except Exception as error:  # any fault here must end this step, not hold up its job for ever
        log.exception("Step %s could not go on", step.ref.name)
        _follow(moves, step, failed("studio-fault", f"It could not go on: {error}"))


def _follow(moves: Moves, step: _Step, answer: Next) -> None:
    if answer.skip:
        rows = Job.objects.filter(stop.in_root(moves.root.id), path__in=answer.skip)
        skip(moves, [Ref.of(row) for row in rows.values(*Ref.FIELDS)])
    if answer.grow:
        _grow(moves, step, answer.grow)
    memory = step.memory if answer.memory is None else answer.memory
    is_early = answer.end is not None and step.counts.live > 0
    _keep(moves, step, memory, answer.look_at, answer.end if is_early else None)
    if answer.end is not None and not is_early:
        _end(moves, step, answer.end)
    elif answer.cancel:
        _cancel(moves, step, answer.cancel)
    elif answer.stop or is_early:
        message = f'It was stopped because "{step.ref.path}" ends.'
        error = {"code": "stopped", "message": message, "hint": None}
        stop.stop_all(moves, step.ref.path, error, but=step.ref.id)


def _cancel(moves: Moves, step: _Step, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """Some of the children end, each for a reason of its own that stays with it."""
    rows = Job.objects.filter(parent=step.ref.id, key__in=wanted).exclude(status__in=states.ENDED)
    held = []
    for row in rows.values(*Ref.FIELDS, "status"):
        ref, error = Ref.of(row), dict(wanted[row["key"]])
        if row["status"] not in states.HELD:
            moves.move(ref, states.CANCELED, ended_at=moves.at, error=error)
        elif moves.move(ref, states.CANCEL_REQUESTED, error=error):
            held.append(ref.id)
    running.cancel_on_commit(held)


def _grow(moves: Moves, step: _Step, wanted: Sequence[Child]) -> None:
    body, names, digests = stored.body(step.plan)
    made = [compiling.compile_child(body, step.ref.path, one) for one in wanted]
    pipelines = [plan for one in made for plan in one.pipelines]
    steps = [plan for one in made for plan in one.steps]
    new = named([*pipelines, *steps]) | _own_names(moves, step, wanted)
    before = {scope.join(step.ref.path, one.key): one.name for one in step.ended}
    children = Children(
        known=Known.of(moves.workspace_id, [*pipelines, *steps]),
        common=_common(moves.root.id),
        root_id=moves.root.id,
        digests=digests,
        names=names | before | new,
        jobs={step.ref.path: step.ref.id},
        never_reused=step.ref.id == moves.root.id,
        properties={scope.join(step.ref.path, one.key): one.properties for one in wanted},
    )
    children.insert(pipelines, steps, first=step.leaves)
    step.leaves += len(steps)
    grown, live = step.counts.grown + len(wanted), step.counts.live + len(wanted)
    step.counts = replace(step.counts, grown=grown, live=live)
    _raise_totals(moves, step.ref, len(steps))
    for job in children.made:
        moves.event(Ref.of(_row_of(job)), "status", {"status": states.NOT_STARTED})
        if job.type not in NOT_STEPS and not job.pending:
            moves.ready.append(_row_of(job))


def _own_names(moves: Moves, step: _Step, wanted: Sequence[Child]) -> dict[str, str]:
    """{path: name} of children that bring a name which no other job has."""
    asked = {one.name for one in wanted if one.name and len(one.name) <= LONGEST_NAME}
    if not asked:
        return {}
    rows = Job.objects.filter(workspace_id=moves.workspace_id, name__in=asked)
    free = asked - set(rows.values_list("name", flat=True))
    return {scope.join(step.ref.path, one.key): one.name for one in wanted if one.name in free}


def _row_of(job: Job) -> dict[str, Any]:
    """Of a row that was made in here: values of ``ready.FIELDS``."""
    return {
        "pk": job.pk,
        "name": job.name,
        "key": job.key,
        "path": job.path,
        "parent_id": job.parent_id,
        "type": job.type,
        "plan": job.plan,
        "compute_id": job.compute_id,
        "pending": job.pending,
    }


def _common(root_id: int) -> dict[str, Any]:
    columns = ("workspace_id", "experiment_id", "created_by_id", "source")
    return {**Job.objects.values(*columns).get(pk=root_id), "created_at": clock.now()}


def _raise_totals(moves: Moves, step: Ref, more: int) -> None:
    """More leaf steps below the growing step, and so below all that is around it."""
    around: list[int] = []
    job_id: int | None = step.id
    while job_id is not None:
        if job_id == moves.root.id:
            moves.steps_total += more
            moves.has_grown = True
            break
        around.append(job_id)
        job_id = Job.objects.values_list("parent_id", flat=True).get(pk=job_id)
    Job.objects.filter(pk__in=around).update(steps_total=F("steps_total") + more)


def _keep(
    moves: Moves,
    step: _Step,
    memory: Mapping[str, Any],
    look_at: datetime | None,
    ending: End | None = None,
) -> None:
    """ending: what is to be written as soon as the children that still live have ended."""
    growth = {
        "counts": asdict(step.counts),
        "memory": dict(memory),
        "look_at": clock.iso(look_at),
        "ending": None if ending is None else {"status": ending.status, "error": ending.error},
    }
    Job.objects.filter(pk=step.ref.id).update(growth=growth)
    told = {"done": step.done, "total": step.leaves, "children": step.counts.grown}
    moves.event(step.ref, "progress", told)


def _end(moves: Moves, step: _Step, end: End) -> None:
    """At once, or after what has to be put together first."""
    planned, name = step.plan["outputs"], step.ref.name
    outputs, parts = dict(end.outputs), gather.parts(planned, name, end)
    for output, one in end.gather.items():
        if output in planned and output not in parts and one.members:
            outputs[output] = one.members[0][1]
    end = replace(end, outputs=outputs, gather={}, texts={})
    if not parts:
        _write_end(moves, step, end)
        return
    moves.move(step.ref, states.FINALIZING)
    gather.remember(step.ref.id, end, parts)
    moves.gathering.append(step.ref.id)


def _write_end(moves: Moves, step: _Step, end: End) -> None:
    fields: dict[str, Any] = {"ended_at": moves.at}
    if end.error is not None:
        fields["error"] = {key: end.error.get(key) for key in ("code", "message", "hint")}
    if end.status == states.COMPLETED:
        fields["outputs"] = dict(end.outputs)
    if not moves.move(step.ref, end.status, **fields) or end.status != states.COMPLETED:
        return
    moves.made[step.ref.name] = end.outputs
    if end.outputs:
        moves.event(step.ref, "output", {"outputs": dict(end.outputs)})
        register = partial(register_outputs.register, step.ref.id, step.plan["outputs"])
        moves.after.append(register)


def _growing(moves: Moves, step: _Step) -> Growing:
    return Growing(
        path=step.ref.path,
        grows=step.plan["grows"],
        inputs=_texts(moves, step.plan),
        counts=step.counts,
        memory=step.memory,
        ended=step.ended,
        children=partial(_children, step.ref.id),
        go_on=bool(moves.settings.get("continue_on_step_failure")),
        started_at=step.started_at or moves.at,
        at=moves.at,
        id=step.ref.id,
        name=step.ref.name,
    )


def _texts(moves: Moves, plan: Mapping[str, Any]) -> dict[str, str]:
    given = {name: one for name, one in plan["inputs"].items() if not values.is_data(one["type"])}
    names = stored.producers({"inputs": given, "variables": {}})
    rows = Job.objects.filter(workspace_id=moves.workspace_id, name__in=names)
    made = dict(rows.values_list("name", "outputs")) if names else {}
    return {
        name: inputs.text_of(one, made)
        for name, one in given.items()
        if not inputs.is_absent(one, made)
    }


def _load(step_id: int) -> _Step:
    return _Step.of(Job.objects.values(*_FIELDS).get(pk=step_id))


def _ref(job_id: int) -> Ref:
    return Ref.of(Job.objects.values(*Ref.FIELDS).get(pk=job_id))


def _ended(ids: Sequence[int]) -> list[Ended]:
    rows = Job.objects.filter(pk__in=ids, status__in=states.ENDED)
    return _as_ended(rows)


def _children(step_id: int) -> list[Ended]:
    return _as_ended(Job.objects.filter(parent=step_id, status__in=states.ENDED))


def _as_ended(rows: "QuerySet[Job]") -> list[Ended]:
    found = rows.order_by("ordinal", "pk").values("pk", "key", "name", "status", "outputs", "error")
    return [
        Ended(
            key=row["key"],
            name=row["name"],
            status=row["status"],
            outputs=row["outputs"],
            error=row["error"],
            id=row["pk"],
        )
        for row in found
    ]


def _counted(counts: Counts, ended: Sequence[Ended]) -> Counts:
    found = asdict(counts)
    for one in ended:
        found[_COUNTED[one.status]] += 1
        found["live"] -= 1
    return Counts(**found)


def _recounted(step: Ref) -> tuple[Counts, list[Ended]]:
    """From the children themselves; the last one that ended, where none is left alive."""
    rows = Job.objects.filter(parent=step.id).exclude(type=MLFLOW_RUN)
    statuses = list(rows.values_list("status", flat=True))
    found = dict.fromkeys(_COUNTED.values(), 0)
    for status in statuses:
        if status in _COUNTED:
            found[_COUNTED[status]] += 1
    live = sum(status not in states.ENDED for status in statuses)
    counts = Counts(grown=len(statuses), live=live, **found)
    return counts, _children(step.id)[-1:] if not live else []
