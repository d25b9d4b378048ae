"""MLflow's calls about registered models: names, tags, aliases."""

from collections.abc import Mapping
from typing import Any

from runs.mlflow import filters, model_shapes, narrowing, ordering, paging, registry, values
from runs.mlflow.caller import Caller
from runs.mlflow.paging import Search
from runs.models import RegisteredModel
from runs.operations import model_files
from studio.lib.errors import Conflict, Invalid, NotFound
from studio.transaction import writing

Fields = Mapping[str, Any]
Answer = dict[str, Any]

# How many a page has where nothing is said, and at most.
PAGE = (100, 1000)
TIMES = ("creation_timestamp", "last_updated_timestamp")
DESCRIPTION_MAX = 100_000


def create(caller: Caller, fields: Fields) -> Answer:
    """In the first workspace where the caller may write. Raises Conflict for a name in use."""
    workspace_id = caller.home_workspace()
    name = values.registered_name(fields.get("name"))
    with writing():
        if registry.models_of(caller).filter(name=name).exists():
            raise Conflict("model-taken", f'There is a registered model called "{name}".')
        row = RegisteredModel.objects.create(
            workspace_id=workspace_id,
            name=name,
            description=description(fields),
            tags=values.pairs(fields.get("tags"), "tag"),
            created_by_id=caller.user_id,
        )
    return {"registered_model": model_shapes.registered(row)}


def get(caller: Caller, fields: Fields) -> Answer:
    """With the latest version of each stage."""
    return {"registered_model": _shape(caller, registry.model(caller, fields.get("name")))}


def update(caller: Caller, fields: Fields) -> Answer:
    """Changes its description."""
    row = registry.model_to_write(caller, fields.get("name"))
    row.description = description(fields)
    with writing():
        row.save(update_fields=["description", "modified_at"])
    return {"registered_model": _shape(caller, row)}


def rename(caller: Caller, fields: Fields) -> Answer:
    """Raises Conflict where the name is taken; addresses of its files stay."""
    caller.must_be_a_person("rename a registered model")
    row = registry.model_to_write(caller, fields.get("name"))
    name = values.registered_name(fields.get("new_name"))
    with writing():
        if RegisteredModel.objects.filter(workspace_id=row.workspace_id, name=name).exists():
            raise Conflict("model-taken", f'There is a registered model called "{name}".')
        row.name = name
        row.save(update_fields=["name", "modified_at"])
    return {"registered_model": _shape(caller, row)}


def delete(caller: Caller, fields: Fields) -> Answer:
    """Its versions go too; what their runs logged stays."""
    caller.must_be_a_person("delete a registered model")
    row = registry.model_to_write(caller, fields.get("name"))
    versions = list(row.versions.select_related("registered"))
    with writing():
        row.delete()
    for version in versions:
        model_files.drop_of(version)
    return {}


def search(caller: Caller, fields: Fields) -> Answer:
    """One page, each with the latest version of each stage."""

    def shaped(rows: list[RegisteredModel]) -> list[dict[str, Any]]:
        latest = registry.latest_of(rows, caller)
        return [model_shapes.registered(row, latest[row.pk]) for row in rows]

    asked = Search(
        rows=registry.models_of(caller),
        shaped=shaped,
        subject=model_shapes.flat,
        condition=narrowing.of_named,
        place=lambda order: ordering.of_columns(order, "name", *TIMES),
    )
    return paging.page("registered_models", asked, fields, filters.order_of(fields), *PAGE)


def latest_versions(caller: Caller, fields: Fields) -> Answer:
    """The newest version of each stage that is asked for, of all without any."""
    stages = [str(one).lower() for one in fields.get("stages") or []]
    rows = registry.latest(registry.model(caller, fields.get("name")), caller)
    wanted = [row for row in rows if not stages or row.stage.lower() in stages]
    return {"model_versions": [model_shapes.version(row) for row in wanted]}


def set_tag(caller: Caller, fields: Fields) -> Answer:
    """Adds it, or changes what it says."""
    [(key, text)] = values.pairs([fields], "tag").items()
    row = registry.model_to_write(caller, fields.get("name"))
    change(row, "tags", {key: text})
    return {}


def delete_tag(caller: Caller, fields: Fields) -> Answer:
    """A tag that is not there is none to take away."""
    row = registry.model_to_write(caller, fields.get("name"))
    change(row, "tags", {values.key(fields.get("key"), "tag"): None})
    return {}


def set_alias(caller: Caller, fields: Fields) -> Answer:
    """Points a name of its own at a version, away from another."""
    row = registry.version_to_write(caller, fields.get("name"), fields.get("version"))
    change(row.registered, "aliases", {_alias(fields): row.version})
    return {}


def delete_alias(caller: Caller, fields: Fields) -> Answer:
    """An alias that is not there is none to take away."""
    row = registry.model_to_write(caller, fields.get("name"))
    change(row, "aliases", {_alias(fields): None})
    return {}


def by_alias(caller: Caller, fields: Fields) -> Answer:
    """The version that an alias points at. Raises NotFound."""
    row = registry.model(caller, fields.get("name"))
    alias = _alias(fields)
    if alias not in row.aliases:
        raise NotFound("alias-not-found", f'Model "{row.name}" has no alias "{alias}".')
    version = registry.version(caller, row.name, row.aliases[alias])
    return {"model_version": model_shapes.version(version)}


def change(row: RegisteredModel, field: str, changes: Mapping[str, object]) -> None:
    """Merge ``changes`` into one of the mappings of ``row``; None takes a key away."""
    with writing():
        fresh = RegisteredModel.objects.select_for_update().get(pk=row.pk)
        merged = {**getattr(fresh, field), **changes}
        setattr(fresh, field, {key: value for key, value in merged.items() if value is not None})
        fresh.save(update_fields=[field, "modified_at"])


def description(fields: Fields) -> str:
    """Of a model or a version. Raises Invalid where it is too long."""
    return values.text(fields.get("description"), "description", DESCRIPTION_MAX)


def _shape(caller: Caller, row: RegisteredModel) -> dict[str, Any]:
    return model_shapes.registered(row, registry.latest(row, caller))


def _alias(fields: Fields) -> str:
    alias = values.key(fields.get("alias"), "alias")
    if alias.lower() == "latest" or alias.lower().removeprefix("v").isdecimal():
        raise Invalid("bad-alias", f'"{alias}" cannot be an alias: it reads like a version.')
    return alias
