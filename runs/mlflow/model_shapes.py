"""Logged and registered models as the JSON of MLflow's REST interface."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from runs.mlflow import files, values
from runs.models import LoggedModel, ModelMetric, ModelVersion, RegisteredModel

Shape = dict[str, Any]
IS_PROMPT = "mlflow.prompt.is_prompt"
_METRIC = (
    "key",
    "value",
    "timestamp_ms",
    "step",
    "dataset_name",
    "dataset_digest",
    "model__model_id",
    "job__name",
)


def logged(rows: Iterable[LoggedModel]) -> list[Shape]:
    """With their metrics and versions: two queries for all together."""
    found = list(rows)
    ids = [row.pk for row in found]
    metrics: dict[int, list[Shape]] = defaultdict(list)
    logged_metrics = ModelMetric.objects.filter(model_id__in=ids).order_by("pk")
    for one in logged_metrics.select_related("model", "job").only(*_METRIC):
        metrics[one.model_id].append(_metric(one))
    versions: dict[int, list[Shape]] = defaultdict(list)
    columns = ("model_id", "registered__name", "version")
    registered = ModelVersion.objects.filter(model_id__in=ids).order_by("pk")
    for model_id, name, version in registered.values_list(*columns):
        if model_id is not None:
            versions[model_id].append({"name": name, "version": str(version)})
    return [_logged(row, metrics[row.pk], versions[row.pk]) for row in found]


def subject(shape: Shape) -> Shape:
    """What a filter looks at."""
    data = {**shape["data"], "tags": shape["info"]["tags"]}
    return {"info": shape["info"], "data": data}


def registered(row: RegisteredModel, latest: Iterable[ModelVersion] = ()) -> Shape:
    return {
        "name": row.name,
        "creation_timestamp": values.milliseconds(row.created_at),
        "last_updated_timestamp": values.milliseconds(row.modified_at),
        "description": row.description,
        "latest_versions": [version(one) for one in latest],
        "tags": values.listed(row.tags),
        "aliases": [
            {"alias": alias, "version": str(number)}
            for alias, number in sorted(row.aliases.items())
        ],
    }


def version(row: ModelVersion) -> Shape:
    """``row.registered``, ``run``, ``model`` and ``created_by`` are there already."""
    shape = {
        "name": row.registered.name,
        "version": str(row.version),
        "creation_timestamp": values.milliseconds(row.created_at),
        "last_updated_timestamp": values.milliseconds(row.modified_at),
        "user_id": row.created_by.get_username() if row.created_by else "",
        "current_stage": row.stage,
        "description": row.description,
        "source": row.source,
        "run_id": row.run.name if row.run else "",
        "run_link": row.run_link,
        "status": "READY",
        "tags": values.listed(row.tags),
        "aliases": sorted(key for key, at in row.registered.aliases.items() if at == row.version),
    }
    return shape if row.model is None else {**shape, "model_id": row.model.model_id}


def flat(shape: Mapping[str, Any]) -> Shape:
    """What a filter looks at, of a registered model or a version.

    Clients ask for those whose prompt tag is not "true", and mean those without it too.
    """
    tags = shape["tags"]
    if not any(tag["key"] == IS_PROMPT for tag in tags):
        tags = [*tags, {"key": IS_PROMPT, "value": "false"}]
    data = {"tags": tags}
    number = int(shape["version"]) if "version" in shape else None
    info = {**shape, "version_number": number, "source_path": shape.get("source")}
    return {"info": info, "data": data}


def _logged(row: LoggedModel, metrics: list[Shape], versions: list[Shape]) -> Shape:
    info = {
        "model_id": row.model_id,
        "experiment_id": str(row.experiment_id),
        "name": row.name,
        "creation_timestamp_ms": values.milliseconds(row.created_at),
        "last_updated_timestamp_ms": values.milliseconds(row.modified_at),
        "artifact_uri": files.model_uri(row),
        "status": row.status,
        "model_type": row.model_type,
        "source_run_id": row.source_run.name if row.source_run else "",
        "tags": values.listed(row.tags),
        "registrations": versions,
    }
    return {"info": info, "data": {"params": values.listed(row.parameters), "metrics": metrics}}


def _metric(row: ModelMetric) -> Shape:
    shape = {
        "key": row.key,
        "value": values.metric_number(row.value),
        "timestamp": row.timestamp_ms,
        "step": row.step,
        "model_id": row.model.model_id,
        "dataset_name": row.dataset_name,
        "dataset_digest": row.dataset_digest,
        "run_id": row.job.name,
    }
    return {key: value for key, value in shape.items() if value != ""}
