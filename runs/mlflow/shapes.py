"""Rows as the JSON of MLflow's REST interface."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from runs.mlflow import files, values
from runs.models import (
    Experiment,
    Job,
    LatestMetric,
    MetricPoint,
    Parameter,
    RunDataset,
    RunModel,
    RunTag,
    Status,
    tracking,
)

Shape = dict[str, Any]

RUN_STATUS = "mlflow.studio.status"
RUN_NAME = tracking.RUN_NAME
PARENT = "mlflow.parentRunId"
USER = "mlflow.user"

STATUSES = {
    Status.NOT_STARTED: "SCHEDULED",
    Status.QUEUED: "SCHEDULED",
    Status.PREPARING: "SCHEDULED",
    Status.RUNNING: "RUNNING",
    Status.FINALIZING: "RUNNING",
    Status.CANCEL_REQUESTED: "RUNNING",
    Status.COMPLETED: "FINISHED",
    Status.FAILED: "FAILED",
    Status.CANCELED: "KILLED",
}
ENDED = (Status.COMPLETED, Status.FAILED, Status.CANCELED)


COLUMNS = (
    "name",
    "display_name",
    "status",
    "experiment_id",
    "created_at",
    "started_at",
    "ended_at",
    "archived",
    "tags",
    "parent__name",
    "created_by__username",
)


def with_columns(rows: QuerySet[Job]) -> QuerySet[Job]:
    """All that a run shows, in one query, and none of the big JSON columns."""
    return rows.select_related("parent", "created_by").only(*COLUMNS)


def experiment(row: Experiment, name: str | None = None) -> Shape:
    created = values.milliseconds(row.created_at)
    return {
        "experiment_id": str(row.pk),
        "name": name or row.name,
        "artifact_location": f"mlflow-artifacts:/{row.pk}",
        "lifecycle_stage": "deleted" if row.archived else "active",
        "creation_time": created,
        "last_update_time": created,
        "tags": values.listed(row.tags),
    }


def runs(jobs: Iterable[Job]) -> list[Shape]:
    """Runs with all that they logged, metrics by their latest: five queries for all together."""
    found = list(jobs)
    ids = [job.pk for job in found]
    metrics: dict[int, list[Shape]] = defaultdict(list)
    for one in LatestMetric.objects.filter(job_id__in=ids).order_by("key"):
        metrics[one.job_id].append(point(one))
    parameters: dict[int, list[Shape]] = defaultdict(list)
    for parameter in Parameter.objects.filter(job_id__in=ids).order_by("key"):
        parameters[parameter.job_id].append({"key": parameter.key, "value": parameter.value})
    tags: dict[int, dict[str, str]] = defaultdict(dict)
    for tag in RunTag.objects.filter(job_id__in=ids).order_by("key"):
        tags[tag.job_id][tag.key] = tag.value
    datasets: dict[int, list[Shape]] = defaultdict(list)
    for used in RunDataset.objects.filter(job_id__in=ids).order_by("pk"):
        datasets[used.job_id].append(_dataset(used))
    models: dict[int, list[RunModel]] = defaultdict(list)
    for link in RunModel.objects.filter(job_id__in=ids).select_related("model").order_by("pk"):
        models[link.job_id].append(link)
    return [
        {
            **_run(job, metrics[job.pk], parameters[job.pk], tags[job.pk]),
            **_used(datasets[job.pk], models[job.pk]),
        }
        for job in found
    ]


def info(job: Job) -> Shape:
    """The part that ``runs/update`` answers with."""
    tags = dict(RunTag.objects.filter(job=job).values_list("key", "value"))
    return _info(job, tags)


def point(row: MetricPoint | LatestMetric) -> Shape:
    return {
        "key": row.key,
        "value": values.metric_number(row.value),
        "timestamp": row.timestamp_ms,
        "step": row.step,
    }


def _run(
    job: Job, metrics: Sequence[Shape], parameters: Sequence[Shape], tags: Mapping[str, str]
) -> Shape:
    shown = {**_own_tags(job), **{key: str(value) for key, value in job.tags.items()}, **tags}
    visible = {key: text for key, text in shown.items() if not key.startswith("mlflow.studio.")}
    return {
        "info": _info(job, tags),
        "data": {
            "metrics": list(metrics),
            "params": list(parameters),
            "tags": values.listed(visible),
        },
    }


def _used(datasets: Sequence[Shape], models: Sequence[RunModel]) -> Shape:
    """What a run took and what it made, beside values."""
    taken = [{"model_id": one.model.model_id} for one in models if not one.is_output]
    made = [{"model_id": one.model.model_id, "step": one.step} for one in models if one.is_output]
    return {
        "inputs": {"dataset_inputs": list(datasets), "model_inputs": taken},
        "outputs": {"model_outputs": made},
    }


def _dataset(row: RunDataset) -> Shape:
    dataset = {
        "name": row.name,
        "digest": row.digest,
        "source_type": row.source_type,
        "source": row.source,
        "schema": row.schema,
        "profile": row.profile,
    }
    return {
        "dataset": {key: text for key, text in dataset.items() if text},
        "tags": values.listed(row.tags),
    }


def _info(job: Job, tags: Mapping[str, str]) -> Shape:
    name = tags.get(RUN_NAME) or job.display_name or job.name
    shape = {
        "run_id": job.name,
        "run_uuid": job.name,
        "run_name": name,
        "experiment_id": str(job.experiment_id),
        "user_id": job.created_by.get_username() if job.created_by else "",
        "status": _status(job, tags),
        "start_time": values.milliseconds(job.started_at or job.created_at),
        "end_time": values.milliseconds(job.ended_at),
        "artifact_uri": files.run_uri(job.experiment_id, job.name),
        "lifecycle_stage": "deleted" if job.archived else "active",
    }
    return {key: value for key, value in shape.items() if value is not None}


def _status(job: Job, tags: Mapping[str, str]) -> str:
    """What the script last said while the job goes on; after that, how the job ended."""
    own = STATUSES[Status(job.status)]
    return own if job.status in ENDED else tags.get(RUN_STATUS, own)


def _own_tags(job: Job) -> dict[str, str]:
    tags = {RUN_NAME: job.display_name or job.name}
    if job.parent is not None:
        tags[PARENT] = job.parent.name
    if job.created_by is not None:
        tags[USER] = job.created_by.get_username()
    return tags
