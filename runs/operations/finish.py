"""The later writes of an attempt: it runs, it tidies up, it ended. Each is refused once lost."""

from collections.abc import Mapping
from typing import Any, Literal

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
    "stopped": states.QUEUED,
}


def start(claim: Claim, identity: Mapping[str, Any]) -> Standing:
    """The command runs. Remembers its process group for whoever may have to end it."""
    with moving(claim.root_id) as moves:
        attempt = Attempt.objects.filter(pk=claim.attempt_id, ended_at=None).first()
        if attempt is None:
            return "lost"
        attempt.process = {**attempt.process, **identity}
        attempt.save(update_fields=["process"])
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


def finish(claim: Claim, outcome: Outcome) -> bool:
    """The end, its outputs and what follows for others, in one transaction.

    False when the attempt is no longer ours: nothing is written then.
    """
    with moving(claim.root_id) as moves:
        if not _end_attempt(claim, outcome, moves):
            return False
        _end_step(claim, outcome, moves)
        settle.settle(moves)
    return True


def _end_attempt(claim: Claim, outcome: Outcome, moves: Moves) -> bool:
    rows = Attempt.objects.filter(pk=claim.attempt_id, ended_at=None)
    return bool(rows.update(ended_at=moves.at, outcome=outcome.ending, exit_code=outcome.exit_code))


def _end_step(claim: Claim, outcome: Outcome, moves: Moves) -> None:
    status = _status(claim)
    to = ENDINGS.get(outcome.ending, states.QUEUED)
    if status == states.CANCEL_REQUESTED:
        to = states.CANCELED
    _end_mlflow_runs(claim, to, moves)
    if to == states.QUEUED:
        requeue(claim, moves)
        return
    fields: dict[str, Any] = {"ended_at": moves.at, "exit_code": outcome.exit_code}
    if to == states.FAILED and outcome.failure is not None:
        fields["error"] = outcome.failure.as_dict()
    if to == states.COMPLETED:
        if status == states.RUNNING:
            moves.move(claim.job, states.FINALIZING, only_attempt=claim.attempt)
        fields["outputs"] = dict(outcome.outputs)
        if outcome.outputs:
            moves.event(claim.job, "output", {"outputs": dict(outcome.outputs)})
    moves.move(claim.job, to, only_attempt=claim.attempt, **fields)


def _end_mlflow_runs(claim: Claim, to: str, moves: Moves) -> None:
    """Runs that the step's script started and did not end go on no longer."""
    left = Job.objects.filter(
        root_id=claim.root_id,
        status=states.RUNNING,
        type=MLFLOW_RUN,
        path__startswith=f"{claim.job.path}.",
    )
    ending = to if to in states.ENDED else states.CANCELED
    moves.move_all([Ref.of(row) for row in left.values(*Ref.FIELDS)], ending, ended_at=moves.at)


def requeue(claim: Claim, moves: Moves) -> None:
    """Back to the queue: the next claim is another attempt."""
    if moves.move(
        claim.job, states.QUEUED, only_attempt=claim.attempt, started_at=None, queued_at=moves.at
    ):
        moves.computes[claim.compute_id] += 1


def _status(claim: Claim) -> str:
    return Job.objects.values_list("status", flat=True).get(pk=claim.job.id)
