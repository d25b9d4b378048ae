"""A worker's turn: claim a step of a compute, run it, and go on until there is none.

Who runs it (a Celery thread) is the edge's business, as is the token that steps carry.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from runs.execution import engine, sandbox
from runs.execution.ahead import Ahead
from runs.execution.order import Outcome, StepFailed, fault
from runs.execution.run_step import Hooks, Limits, run_step
from runs.execution.stopping import StopSignal
from runs.operations import (
    dispatch,
    finish,
    identity,
    order,
    register_outputs,
    worker_identity,
)
from runs.operations.claim import AtGate, Claim, claim_next
from runs.operations.finish import Finished
from runs.operations.follower import Follower, IssueToken
from runs.operations.move import follow_up
from runs.operations.running import Running, registry
from runs.operations.worker_identity import Worker
from runs.plan.command import render
from studio import live

log = logging.getLogger(__name__)
GRACE_SECONDS = 5.0
STEPS_IN_A_ROW = 100
WRITE_TRIES = 6
QUICK_SECONDS = 1.0  # less than the shortest lease


@dataclass(frozen=True, slots=True)
class _Turn:
    """A claimed step that the registry knows of. ahead: it was made ready, and runs already.

    later: what waits until its end is written and the next one runs.
    """

    claim: Claim
    stop: StopSignal
    ahead: Ahead | None = None
    later: list[Callable[[], None]] = field(default_factory=list)


def work(compute_id: int, issue_token: IssueToken) -> int:
    """How many steps were run. After some in a row others in line get this thread first."""
    worker = worker_identity.this_process()
    turn: _Turn | None = None
    for count in range(1, STEPS_IN_A_ROW + 1):
        turn = turn or _enter(_claimed(compute_id, worker))
        if turn is None:
            return count - 1
        turn = _run(turn, issue_token, worker if count < STEPS_IN_A_ROW else None)
    dispatch.announce({compute_id: 1})
    return STEPS_IN_A_ROW


def _claimed(compute_id: int, worker: Worker) -> Claim | None:
    return None if registry.is_closed else claim_next(compute_id, worker)


def _enter(claim: Claim | None, follower: Follower | None = None) -> _Turn | None:
    """Whoever calls this runs the turn at once, with nothing in between that could raise: what
    the registry knows of has its lease renewed until it is left."""
    if claim is None:
        return None
    turn = _Turn(claim, StopSignal(), follower.let_go(claim) if follower else None)
    registry.enter(Running(claim.job.id, claim.attempt_id, turn.stop))
    return turn


def _run(turn: _Turn, issue_token: IssueToken, worker: Worker | None) -> _Turn | None:
    """One attempt from claim to end; the turn that follows, where ``worker`` got one on the way.

    Never raises for the step's sake. The registry hears of the next step before it forgets this
    one: who waits for it to be empty must not see a gap.
    """
    claim = turn.claim
    follower: Follower | None = None
    try:
        if claim.more:
            dispatch.announce({claim.compute_id: 1})
        if worker is not None:
            follower = Follower(claim, issue_token)
        outcome = _perform(turn, issue_token, follower)
        ready = follower.at_gate(outcome) if follower else None
        planned = claim.row["plan"]["outputs"]
        if outcome.outputs:
            register_outputs.expect(claim.workspace_id, claim.job.id, planned)
        written = _written(claim, outcome, worker, ready)
        if written is None:
            return None
        turn.later.append(partial(follow_up, written.after))
        if outcome.outputs:
            turn.later.append(partial(register_outputs.register, claim.job.id, planned))
        return _enter(written.following, follower)
    finally:
        follow_up([*turn.later, *([follower.discard] if follower is not None else [])])
        registry.leave(claim.attempt_id)


def _perform(turn: _Turn, issue_token: IssueToken, follower: Follower | None) -> Outcome:
    claim, ahead = turn.claim, turn.ahead
    try:
        return run_step(
            ahead.order if ahead else order.build(claim, issue_token(claim.job.id, claim.attempt)),
            order.folders(claim),
            sandbox.choose(settings.SANDBOX),
            Limits(settings.LOG_MAX_BYTES, GRACE_SECONDS, identity.fetch_policy()),
            _hooks(turn, follower),
            turn.stop,
            engine.choose(settings.CONTAINER_ENGINE),
            ahead,
        )
    except StepFailed as error:
        return Outcome("failed", failure=error.failure)
    except Exception as error:  # any fault here must end this step, not the worker
        log.exception("Step %s could not be run", claim.job.name)
        return Outcome("failed", failure=fault(error))
    finally:
        if ahead is not None:
            ahead.discard()


def _hooks(turn: _Turn, follower: Follower | None) -> Hooks:
    claim, stop = turn.claim, turn.stop
    began = time.monotonic()

    def on_start(identity: Mapping[str, Any]) -> bool:
        if turn.ahead is not None:  # said as it was claimed
            return True
        place = {**worker_identity.this_process().place, **identity}
        standing = finish.start(claim, place)
        if standing == "cancel":
            stop.request("canceled")
        return standing != "lost"

    def on_log(size: int) -> None:
        live.publish(f"log.{claim.job.id}", size=size)

    def on_end() -> None:
        # Nobody can have taken over a step this soon, and nobody could read "Finalizing".
        is_quick = time.monotonic() - began < QUICK_SECONDS
        if not is_quick and not finish.finalize(claim):
            stop.request("lost")
            raise StepFailed("lost", "Another worker has taken the step over.")

    def meanwhile() -> None:
        if follower is not None:
            follower.look()

    return Hooks(render, on_start, on_log, on_end, meanwhile, turn.later.append)


def _written(
    claim: Claim, outcome: Outcome, worker: Worker | None, ready: AtGate | None
) -> Finished | None:
    """Write the end; a database that is away for a moment is asked again."""
    for tries in range(WRITE_TRIES):
        try:
            return finish.finish(claim, outcome, None if registry.is_closed else worker, ready)
        except DatabaseError:
            log.warning("The end of %s could not be written yet", claim.job.name, exc_info=True)
            close_old_connections()
            time.sleep(0.2 * 2**tries)
    log.error("The end of %s was not written; its lease will lapse", claim.job.name)
    return None
