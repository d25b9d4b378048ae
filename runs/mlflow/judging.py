"""A metric of a trial may be what its sweep's policy of early termination waits for."""

import logging

from django.db import DatabaseError, connection

from runs.mlflow.throttle import Throttle
from runs.models import Job
from runs.operations import settle, sweep
from runs.plan.trials import KIND

log = logging.getLogger("studio.mlflow")
PAUSE_SECONDS = 0.5


def metric_came(job_id: int, root_id: int) -> None:
    """Costs one question; what follows is done apart, at most twice a second for a sweep."""
    row = Job.objects.filter(pk=job_id).values("parent_id", "parent__type").first()
    if row is not None and row["parent__type"] == KIND:
        _throttle.bring(row["parent_id"], root_id)


def flush(seconds: float = 10.0) -> bool:
    """Judge what waits to be judged; whether that was done in time."""
    return _throttle.flush(seconds)


def _look(sweep_id: int, roots: list[int]) -> None:
    try:
        if verdicts := sweep.judge(sweep_id):
            settle.look(roots[0], sweep_id, verdicts)
    except Job.DoesNotExist:
        return
    except DatabaseError:
        # The reconciler looks as well, a little later.
        log.warning("Sweep %s could not be looked at.", sweep_id, exc_info=True)
    finally:
        connection.close()


_throttle: Throttle[int] = Throttle(_look, lambda _: PAUSE_SECONDS)
