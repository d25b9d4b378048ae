"""MLflow's run calls: create, get, update, delete, log. Each takes a caller and the fields sent."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from runs.mlflow import (
    experiment_calls,
    finding,
    model_calls,
    news,
    shapes,
    tracking,
    values,
    wire,
)
from runs.mlflow.caller import Caller
from runs.mlflow.finding import Place
from runs.models import MLFLOW_RUN, Job, MetricPoint, RunDataset, Status
from runs.operations import names
from runs.operations.move import moving, ref_of
from studio import live
from studio.lib import clock
from studio.lib.errors import Denied, Invalid
from studio.transaction import writing

Fields = Mapping[str, Any]
Answer = dict[str, Any]

HISTORY_PAGE = 25_000
DATASET_NAME_MAX = 500
DATASET_TEXT_MAX = 1_000_000
MODEL_JSON_MAX = 1_000_000
MODEL_HISTORY = "mlflow.log-model.history"
_ENDS = {"FINISHED": Status.COMPLETED, "FAILED": Status.FAILED, "KILLED": Status.CANCELED}


def create(caller: Caller, fields: Fields) -> Answer:
    """A run that a script starts beside its step's own, or that a person starts anywhere."""
    tags = values.pairs(fields.get("tags"), "tag")
    parent = _parent(caller, tags)
    if parent is None:
        experiment = experiment_calls.of_request(caller, fields.get("experiment_id"))
        workspace_id, experiment_id = experiment.workspace_id, experiment.pk
    else:
        workspace_id, experiment_id = parent.workspace_id, parent.experiment_id
    caller.must_write(workspace_id)
    now = clock.now()
    name = uuid.uuid4().hex
    with writing():
        job = Job.objects.create(
            workspace_id=workspace_id,
            experiment_id=experiment_id,
            name=name,
            display_name=_name(fields, tags),
            parent_id=parent.job_id if parent else None,
            root_id=parent.root_id if parent else None,
            path=f"{parent.path}.{name}"[:1024] if parent else "",
            type=MLFLOW_RUN,
            source="mlflow",
            status=Status.RUNNING,
            created_at=now,
            started_at=_moment(fields.get("start_time")) or now,
            created_by_id=_owner(caller),
        )
        tracking.log(job.pk, tracking.Batch(tags=tags))
        live.publish_on_commit(f"jobs.{workspace_id}", job=job.root_id or job.pk)
    return _run(job.pk)


def get(caller: Caller, fields: Fields) -> Answer:
    """With all that it logged; metrics by their latest."""
    return _run(finding.to_read(caller, _run_id(fields)).job_id)


def update(caller: Caller, fields: Fields) -> Answer:
    """A step's status stays what its exit code makes it: what the script says is only noted."""
    place = finding.to_write(caller, _run_id(fields))
    status = str(fields.get("status") or "")
    ended_at = _moment(fields.get("end_time"))
    tags = {}
    if status:
        tags[shapes.RUN_STATUS] = status
    if fields.get("run_name"):
        tags[shapes.RUN_NAME] = str(fields["run_name"])
    tracking.log(place.job_id, tracking.Batch(tags=tags))
    if place.type == MLFLOW_RUN and status in _ENDS:
        _end(place, _ENDS[status], ended_at)
    return {"run_info": shapes.info(_rows().get(pk=place.job_id))}


def delete(caller: Caller, fields: Fields) -> Answer:
    """It is archived: what it logged stays."""
    _archive(caller, fields, archived=True)
    return {}


def restore(caller: Caller, fields: Fields) -> Answer:
    """Takes it back from the archive."""
    _archive(caller, fields, archived=False)
    return {}


def log_metric(caller: Caller, fields: Fields) -> Answer:
    """One point of one metric."""
    return _log(caller, fields, tracking.Batch(points=[_point(fields)]))


def log_parameter(caller: Caller, fields: Fields) -> Answer:
    """Written once: raises Invalid for another value."""
    return _log(caller, fields, tracking.Batch(parameters=values.pairs([fields], "parameter")))


def set_tag(caller: Caller, fields: Fields) -> Answer:
    """Adds it, or changes what it says."""
    return _log(caller, fields, tracking.Batch(tags=values.pairs([fields], "tag")))


def delete_tag(caller: Caller, fields: Fields) -> Answer:
    """A tag that is not there is none to take away."""
    place = finding.to_write(caller, _run_id(fields))
    tracking.delete_tag(place.job_id, values.key(fields.get("key"), "tag"))
    return {}


def log_batch(caller: Caller, fields: Fields) -> Answer:
    """All of it is stored, or nothing."""
    batch = tracking.Batch(
        points=[_point(one) for one in values.objects(fields.get("metrics"), "metrics")],
        parameters=values.pairs(fields.get("params"), "parameter"),
        tags=values.pairs(fields.get("tags"), "tag"),
    )
    return _log(caller, fields, batch)


def log_inputs(caller: Caller, fields: Fields) -> Answer:
    """Data sets and models that a run used."""
    place = finding.to_write(caller, _run_id(fields))
    sent = values.objects(fields.get("datasets"), "datasets")
    tracking.use_datasets(place.job_id, [_dataset(place.job_id, one) for one in sent])
    if fields.get("models"):
        model_calls.link(caller, fields, is_output=False)
    return {}


def log_model(caller: Caller, fields: Fields) -> Answer:
    """What clients of generation 2 say after they stored a model's files as artifacts."""
    place = finding.to_write(caller, _run_id(fields))
    text = values.text(fields.get("model_json"), "model_json", MODEL_JSON_MAX)
    tracking.append_to_list(place.job_id, MODEL_HISTORY, wire.of_body(text.encode()))
    return {}


def metric_history(caller: Caller, fields: Fields) -> Answer:
    """A page of the points of one metric, by time and step."""
    place = finding.to_read(caller, _run_id(fields))
    start, end = values.page(fields, HISTORY_PAGE, HISTORY_PAGE)
    rows = MetricPoint.objects.filter(job_id=place.job_id, key=fields.get("metric_key")).order_by(
        "timestamp_ms", "step", "pk"
    )[start : end + 1]
    points = [shapes.point(row) for row in rows]
    more = {"next_page_token": str(end)} if len(points) > end - start else {}
    return {"metrics": points[: end - start], **more}


def _log(caller: Caller, fields: Fields, batch: tracking.Batch) -> Answer:
    place = finding.to_write(caller, _run_id(fields))
    tracking.log(place.job_id, batch)
    logged = news.Logged(
        root_id=place.root_id,
        metrics={one.key: values.metric_number(one.value) for one in batch.points},
        parameters=batch.parameters,
        tags={key: text for key, text in batch.tags.items() if not key.startswith(tracking.HIDDEN)},
    )
    if logged.metrics or logged.parameters or logged.tags:
        news.bring(place, logged)
    return {}


def _run(job_id: int) -> Answer:
    return {"run": shapes.runs([_rows().get(pk=job_id)])[0]}


def _rows() -> QuerySet[Job]:
    return shapes.with_columns(Job.objects.all())


def _run_id(fields: Fields) -> str:
    return str(fields.get("run_id") or fields.get("run_uuid") or "")


def _point(fields: Fields) -> tracking.Point:
    return tracking.Point(
        key=values.key(fields.get("key"), "metric"),
        value=values.metric_text(fields.get("value")),
        timestamp_ms=values.whole(fields.get("timestamp"), "timestamp"),
        step=values.whole(fields.get("step"), "step"),
        model_id=values.text(fields.get("model_id"), "model_id", values.NAME_MAX),
        dataset_name=values.text(fields.get("dataset_name"), "data set's name", DATASET_NAME_MAX),
        dataset_digest=values.text(
            fields.get("dataset_digest"), "data set's digest", DATASET_NAME_MAX
        ),
    )


def _dataset(job_id: int, sent: Fields) -> RunDataset:
    [dataset] = values.objects([sent.get("dataset") or {}], "dataset")
    return RunDataset(
        job_id=job_id,
        name=values.text(dataset.get("name"), "data set's name", DATASET_NAME_MAX),
        digest=values.text(dataset.get("digest"), "data set's digest", DATASET_NAME_MAX),
        source_type=values.text(dataset.get("source_type"), "source_type", values.NAME_MAX),
        source=values.text(dataset.get("source"), "source", DATASET_TEXT_MAX),
        schema=values.text(dataset.get("schema"), "schema", DATASET_TEXT_MAX),
        profile=values.text(dataset.get("profile"), "profile", DATASET_TEXT_MAX),
        tags=values.pairs(sent.get("tags"), "tag"),
    )


def _parent(caller: Caller, tags: Mapping[str, str]) -> Place | None:
    """The run that the client names, else the step that the caller is."""
    named = tags.get(shapes.PARENT)
    if named:
        return finding.to_write(caller, named)
    return None if caller.step is None else finding.to_read(caller, caller.step.name)


def _name(fields: Fields, tags: Mapping[str, str]) -> str:
    """As people name runs that nobody named."""
    named = fields.get("run_name") or tags.get(shapes.RUN_NAME)
    return str(named or names.generate().rpartition("_")[0])[: values.NAME_MAX]


def _owner(caller: Caller) -> int | None:
    if caller.step is None:
        return caller.user_id
    return Job.objects.values_list("created_by_id", flat=True).get(pk=caller.step.job_id)


def _end(place: Place, status: Status, at: datetime | None) -> None:
    with moving(place.root_id) as moves:
        moves.move(ref_of(place.job_id), status, ended_at=at or moves.at)


def _archive(caller: Caller, fields: Fields, archived: bool) -> None:
    place = finding.to_write(caller, _run_id(fields))
    if caller.step is not None and place.job_id == caller.step.job_id:
        raise Denied("own-run", "A step may not delete itself.")
    with writing():
        Job.objects.filter(pk=place.job_id).update(archived=archived)


def _moment(stamp: Any) -> datetime | None:
    milliseconds = values.whole(stamp, "time")
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
    except (OverflowError, ValueError, OSError):
        raise Invalid("bad-time", f"{milliseconds} is no time in milliseconds.") from None
