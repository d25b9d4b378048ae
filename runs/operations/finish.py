"""The later writes of an attempt: it runs, it tidies up, it ended. Each is refused once lost."""

from collections.abc import Mapping
from typing import Any, Literal

from django.db.models import QuerySet

from runs.execution.order import Outcome
from runs.models import MLFLOW_RUN, Attempt, Job
from runs.operations import settle
from runs.operations.claim import Claim
from runs.operations.move import Moves, Ref, moving
from runs.plan import states

Standing = Literal["ours", "cancel", "lost"]
ENDINGS = {
    "completed": states.COMPLETED,
    "failed": states.FAILED,
    "canceled": states.CANCELED,
}


def start(claim: Claim, place: Mapping[str, Any]) -> Standing:
    """The command runs. ``place``: what ``Attempt.process`` holds from now on."""
    with moving(claim.root_id) as moves:
        if not _open_attempt(claim).update(process=dict(place)):
            return "lost"
        fields: dict[str, Any] = {"started_at": moves.at, "attempt": claim.attempt}
        if moves.move(claim.job, states.RUNNING, only_attempt=claim.attempt, **fields):
            return "ours"
        return "cancel" if _status(claim) == states.CANCEL_REQUESTED else "lost"


def finalize(claim: Claim) -> bool:
    """The command ended; its outputs may be put in their place. False when we lost the step."""
    with moving(claim.root_id) as moves:
        if not _open_attempt(claim).exists():
            return False
        moves.move(claim.job, states.FINALIZING, only_attempt=claim.attempt)
    return True


def finish(claim: Claim, outcome: Outcome) -> bool:
    """The end, its outputs and what follows for others, in one transaction.

    False when the attempt is no longer ours: nothing is written then.
    """
    with moving(claim.root_id) as moves:
        if not _end_attempt(claim, outcome, moves):
            return False
        _end_step(claim, outcome, moves)
        settle.settle(moves)
        if outcome.ending != "stopped":
            # This worker looks for the next step itself.
            moves.computes[claim.compute_id] -= 1
    return True


def _open_attempt(claim: Claim) -> "QuerySet[Attempt]":
    return Attempt.objects.filter(pk=claim.attempt_id, ended_at=None)


def _end_attempt(claim: Claim, outcome: Outcome, moves: Moves) -> bool:
    ended = {"ended_at": moves.at, "outcome": outcome.ending, "exit_code": outcome.exit_code}
    return bool(_open_attempt(claim).update(**ended))


def _end_step(claim: Claim, outcome: Outcome, moves: Moves) -> None:
    """A step that is to be canceled is Canceled, however its command ended."""
    to = ENDINGS.get(outcome.ending, states.CANCELED)
    _end_mlflow_runs(claim, to, moves)
    if outcome.ending == "stopped" and requeue(claim, moves):
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
    if not moves.move(claim.job, to, only_attempt=claim.attempt, **fields, **more):
        return False
    if to == states.COMPLETED:
        moves.made[claim.job.name] = more["outputs"]
        if outcome.outputs:
            moves.event(claim.job, "output", {"outputs": more["outputs"]})
    return True


def _end_mlflow_runs(claim: Claim, to: str, moves: Moves) -> None:
    """Runs that the step's script started and did not end go on no longer."""
    left = Job.objects.filter(
        root_id=claim.root_id,
        status=states.RUNNING,
        type=MLFLOW_RUN,
        path__startswith=f"{claim.job.path}.",
    )
    moves.move_all([Ref.of(row) for row in left.values(*Ref.FIELDS)], to, ended_at=moves.at)


def requeue(claim: Claim, moves: Moves) -> bool:
    """Back to the queue: the next claim is another attempt."""
    moved = moves.move(
        claim.job, states.QUEUED, only_attempt=claim.attempt, started_at=None, queued_at=moves.at
    )
    moves.computes[claim.compute_id] += moved
    return moved


def _status(claim: Claim) -> str:
    return Job.objects.values_list("status", flat=True).get(pk=claim.job.id)
