"""Cancelling a step, a nested pipeline or a whole job. Returns at once; ends follow."""

from runs.models import MLFLOW_RUN, Job
from runs.operations import running, settle, stop
from runs.operations.move import Moves, Ref, moving, ref_of
from runs.plan import states


def cancel(job: Job) -> None:
    """What has not begun is Canceled now; what runs becomes CancelRequested until it ended.

    Cancelling what has ended already changes nothing. A script's own run is only marked: nobody
    here runs it.
    """
    root_id = job.root_id or job.pk
    with moving(root_id) as moves:
        ref = ref_of(job.pk)
        if job.type == MLFLOW_RUN:
            moves.move(ref, states.CANCELED, ended_at=moves.at)
        elif ref.is_leaf:
            _cancel_step(moves, ref)
        else:
            _cancel_pipeline(moves, ref)
        settle.settle(moves)


def _cancel_step(moves: Moves, job: Ref) -> None:
    status = Job.objects.values_list("status", flat=True).get(pk=job.id)
    if status in states.HELD:
        if moves.move(job, states.CANCEL_REQUESTED):
            running.cancel_on_commit([job.id])
        if job.grows:
            _cancel_below(moves, job)
    elif status not in states.ENDED:
        moves.move(job, states.CANCELED, ended_at=moves.at)


def _cancel_pipeline(moves: Moves, job: Ref) -> None:
    moves.move(job, states.CANCEL_REQUESTED)
    _cancel_below(moves, job)


def _cancel_below(moves: Moves, job: Ref) -> None:
    inner = Job.objects.filter(root_id=moves.root.id, type="pipeline")
    inner = inner.filter(path__startswith=f"{job.path}." if job.path else "")
    pipelines = [Ref.of(row) for row in inner.exclude(pk=job.id).values(*Ref.FIELDS)]
    moves.move_all(pipelines, states.CANCEL_REQUESTED)
    stop.stop_all(moves, job.path or None, error=None)
