"""Registers a version of a model: of files in a datastore, of what a job or a run has left."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import IntegrityError

from designer.graph import references
from designer.operations import archiving
from designer.operations.naming import checked_name, checked_tags, checked_text, checked_version
from designer.operations.plain import plain
from designer.operations.versions import DESCRIPTION_MAX
from runs.models import SHOWN, Job, LoggedModel, ModelVersion, RegisteredModel
from runs.models.registry import MODEL_TYPES
from runs.operations import model_files
from runs.operations.transaction import writing
from runs.plan import stored
from studio.lib.errors import Conflict, Invalid, NotFound, StudioError, Unavailable
from studio.models import User, Workspace
from studio.storage import confine, datastores, home
from studio.storage.home import ARTIFACTS

TRIES = 20


@dataclass(frozen=True, slots=True)
class NewModel:
    """``path`` as it is written: in a datastore, ``azureml://jobs/…``, ``runs:/…``, on the web."""

    name: str
    path: str
    type: str = "custom_model"
    version: str | None = None
    description: str = ""
    stage: str = ""
    tags: Mapping[str, object] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)
    flavors: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Origin:
    """uri: where the files lie for good. to_copy: else, where they are copied from."""

    uri: str = ""
    to_copy: Path | None = None
    run: Job | None = None
    model: LoggedModel | None = None


def register(
    workspace: Workspace, user: User | None, given: NewModel, run: Job | None = None
) -> tuple[ModelVersion, bool]:
    """The version that names these files, and whether it was made now. run: who made them."""
    model = _checked(given)
    origin = _origin(workspace, model.path)
    if run is not None:
        origin = replace(origin, run=run)
    _check_files(workspace, model, origin)
    found = _same(workspace, model)
    if found is not None:
        if found.registered.archived:
            archive(found.registered, False)
        return found, False
    copied = model_files.copy(origin.to_copy) if origin.to_copy is not None else None
    try:
        return _added(workspace, user, model, origin, copied)
    except BaseException:
        if copied is not None:
            model_files.drop(copied)
        raise


def edit(version: ModelVersion, changes: Mapping[str, Any]) -> None:
    """Change what may change: description, tags, archived, stage. None means "leave"."""
    given = {key: value for key, value in changes.items() if value is not None}
    if "tags" in given:
        version.tags = checked_tags(given["tags"])
    if "description" in given:
        version.description = checked_text(given["description"], "description", DESCRIPTION_MAX)
    if "stage" in given:
        version.stage = checked_text(given["stage"], "stage", 32) or "None"
    registered = version.registered
    with writing():
        version.save(update_fields=[*(given.keys() - {"archived"}), "modified_at"])
        registered.save(update_fields=["modified_at"])
        if "archived" in given:
            every = registered.versions.all()
            archiving.set_version(registered, every, version, bool(given["archived"]))


def archive(registered: RegisteredModel, archived: bool) -> None:
    """Hide the model from lists, or bring it back. References to it go on working."""
    archiving.set_name(registered, registered.versions.all(), archived)


def _checked(given: NewModel) -> NewModel:
    kind = given.type.lower()
    if kind not in MODEL_TYPES:
        raise Invalid(
            "model-type-wrong",
            f'"{given.type}" is not a type of model.',
            hint=f"Use one of {', '.join(MODEL_TYPES)}.",
            place="type",
        )
    return replace(
        given,
        name=checked_name(given.name, "model"),
        type=kind,
        version=checked_version(given.version),
        description=checked_text(given.description, "description", DESCRIPTION_MAX),
        stage=checked_text(given.stage, "stage", 32),
        tags=checked_tags(given.tags),
        properties=plain(given.properties, "model"),
        flavors=plain(given.flavors, "model"),
    )


def _origin(workspace: Workspace, path: str) -> _Origin:
    kind = references.data_kind(path)
    if kind == "datastore":
        datastores.locate(workspace, path)
        return _Origin(path)
    if kind == "job":
        return _of_job(workspace, path)
    if kind == "run":
        return _of_run(workspace, path)
    if kind == "remote" and not path.startswith("azureml:"):
        return _Origin(path)
    raise Invalid(
        "model-path-local",
        f'"{path}" is not an address that this studio can read.',
        hint="Upload it (`studio model create` does), or give an azureml:// or runs:/ address.",
        place="path",
    )


def _of_job(workspace: Workspace, path: str) -> _Origin:
    """``azureml://jobs/J/outputs/O[/paths/P]``; the output ``artifacts`` is what J logged."""
    named = stored.earlier_job(path) or {}
    job = _job(workspace, str(named.get("from")))
    below = str(named.get("below") or "").strip("/")
    made = job.outputs.get(named.get("output"))
    if made is not None:
        uri = str(made["uri"])
        return _Origin(f"{uri.rstrip('/')}/{below}" if below else uri, run=job)
    if named.get("output") in (ARTIFACTS, "default"):
        ran = job.ran_id
        root = home.job_folder(job.workspace_id, ran) / ARTIFACTS
        return _Origin(to_copy=confine.inside(root, below) if below else root, run=job)
    raise NotFound(
        "output-not-found",
        f'Job "{job.name}" has no output "{named.get("output")}".',
        hint=f"It has: {', '.join(job.outputs) or 'none'}.",
        place="path",
    )


def _of_run(workspace: Workspace, path: str) -> _Origin:
    """``runs:/RUN/PATH``: a logged model by its name, or a folder among the run's artifacts."""
    run, _, below = path.removeprefix("runs:/").partition("/")
    job = _job(workspace, run)
    models = LoggedModel.objects.filter(source_run=job, name=below, is_deleted=False)
    model = models.order_by("-pk").first()
    root = home.job_folder(job.workspace_id, job.pk) / ARTIFACTS
    folder = confine.inside(root, model.folder if model is not None else below)
    return _Origin(to_copy=folder, run=job, model=model)


def _job(workspace: Workspace, name: str) -> Job:
    rows = Job.objects.filter(SHOWN, workspace=workspace, name=name).defer("plan")
    found = rows.first()
    if found is None:
        raise NotFound(
            "job-not-found",
            f'There is no job "{name}".',
            hint="`studio job list` lists them.",
            place="path",
        )
    return found


def _check_files(workspace: Workspace, model: NewModel, origin: _Origin) -> None:
    """What is here is looked at; data may be named before it is there, a copy may not."""
    place = origin.to_copy
    if place is not None and not place.exists():
        raise NotFound("no-model-files", f'There are no files at "{model.path}".', place="path")
    if place is None and datastores.parse(origin.uri) is not None:
        try:
            place = datastores.locate(workspace, origin.uri)
        except StudioError as error:
            if error.code != "datastore-not-local":
                raise
    if place is None or not place.exists() or model.type != "mlflow_model":
        return
    if not (place / "MLmodel").is_file():
        raise Invalid(
            "no-mlmodel",
            "type is mlflow_model, but the folder has no MLmodel file.",
            hint="Name the folder that holds MLmodel, or use the type custom_model.",
            place="path",
        )


def _same(workspace: Workspace, model: NewModel) -> ModelVersion | None:
    """The version that holds this already; raises Conflict for other files under its version."""
    rows = ModelVersion.objects.select_related("registered", "run", "created_by").filter(
        registered__workspace=workspace, registered__name=model.name
    )
    if model.version is None:
        same = rows.filter(source=model.path, type=model.type, archived=False)
        return same.order_by("-version").first()
    taken = rows.filter(label=model.version).first()
    if taken is not None and (taken.source, taken.type) != (model.path, model.type):
        raise Conflict(
            "model-version-taken",
            f"{model.name}:{model.version} exists with different content: it is {taken.type} at "
            f"{taken.source}.",
            hint="Raise the version, or leave it out to get the next number.",
            place="version",
        )
    return taken


def _added(
    workspace: Workspace,
    user: User | None,
    model: NewModel,
    origin: _Origin,
    copied: Path | None,
) -> tuple[ModelVersion, bool]:
    for _ in range(TRIES):
        try:
            with writing():
                row = _insert(workspace, user, model, origin)
                if copied is not None:
                    model_files.keep(copied, row)
            return row, True
        except IntegrityError:
            found = _same(workspace, model)  # somebody was faster
            if found is not None:
                return found, False
    raise Unavailable(
        "model-busy", f'Too many people register "{model.name}" at once.', hint="Try again."
    )


def _insert(
    workspace: Workspace, user: User | None, model: NewModel, origin: _Origin
) -> ModelVersion:
    registered, _ = RegisteredModel.objects.get_or_create(
        workspace=workspace, name=model.name, defaults={"created_by": user}
    )
    number, label = take_number(registered, model.version)
    path = origin.uri or model_files.own_path(workspace, registered, number)
    return ModelVersion.objects.create(
        registered=registered,
        version=number,
        label=label,
        type=model.type,
        source=model.path,
        path=path,
        is_copy=origin.to_copy is not None,
        run=origin.run,
        model=origin.model,
        stage=model.stage or "None",
        description=model.description,
        tags=dict(model.tags),
        properties=dict(model.properties),
        flavors=dict(model.flavors),
        created_by=user,
    )


def take_number(registered: RegisteredModel, wanted: str | None = None) -> tuple[int, str]:
    """The next version's number and label; call it inside ``writing()``. wanted: the label.

    A label that is a higher number is the number, too, so that both worlds say the same.
    """
    fresh = RegisteredModel.objects.select_for_update().get(pk=registered.pk)
    number = fresh.last_version + 1
    if wanted is not None and wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:
        number = max(number, int(wanted))
    label = wanted or str(number)
    taken = ModelVersion.objects.filter(registered=fresh)
    while wanted is None and taken.filter(label=label).exists():
        number += 1
        label = str(number)
    fresh.last_version, fresh.archived = number, False
    fresh.save(update_fields=["last_version", "archived", "modified_at"])
    return number, label
