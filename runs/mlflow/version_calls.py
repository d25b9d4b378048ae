"""MLflow's calls about the versions of registered models.

A version's files are copied when it is made: it outlives its run, and every member reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from runs.mlflow import (
    files,
    filters,
    finding,
    model_shapes,
    narrowing,
    ordering,
    paging,
    registry,
    registry_calls,
    values,
)
from runs.mlflow.caller import Caller
from runs.mlflow.paging import Search
from runs.models import LoggedModel, ModelVersion, RegisteredModel
from runs.operations import model_files
from runs.operations.register_model import take_number
from studio.lib.errors import Invalid
from studio.storage.home import ARTIFACTS
from studio.transaction import writing

Fields = Mapping[str, Any]
Answer = dict[str, Any]

STAGES = {one.lower(): one for one in ("None", "Staging", "Production", "Archived")}
SOURCE_MAX = 4000


@dataclass(frozen=True, slots=True)
class Source:
    """What a version is made of: where its files lie, and of which run and logged model."""

    uri: str
    workspace_id: int
    run_id: int | None = None
    model: LoggedModel | None = None


def create(caller: Caller, fields: Fields) -> Answer:
    """Raises Invalid where the source holds no file that the caller may read."""
    registered = registry.model_to_write(caller, fields.get("name"))
    source = _source(caller, fields)
    if registered.workspace_id != source.workspace_id:
        registered = _beside(caller, registered, source)
    spot = files.to_read(caller, source.uri.removeprefix(files.SCHEME))
    if not spot.path().exists():
        raise Invalid("no-model-files", f'There are no files at "{fields.get("source")}".')
    copied = model_files.copy(spot.path())
    try:
        with writing():
            row = _insert(caller, registered, source, fields, model_files.type_of(copied))
            model_files.keep(copied, row)
    except BaseException:
        model_files.drop(copied)
        raise
    return _answer(caller, row)


def get(caller: Caller, fields: Fields) -> Answer:
    """By name and number. Raises NotFound."""
    row = registry.version(caller, fields.get("name"), fields.get("version"))
    return {"model_version": model_shapes.version(row)}


def download_uri(caller: Caller, fields: Fields) -> Answer:
    """Where its files are read."""
    row = registry.version(caller, fields.get("name"), fields.get("version"))
    return {"artifact_uri": files.version_uri(row)}


def update(caller: Caller, fields: Fields) -> Answer:
    """Changes its description."""
    row = registry.version_to_write(caller, fields.get("name"), fields.get("version"))
    row.description = registry_calls.description(fields)
    with writing():
        row.save(update_fields=["description", "modified_at"])
    return {"model_version": model_shapes.version(row)}


def transition(caller: Caller, fields: Fields) -> Answer:
    """To one of the old stages; the others in it are archived when that is asked for."""
    row = registry.version_to_write(caller, fields.get("name"), fields.get("version"))
    stage = STAGES.get(str(fields.get("stage") or "").lower())
    if stage is None:
        raise Invalid("bad-stage", f"{fields.get('stage')!r} is no stage of a model version.")
    with writing():
        if fields.get("archive_existing_versions") in (True, "true"):
            others = ModelVersion.objects.filter(registered_id=row.registered_id, stage=stage)
            others.exclude(pk=row.pk).update(stage="Archived")
        row.stage = stage
        row.save(update_fields=["stage", "modified_at"])
    return {"model_version": model_shapes.version(row)}


def delete(caller: Caller, fields: Fields) -> Answer:
    """Aliases of it go with it."""
    caller.must_be_a_person("delete a model version")
    row = registry.version_to_write(caller, fields.get("name"), fields.get("version"))
    gone = {alias: None for alias, at in row.registered.aliases.items() if at == row.version}
    with writing():
        registry_calls.change(row.registered, "aliases", gone)
        row.delete()
    model_files.drop_of(row)
    return {}


def search(caller: Caller, fields: Fields) -> Answer:
    """One page, newest first unless an order is asked for."""
    asked = Search(
        rows=registry.versions_of(caller),
        shaped=lambda rows: [model_shapes.version(row) for row in rows],
        subject=model_shapes.flat,
        condition=narrowing.of_versions,
        place=lambda order: ordering.of_columns(order, "version_number", *registry_calls.TIMES),
    )
    orders = filters.order_of(fields)
    return paging.page("model_versions", asked, fields, orders, *registry_calls.PAGE)


def set_tag(caller: Caller, fields: Fields) -> Answer:
    """Adds it, or changes what it says."""
    [(key, text)] = values.pairs([fields], "tag").items()
    _change_tags(caller, fields, {key: text})
    return {}


def delete_tag(caller: Caller, fields: Fields) -> Answer:
    """A tag that is not there is none to take away."""
    _change_tags(caller, fields, {values.key(fields.get("key"), "tag"): None})
    return {}


def _insert(
    caller: Caller, registered: RegisteredModel, source: Source, fields: Fields, kind: str
) -> ModelVersion:
    """Call it inside ``writing()``: the next number is taken."""
    number, label = take_number(registered)
    return ModelVersion.objects.create(
        registered=registered,
        version=number,
        label=label,
        type=kind,
        source=str(fields["source"]),
        path=model_files.own_path(registered.workspace, registered, number),
        run_id=source.run_id,
        model=source.model,
        run_link=values.text(fields.get("run_link"), "run link", SOURCE_MAX),
        description=registry_calls.description(fields),
        tags=values.pairs(fields.get("tags"), "tag"),
        created_by_id=caller.user_id,
    )


def _answer(caller: Caller, row: ModelVersion) -> Answer:
    fresh = registry.versions_of(caller).get(pk=row.pk)
    return {"model_version": model_shapes.version(fresh)}


def _beside(caller: Caller, registered: RegisteredModel, source: Source) -> RegisteredModel:
    """The model of the same name in the workspace where the files lie, who must be let in."""
    caller.must_write(source.workspace_id)
    with writing():
        return RegisteredModel.objects.get_or_create(
            workspace_id=source.workspace_id,
            name=registered.name,
            defaults={"created_by_id": caller.user_id},
        )[0]


def _source(caller: Caller, fields: Fields) -> Source:
    """What ``source`` and ``model_id`` name: files of this studio, and nothing else."""
    uri = values.text(fields.get("source"), "source", SOURCE_MAX)
    scheme, _, rest = uri.partition(":/")
    parts = rest.strip("/").split("/")
    if fields.get("model_id"):
        return _of_model(caller, str(fields["model_id"]))
    if scheme == "models":
        return _of_models(caller, parts)
    if scheme == "runs":
        return _of_run(caller, parts[0], "/".join(parts[1:]))
    if scheme == "mlflow-artifacts" and len(parts) > 3 and parts[1] == files.MODELS:
        return _of_model(caller, parts[2])
    if scheme == "mlflow-artifacts" and len(parts) > 2 and parts[2] == ARTIFACTS:
        return _of_run(caller, parts[1], "/".join(parts[3:]))
    raise Invalid(
        "bad-source",
        f'"{uri[:200]}" is no place of a model in this studio.',
        hint="Log the model first and register what log_model returns.",
    )


def _of_model(caller: Caller, model_id: str) -> Source:
    model = finding.model_to_read(caller, model_id)
    return Source(files.model_uri(model), model.experiment.workspace_id, model.source_run_id, model)


def _of_models(caller: Caller, parts: list[str]) -> Source:
    """``models:/m-…`` or ``models:/name/version``."""
    if len(parts) == 1:
        return _of_model(caller, parts[0])
    row = registry.version(caller, parts[0], parts[1])
    return Source(files.version_uri(row), row.registered.workspace_id, row.run_id, row.model)


def _of_run(caller: Caller, run_id: str, path: str) -> Source:
    """A folder that was logged, or a logged model by its name, as ``runs:/…/model``."""
    place = finding.to_read(caller, run_id)
    models = LoggedModel.objects.filter(source_run_id=place.job_id, name=path, is_deleted=False)
    model = models.order_by("-pk").first()
    if model is not None:
        return _of_model(caller, model.model_id)
    uri = f"{files.run_uri(place.experiment_id, run_id)}/{path}"
    return Source(uri, place.workspace_id, place.job_id)


def _change_tags(caller: Caller, fields: Fields, changes: Mapping[str, str | None]) -> None:
    row = registry.version_to_write(caller, fields.get("name"), fields.get("version"))
    with writing():
        fresh = ModelVersion.objects.select_for_update().get(pk=row.pk)
        merged = {**fresh.tags, **changes}
        fresh.tags = {key: value for key, value in merged.items() if value is not None}
        fresh.save(update_fields=["tags", "modified_at"])
