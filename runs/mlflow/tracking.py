"""Writes what clients log: points appended, the latest of each key kept, parameters once.

The road of a training loop: one short transaction, one row appended, one row updated. A request
that a client sends again after a lost answer changes nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from runs.models import (
    MLFLOW_RUN,
    Job,
    LatestMetric,
    LoggedModel,
    MetricPoint,
    ModelMetric,
    Parameter,
    RunDataset,
    RunTag,
)
from runs.models.tracking import NOTE, RUN_NAME
from studio.lib.errors import Invalid
from studio.transaction import writing

# Tags of MLflow's own, and ours about the MLflow view, which no screen shows.
HIDDEN = "mlflow."
NAME_MAX = 255


@dataclass(frozen=True, slots=True)
class Point:
    """``value`` as ``values.metric_text`` writes it. ``model_id``: a logged model that it is about,
    maybe with a data set.
    """

    key: str
    value: str
    timestamp_ms: int
    step: int = 0
    model_id: str = ""
    dataset_name: str = ""
    dataset_digest: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one request logs; all of it is stored or nothing.

    Tags that people see are the job's own; hidden ones lie apart.
    """

    points: Sequence[Point] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def log(job_id: int, batch: Batch) -> None:
    """Store ``batch``; raises Invalid("parameter-taken") for a parameter that has another value."""
    with writing():
        if batch.points:
            _append_points(job_id, batch.points)
            _keep_for_models(job_id, [one for one in batch.points if one.model_id])
        if batch.parameters:
            _add_parameters(job_id, batch.parameters)
        hidden = {key: text for key, text in batch.tags.items() if key.startswith(HIDDEN)}
        if hidden:
            _set_hidden_tags(job_id, hidden)
            _describe(job_id, hidden)
        if len(hidden) < len(batch.tags):
            shown = {key: text for key, text in batch.tags.items() if key not in hidden}
            _change_tags(job_id, shown)


def use_datasets(job_id: int, datasets: Sequence[RunDataset]) -> None:
    """Once for each name and digest of a run; what is sent again may add tags."""
    with writing():
        rows = RunDataset.objects.select_for_update().filter(job_id=job_id)
        stored = {(row.name, row.digest): row for row in rows.only("name", "digest", "tags")}
        for one in datasets:
            row = stored.setdefault((one.name, one.digest), one)
            row.tags = {**row.tags, **one.tags}
            row.save()


def append_to_list(job_id: int, key: str, entry: object) -> None:
    """A hidden tag that holds a JSON list gets one entry more."""
    with writing():
        row = RunTag.objects.select_for_update().filter(job_id=job_id, key=key).first()
        entries = [*json.loads(row.value), entry] if row else [entry]
        _set_hidden_tags(job_id, {key: json.dumps(entries)})


def delete_tag(job_id: int, key: str) -> None:
    with writing():
        if key.startswith(HIDDEN):
            RunTag.objects.filter(job_id=job_id, key=key).delete()
        else:
            _change_tags(job_id, {key: None})


def _append_points(job_id: int, points: Sequence[Point]) -> None:
    """Plain SQL: a training loop waits for it, and the ORM knows no condition on an upsert."""
    rows = [(job_id, one.key, one.step, one.timestamp_ms, one.value) for one in points]
    with connection.cursor() as cursor:
        cursor.executemany(_APPEND, rows)
        cursor.executemany(_KEEP_LATEST, rows)


def _keep_for_models(job_id: int, points: Sequence[Point]) -> None:
    """The latest of each key about each model of the same workspace."""
    if not points:
        return
    place = Job.objects.filter(pk=job_id).values("workspace_id")
    models = LoggedModel.objects.filter(
        model_id__in={one.model_id for one in points}, experiment__workspace_id__in=place
    )
    ids = dict(models.values_list("model_id", "pk"))
    latest: dict[tuple[str, ...], Point] = {}
    for one in sorted(points, key=lambda one: (one.step, one.timestamp_ms)):
        latest[one.model_id, one.key, one.dataset_name, one.dataset_digest] = one
    rows = [
        _model_metric(job_id, ids[one.model_id], one)
        for one in latest.values()
        if one.model_id in ids
    ]
    ModelMetric.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["model", "job", "key", "dataset_name", "dataset_digest"],
        update_fields=["step", "timestamp_ms", "value"],
    )


def _model_metric(job_id: int, model_id: int, point: Point) -> ModelMetric:
    return ModelMetric(
        model_id=model_id,
        job_id=job_id,
        key=point.key,
        dataset_name=point.dataset_name,
        dataset_digest=point.dataset_digest,
        step=point.step,
        timestamp_ms=point.timestamp_ms,
        value=point.value,
    )


def _add_parameters(job_id: int, parameters: Mapping[str, str]) -> None:
    rows = Parameter.objects.filter(job_id=job_id, key__in=list(parameters))
    stored = dict(rows.values_list("key", "value"))
    for key, value in parameters.items():
        if stored.get(key, value) != value:
            raise Invalid(
                "parameter-taken",
                f'Parameter "{key}" is "{stored[key]}" and cannot become "{value}".',
                hint="Parameters are written once; log a changing value as a metric.",
            )
    new = [
        Parameter(job_id=job_id, key=key, value=value)
        for key, value in parameters.items()
        if key not in stored
    ]
    Parameter.objects.bulk_create(new, ignore_conflicts=True)


def _set_hidden_tags(job_id: int, tags: Mapping[str, str]) -> None:
    RunTag.objects.bulk_create(
        [RunTag(job_id=job_id, key=key, value=value) for key, value in tags.items()],
        update_conflicts=True,
        unique_fields=["job", "key"],
        update_fields=["value"],
    )


def _describe(job_id: int, tags: Mapping[str, str]) -> None:
    """A run of a script's own is called and described as the script says; a step is not."""
    said: dict[str, str] = {}
    if tags.get(RUN_NAME):
        said["display_name"] = tags[RUN_NAME][:NAME_MAX]
    if NOTE in tags:
        said["description"] = tags[NOTE]
    if said:
        Job.objects.filter(pk=job_id, type=MLFLOW_RUN).update(**said)


def _change_tags(job_id: int, changes: Mapping[str, str | None]) -> None:
    row = Job.objects.select_for_update().filter(pk=job_id).values("tags").first()
    if row is not None:
        merged = {**row["tags"], **changes}
        kept = {key: value for key, value in merged.items() if value is not None}
        Job.objects.filter(pk=job_id).update(tags=kept)


_COLUMNS = "(job_id, key, step, timestamp_ms, value) VALUES (%s, %s, %s, %s, %s)"
_APPEND = f"INSERT INTO {MetricPoint._meta.db_table} {_COLUMNS} ON CONFLICT DO NOTHING"
_LATEST = LatestMetric._meta.db_table
# The latest is the one of the highest step, then time, as MLflow has it, in whatever order
# points arrive.
_KEEP_LATEST = f"""
    INSERT INTO {_LATEST} {_COLUMNS}
    ON CONFLICT (job_id, key) DO UPDATE
    SET step = excluded.step, timestamp_ms = excluded.timestamp_ms, value = excluded.value
    WHERE (excluded.step, excluded.timestamp_ms) >= ({_LATEST}.step, {_LATEST}.timestamp_ms)
"""  # noqa: S608  (table names are ours)
