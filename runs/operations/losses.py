"""Attempts that came to no end of their own: back to the queue, but not for ever."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from runs.execution import process
from runs.execution.order import Failure
from runs.models import GROWING, MLFLOW_RUN, Attempt, Job
from runs.operations import settle
from runs.operations.move import Moves, Ref, moving
from runs.plan import settle as rules
from runs.plan import states
from studio import sql
from studio.lib import clock
from studio.storage import home


def requeue(moves: Moves, job: Ref, attempt: int, compute_id: int) -> bool:
    """Back to the queue: the next claim is another attempt."""
    moved = moves.move(
        job, states.QUEUED, only_attempt=attempt, started_at=None, queued_at=moves.at
    )
    moves.computes[compute_id] += moved
    return moved


def after_loss(moves: Moves, job: Ref, attempt: int, compute_id: int) -> None:
    """The attempt has just been written down as lost; the third loss fails its step."""
    losses = Attempt.objects.filter(job=job.id, outcome="lost").count()
    status = Job.objects.values_list("status", flat=True).get(pk=job.id)
    to = rules.after_loss(losses, status == states.CANCEL_REQUESTED)
    if to == states.QUEUED:
        requeue(moves, job, attempt, compute_id)
    elif to == states.FAILED:
        error = Failure(
            "worker-lost",
            f"The worker was lost {losses} times while it ran this step.",
            hint="Does the step use up the machine's memory?",
        ).as_dict()
        moves.move(job, to, only_attempt=attempt, ended_at=moves.at, error=error)
    else:
        moves.move(job, to, only_attempt=attempt, ended_at=moves.at)


def end_mlflow_runs(moves: Moves, job: Ref, to: str) -> None:
    """Runs that the step's script started and did not end go on no longer."""
    running = [Ref.of(row) for row in sql.rows(_RUNNING_MLFLOW_RUNS, [moves.root.id])]
    left = [one for one in running if one.path.startswith(f"{job.path}.")]
    moves.move_all(left, to, ended_at=moves.at)


_RUNNING_MLFLOW_RUNS = (
    f"SELECT {Ref.COLUMNS} FROM runs_job"
    f" WHERE root_id = %s AND status = '{states.RUNNING}' AND type = '{MLFLOW_RUN}'"
)
FIELDS = ("number", "lease_until", "process", "ended_at", "job__root_id", "job__type")


def take_over(attempt: Attempt) -> None:
    """Write it down as lost, end what is left of it, then queue its step anew.

    In this order: a worker that was merely slow, and has renewed its lease since it was read
    here, keeps its step, and its processes.
    """
    open_rows = Attempt.objects.filter(
        pk=attempt.pk, ended_at=None, lease_until=attempt.lease_until
    )
    if open_rows.update(ended_at=clock.now(), outcome="lost"):
        give_back(attempt)


def give_back(attempt: Attempt) -> None:
    """The second half. A growing step is put together anew by whoever finds it next."""
    job = attempt.job
    process.end_leftovers(attempt.process, home.work_folder(job.pk, attempt.number))
    if job.type in GROWING:
        return
    with moving(job.root_id or job.pk) as moves:
        row = Job.objects.values(*Ref.FIELDS, "compute_id").get(pk=job.pk)
        end_mlflow_runs(moves, Ref.of(row), states.CANCELED)
        after_loss(moves, Ref.of(row), attempt.number, row["compute_id"] or 0)
        settle.settle(moves)


def left_half_done(before: datetime) -> Iterable[Attempt]:
    """Lost attempts whose steps nobody has queued: whoever took them over was killed on the way.

    before: when they were written down as lost; later ones may be in somebody's hands.
    """
    current = Attempt.objects.filter(
        job__status__in=states.HELD,
        job__compute__isnull=False,
        number=F("job__attempt"),
        outcome="lost",
        ended_at__lte=before,
    )
    return current.select_related("job").only(*FIELDS)
