"""MLflow's calls about logged models, which clients of generation 3 make of every ``log_model``."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from runs.mlflow import (
    experiment_calls,
    files,
    filters,
    finding,
    model_shapes,
    narrowing,
    ordering,
    paging,
    values,
)
from runs.mlflow.caller import Caller
from runs.mlflow.paging import Search
from runs.models import Job, LoggedModel, RunModel
from studio.lib.errors import Invalid
from studio.transaction import writing

Fields = Mapping[str, Any]
Answer = dict[str, Any]

PAGE = (100, 1000)
TIMES = ("creation_timestamp", "creation_time", "last_updated_timestamp")
STATUSES = ("LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED")


def create(caller: Caller, fields: Fields) -> Answer:
    """The model of a run; a step's script that names none means its step."""
    run = _run(caller, fields)
    experiment = (
        run.experiment
        if run is not None
        else experiment_calls.of_request(caller, fields.get("experiment_id"))
    )
    caller.must_write(experiment.workspace_id)
    model_id = f"m-{uuid.uuid4().hex}"
    name = values.name(fields.get("name") or model_id, "model")
    row = LoggedModel(
        model_id=model_id,
        experiment=experiment,
        source_run=run,
        name=name,
        model_type=values.text(fields.get("model_type"), "model type", values.NAME_MAX),
        parameters=values.pairs(fields.get("params"), "parameter"),
        tags=values.pairs(fields.get("tags"), "tag"),
        created_by_id=caller.user_id,
    )
    row.folder = files.claim_folder(run, name, model_id)
    with writing():
        row.save()
    return {"model": model_shapes.logged([row])[0]}


def get(caller: Caller, fields: Fields) -> Answer:
    """Raises NotFound, in the same words for strangers."""
    return {"model": model_shapes.logged([finding.model_to_read(caller, _id(fields))])[0]}


def finalize(caller: Caller, fields: Fields) -> Answer:
    """Says that its files are all there, or that they failed to come."""
    row = finding.model_to_write(caller, _id(fields))
    row.status = _status(fields.get("status"))
    with writing():
        row.save(update_fields=["status", "modified_at"])
    return {"model": model_shapes.logged([row])[0]}


def delete(caller: Caller, fields: Fields) -> Answer:
    """It is found no more; what was registered of it stays."""
    row = finding.model_to_write(caller, _id(fields))
    row.is_deleted = True
    with writing():
        row.save(update_fields=["is_deleted", "modified_at"])
    return {}


def log_parameters(caller: Caller, fields: Fields) -> Answer:
    """New ones are added to those it has."""
    new = values.pairs(fields.get("params"), "parameter")
    row = finding.model_to_write(caller, _id(fields))
    with writing():
        row.refresh_from_db(fields=["parameters"], from_queryset=_locked())
        row.parameters = {**row.parameters, **new}
        row.save(update_fields=["parameters", "modified_at"])
    return {}


def set_tags(caller: Caller, fields: Fields) -> Answer:
    """New ones are added to those it has."""
    new = values.pairs(fields.get("tags"), "tag")
    row = finding.model_to_write(caller, _id(fields))
    _change_tags(row, new)
    return {"model": model_shapes.logged([row])[0]}


def delete_tag(caller: Caller, fields: Fields) -> Answer:
    """A tag that is not there is none to take away."""
    row = finding.model_to_write(caller, _id(fields))
    _change_tags(row, {values.key(fields.get("tag_key"), "tag"): None})
    return {}


def search(caller: Caller, fields: Fields) -> Answer:
    """In the experiments asked for, newest first unless ``order_by`` says otherwise."""
    rows = finding.models_of(caller).filter(
        experiment_id__in=experiment_calls.ids_of(caller, fields), is_deleted=False
    )
    asked = Search(
        rows=rows.order_by("-pk"),
        shaped=model_shapes.logged,
        subject=model_shapes.subject,
        condition=narrowing.of_named,
        place=lambda order: ordering.of_columns(order, "name", *TIMES),
    )
    orders = [_order(one) for one in values.objects(fields.get("order_by"), "order_by")]
    return paging.page("models", asked, fields, orders, *PAGE)


def log_outputs(caller: Caller, fields: Fields) -> Answer:
    """The models that a run made."""
    link(caller, fields, is_output=True)
    return {}


def link(caller: Caller, fields: Fields, *, is_output: bool) -> None:
    """Says that a run made or used models; once more with another step changes the step."""
    place = finding.to_write(caller, str(fields.get("run_id") or ""))
    asked = values.objects(fields.get("models"), "models")
    steps = {str(one.get("model_id")): values.whole(one.get("step"), "step") for one in asked}
    if not steps:
        return
    rows = finding.models_of(caller).filter(model_id__in=list(steps), is_deleted=False)
    with writing():
        RunModel.objects.bulk_create(
            [
                RunModel(
                    job_id=place.job_id, model=row, is_output=is_output, step=steps[row.model_id]
                )
                for row in rows
            ],
            update_conflicts=True,
            unique_fields=["job", "model", "is_output"],
            update_fields=["step"],
        )


def _run(caller: Caller, fields: Fields) -> Job | None:
    run_id = str(fields.get("source_run_id") or "")
    if not run_id and caller.step is None:
        return None
    place = finding.to_write(caller, run_id or (caller.step.name if caller.step else ""))
    big = ("plan", "inputs", "outputs", "settings", "reuse_parts")
    return Job.objects.select_related("experiment").defer(*big).get(pk=place.job_id)


def _id(fields: Fields) -> str:
    return str(fields.get("model_id") or "")


def _status(sent: object) -> str:
    """By name, or by the number that protocol buffers give it."""
    if sent in STATUSES:
        return str(sent)
    if sent in (1, 2, 3):
        return STATUSES[int(str(sent)) - 1]
    raise Invalid("bad-status", f"{sent!r} is no status of a logged model.")


def _change_tags(row: LoggedModel, changes: Mapping[str, str | None]) -> None:
    with writing():
        row.refresh_from_db(fields=["tags"], from_queryset=_locked())
        merged = {**row.tags, **changes}
        row.tags = {key: value for key, value in merged.items() if value is not None}
        row.save(update_fields=["tags", "modified_at"])


def _locked() -> QuerySet[LoggedModel]:
    return LoggedModel.objects.select_for_update()


def _order(one: Mapping[str, Any]) -> str:
    name = values.text(one.get("field_name"), "field name", filters.TEXT_MAX)
    return f"{name} {'ASC' if one.get('ascending', True) else 'DESC'}"
