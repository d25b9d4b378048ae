"""What happens: experiments, jobs, attempts, events, metrics, models."""

from runs.models.asset_use import AssetUse, JobUse
from runs.models.component_use import ComponentUse
from runs.models.event import JobEvent
from runs.models.experiment import Experiment
from runs.models.frozen import FrozenPipeline
from runs.models.job import GROWING, MLFLOW_RUN, NOT_STEPS, ROOTS, SHOWN, Dependency, Job, Status
from runs.models.lease import Attempt
from runs.models.logged_model import LoggedModel, ModelMetric, RunDataset, RunModel
from runs.models.registry import ModelVersion, RegisteredModel
from runs.models.saved_view import SavedView
from runs.models.tracking import LatestMetric, MetricPoint, Parameter, RunTag

__all__ = [
    "GROWING",
    "MLFLOW_RUN",
    "NOT_STEPS",
    "ROOTS",
    "SHOWN",
    "AssetUse",
    "Attempt",
    "ComponentUse",
    "Dependency",
    "Experiment",
    "FrozenPipeline",
    "Job",
    "JobEvent",
    "JobUse",
    "LatestMetric",
    "LoggedModel",
    "MetricPoint",
    "ModelMetric",
    "ModelVersion",
    "Parameter",
    "RegisteredModel",
    "RunDataset",
    "RunModel",
    "RunTag",
    "SavedView",
    "Status",
]
