"""Growing steps: no compute runs them, they grow jobs below themselves until their kind says "end".

A loop grows its iterations, a sweep its trials; an ``if_else`` grows nothing and skips a branch.
A kind is one function (``runs.plan.growth``), asked in the transaction that made a question
necessary: the one in which the step came to wait for nothing, or in which a child of it ended.
So there is nothing that a kill could leave half done, except what is put together after the end
(``gather``); the reconciler looks after both.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import DatabaseError

from runs.models import Job
from runs.operations import gather, growing_step, register_outputs, running, stop, sweep
from runs.operations.growing_step import GrowingStep
from runs.operations.move import Moves, Ref, ref_of
from runs.operations.sprout import sprout
from runs.plan import loops, states
from runs.plan import settle as rules
from runs.plan.growth import End, Growing, Next, failed
from studio.lib import clock
from studio.lib.errors import StudioError

log = logging.getLogger(__name__)
KINDS: Final[Mapping[str, Callable[[Growing], Next]]] = {
    "if_else": loops.if_else,
    "do_while": loops.do_while,
    "parallel_for": loops.parallel_for,
    "sweep": sweep.decide,
}
PREPARE: Final[Mapping[str, Callable[[int], Mapping[str, Any]]]] = {"sweep": sweep.judge}


def begin(moves: Moves, step: Ref, fields: Mapping[str, Any]) -> bool:
    """The step waits for nothing: it runs, and its kind says what it grows first."""
    if not moves.move(step, states.RUNNING, **{**fields, "started_at": moves.at}):
        return False
    _ask(moves, growing_step.load(step.id))
    return True


def after(moves: Moves, ended: Iterable[Ref]) -> None:
    """Children have ended: count them, and ask what comes next."""
    by_parent: dict[int, list[int]] = {}
    for child in ended:
        by_parent.setdefault(child.parent_id or 0, []).append(child.id)
    for parent_id, ids in by_parent.items():
        step = growing_step.load(parent_id)
        if step.status not in states.ENDED:
            step.ended = growing_step.ended(ids)
            step.counts = growing_step.counted(step.counts, step.ended)
            _ask(moves, step)


def prepared(step_id: int) -> Mapping[str, Any]:
    """What takes long to find out for ``look``, and is no part of its transaction."""
    kind = Job.objects.values_list("type", flat=True).get(pk=step_id)
    return PREPARE[kind](step_id) if kind in PREPARE else {}


def look(moves: Moves, step_id: int, found: Mapping[str, Any]) -> None:
    """Ask again, with the children counted anew: a time has come, or something was left behind."""
    step = growing_step.load(step_id)
    step.found = found
    if step.status == states.FINALIZING:
        moves.gathering.append(step_id)
    elif step.status in states.HELD:
        step.counts, step.ended = growing_step.recounted(step.ref)
        _ask(moves, step)


def end(moves: Moves, step_id: int, end: End) -> None:
    """What was put together is there, or could not be put together."""
    step = growing_step.load(step_id)
    if step.status == states.CANCEL_REQUESTED:
        moves.move(step.ref, states.CANCELED, ended_at=moves.at)
    elif step.status == states.FINALIZING:
        _write_end(moves, step, end)


def child_around(moves: Moves, job: Ref) -> Ref | None:
    """The child of a growing step that ``job`` is, or lies in: the nearest one."""
    while job.parent_id is not None:
        parent = moves.root if job.parent_id == moves.root.id else ref_of(job.parent_id)
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


def _ask(moves: Moves, step: GrowingStep) -> None:
    if step.status == states.CANCEL_REQUESTED:
        _keep(moves, step, step.memory, None)
        if not step.counts.live:
            moves.move(step.ref, states.CANCELED, ended_at=moves.at)
        return
    before = (step.counts, step.leaves)
    try:
        with moves.tentatively():
            answer = step.ending or KINDS[step.plan["grows"]["kind"]](
                growing_step.asked(moves, step)
            )
            _follow(moves, step, answer)
    except DatabaseError:
        raise
    except StudioError as error:
        step.counts, step.leaves = before
        _follow(moves, step, failed(error.code, error.message, error.hint))
    except Exception as error:  # any fault here must end this step, not hold up its job for ever
        log.exception("Step %s could not go on", step.ref.name)
        step.counts, step.leaves = before
        _follow(moves, step, failed("studio-fault", f"It could not go on: {error}"))


def _follow(moves: Moves, step: GrowingStep, answer: Next) -> None:
    if answer.skip:
        rows = Job.objects.filter(stop.in_root(moves.root.id), path__in=answer.skip)
        skip(moves, [Ref.of(row) for row in rows.values(*Ref.FIELDS)])
    if answer.grow:
        sprout(moves, step, answer.grow)
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


def _cancel(moves: Moves, step: GrowingStep, wanted: Mapping[str, Mapping[str, Any]]) -> None:
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


def _keep(
    moves: Moves,
    step: GrowingStep,
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


def _end(moves: Moves, step: GrowingStep, end: End) -> None:
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


def _write_end(moves: Moves, step: GrowingStep, end: End) -> None:
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
        register_outputs.expect(moves.workspace_id, step.ref.id, step.plan["outputs"])
        register = partial(register_outputs.register, step.ref.id, step.plan["outputs"])
        moves.after.append(register)
