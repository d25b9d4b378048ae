"""What happens: experiments, jobs, attempts, events, metrics."""

from runs.models.event import JobEvent
from runs.models.experiment import Experiment
from runs.models.job import MLFLOW_RUN, NOT_STEPS, Dependency, Job, Status
from runs.models.lease import Attempt
from runs.models.tracking import LatestMetric, MetricPoint, Parameter, RunTag

__all__ = [
    "MLFLOW_RUN",
    "NOT_STEPS",
    "Attempt",
    "Dependency",
    "Experiment",
    "Job",
    "JobEvent",
    "LatestMetric",
    "MetricPoint",
    "Parameter",
    "RunTag",
    "Status",
]
