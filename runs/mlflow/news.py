"""Tells screens that a job logged something: an event with the newest values, not for each."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import DatabaseError, connection

from runs.mlflow import judging
from runs.mlflow.finding import Place
from runs.mlflow.throttle import Throttle
from runs.models import Job
from runs.operations import move

log = logging.getLogger("studio.mlflow")


@dataclass(frozen=True, slots=True)
class Logged:
    """metrics: {key: number, or "NaN" and the like}; parameters and tags: {key: text}."""

    root_id: int
    metrics: Mapping[str, float | str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def pause(seconds: float) -> float:
    """Twice a second at first; a job that has logged for minutes is told of less often, since
    each event is a row that is kept.
    """
    return min(max(0.5, seconds / 100), 5.0)


def bring(place: Place, logged: Logged) -> None:
    _throttle.bring(place.job_id, logged)


def flush(seconds: float = 10.0) -> bool:
    """Store what waits to be told; whether that was done in time."""
    return _throttle.flush(seconds)


def _tell(job_id: int, gathered: list[Logged]) -> None:
    data: dict[str, dict[str, float | str]] = {"metrics": {}, "parameters": {}, "tags": {}}
    for one in gathered:
        data["metrics"].update(one.metrics)
        data["parameters"].update(one.parameters)
        data["tags"].update(one.tags)
    try:
        move.add_event(gathered[0].root_id, job_id, "metric", data)
        if data["metrics"]:
            judging.metric_came(job_id, gathered[0].root_id)
    except Job.DoesNotExist:
        return
    except DatabaseError:
        # The values are stored; only the hint is lost, and the next one brings screens up to date.
        log.warning("A metric event of job %s could not be stored.", job_id, exc_info=True)
    finally:
        connection.close()


_throttle: Throttle[Logged] = Throttle(_tell, pause)
