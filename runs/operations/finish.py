"""The later writes of an attempt: it runs, it tidies up, it ended. Each is refused once lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from runs.execution.order import Outcome
from runs.models import Attempt, Job
from runs.operations import losses, settle
from runs.operations.claim import AtGate, Claim, claim_of_root, hold
from runs.operations.move import Moves, holding, moving
from runs.operations.transaction import writing
from runs.operations.worker_identity import Worker
from runs.plan import states
from studio import sql

Standing = Literal["ours", "cancel", "lost"]
ENDINGS = {
    "completed": states.COMPLETED,
    "failed": states.FAILED,
    "canceled": states.CANCELED,
}


@dataclass(frozen=True, slots=True)
class Finished:
    """following: the step of the same root that the worker goes on with.

    after: what is left to do now that others may write; for ``move.follow_up``.
    """

    following: Claim | None = None
    after: Sequence[Callable[[], None]] = ()


def start(claim: Claim, place: Mapping[str, Any]) -> Standing:
    """The command runs. ``place``: what ``Attempt.process`` holds from now on."""
    with moving(claim.root_id) as moves:
        if not _write_attempt(claim, {"process": dict(place)}):
            return "lost"
        if claim.has_started and _status(claim) == states.RUNNING:
            return "ours"
        fields: dict[str, Any] = {"started_at": moves.at, "attempt": claim.attempt}
        if moves.move(claim.job, states.RUNNING, only_attempt=claim.attempt, **fields):
            return "ours"
        return "cancel" if _status(claim) == states.CANCEL_REQUESTED else "lost"


def finalize(claim: Claim) -> bool:
    """The command ended; its outputs may be put in their place. False when we lost the step."""
    with moving(claim.root_id) as moves:
        if not Attempt.objects.filter(pk=claim.attempt_id, ended_at=None).exists():
            return False
        moves.move(claim.job, states.FINALIZING, only_attempt=claim.attempt)
    return True


def finish(
    claim: Claim,
    outcome: Outcome,
    worker: Worker | None = None,
    ready: AtGate | None = None,
) -> Finished | None:
    """The end, its outputs and what follows for others, in one transaction.

    None when the attempt is no longer ours: nothing is written then. worker: it wants the next
    step of the compute at once, in the same transaction; ready: and has made this one ready.

    Never raises for the sake of what comes after the commit: that is handed back, for the end is
    written and a step may be claimed. Who has more to do there gets no step to go on with.
    """
    with writing():
        limit = 0 if worker is None else hold(claim.compute_id)
        with holding(claim.root_id) as moves:
            if not _end_attempt(claim, outcome, moves):
                return None
            _end_step(claim, outcome, moves)
            settle.settle(moves)
            is_busy = bool(moves.gathering or moves.ready)
            if outcome.ending != "stopped" and not is_busy:
                # This worker looks for the next step itself.
                moves.computes[claim.compute_id] -= 1
            following = None
            if worker is not None and not is_busy:
                following = claim_of_root(moves, claim.compute_id, limit, worker, ready)
    return Finished(following, moves.after)


def _write_attempt(claim: Claim, changes: Mapping[str, Any]) -> bool:
    """False when it has ended: somebody else has declared it lost."""
    where = "id = %s AND ended_at IS NULL"
    return bool(sql.update(Attempt, changes, where, [claim.attempt_id]))


def _end_attempt(claim: Claim, outcome: Outcome, moves: Moves) -> bool:
    ended = {"ended_at": moves.at, "outcome": outcome.ending, "exit_code": outcome.exit_code}
    return _write_attempt(claim, ended)


def _end_step(claim: Claim, outcome: Outcome, moves: Moves) -> None:
    """A step that is to be canceled is Canceled, however its command ended."""
    to = ENDINGS.get(outcome.ending, states.CANCELED)
    losses.end_mlflow_runs(moves, claim.job, to)
    if outcome.ending == "lost":
        # Given up by its own keeper, and nobody has taken it over since.
        losses.after_loss(moves, claim.job, claim.attempt, claim.compute_id)
        return
    if outcome.ending == "stopped" and losses.requeue(
        moves, claim.job, claim.attempt, claim.compute_id
    ):
        return
    fields: dict[str, Any] = {"ended_at": moves.at, "exit_code": outcome.exit_code}
    if outcome.ending != "stopped" and _move(claim, moves, to, outcome, fields):
        return
    moves.move(claim.job, states.CANCELED, only_attempt=claim.attempt, **fields)


def _move(claim: Claim, moves: Moves, to: str, outcome: Outcome, fields: Mapping[str, Any]) -> bool:
    more: dict[str, Any] = {}
    if outcome.failure is not None:
        more["error"] = outcome.failure.as_dict()
    if to == states.COMPLETED:
        more["outputs"] = dict(outcome.outputs)
        if not outcome.is_reusable:
            more["reuse_key"] = ""
    if not moves.move(claim.job, to, only_attempt=claim.attempt, **fields, **more):
        return False
    if to == states.COMPLETED:
        moves.made[claim.job.name] = more["outputs"]
        if outcome.outputs:
            moves.event(claim.job, "output", {"outputs": more["outputs"]})
    return True


def _status(claim: Claim) -> str:
    return Job.objects.values_list("status", flat=True).get(pk=claim.job.id)
