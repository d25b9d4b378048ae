"""Models as the API shows them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, OuterRef, Subquery

from designer.api.wire import Answer, Moment, VersionItem, moment, who
from runs import models
from runs.operations import find_model
from studio import markdown
from studio.models import Workspace


class ModelSummary(Answer):
    """A model in a list: its latest version. ``number`` is the version that MLflow knows."""

    name: str
    version: str
    number: int
    type: str
    description: str
    tags: dict[str, str]
    path: str
    stage: str
    archived: bool
    created_at: Moment
    modified_at: Moment
    created_by: str | None
    job: str | None
    versions_count: int
    reference: str


class ModelVersion(ModelSummary):
    """``source``: what was named when it was registered. ``aliases`` are those of MLflow."""

    description_html: str
    source: str
    aliases: list[str]
    properties: dict[str, Any]
    flavors: dict[str, Any]
    versions: list[VersionItem]


class ModelPage(Answer):
    items: list[ModelSummary]
    next_cursor: str | None


def page(
    workspace: Workspace, rows: Sequence[models.RegisteredModel], cursor: str | None
) -> ModelPage:
    """The latest version of each (not an archived one, if there is another)."""
    ids = [row.pk for row in rows]
    versions = models.ModelVersion.objects.filter(registered=OuterRef("pk"))
    newest = versions.order_by("archived", "-version").values("pk")[:1]
    asked = models.RegisteredModel.objects.filter(pk__in=ids)
    latest = asked.annotate(newest=Subquery(newest)).values_list("newest", flat=True)
    shown = find_model.versions(workspace).filter(pk__in=list(latest))
    by_model = {one.registered_id: one for one in shown.defer("properties", "flavors")}
    counts = _counts(ids)
    items = [ModelSummary(**_common(by_model[pk], counts[pk])) for pk in ids if pk in by_model]
    return ModelPage(items=items, next_cursor=cursor)


def full(workspace: Workspace, name: str, version: str) -> ModelVersion:
    """One version, with the names of all others. Raises NotFound."""
    one = find_model.shown(workspace, name, version)
    every = models.ModelVersion.objects.filter(registered=one.registered_id)
    listed = every.select_related("created_by").only(
        "label", "created_at", "archived", "created_by__username"
    )
    items = [
        VersionItem(
            version=each.label,
            created_at=moment(each.created_at),
            created_by=who(each.created_by),
            archived=one.registered.archived or each.archived,
        )
        for each in listed.order_by("-version")
    ]
    aliases = one.registered.aliases
    common = _common(one, len(items))
    return ModelVersion(
        **common,
        description_html=markdown.render(common["description"]),
        source=one.source,
        aliases=sorted(alias for alias, number in aliases.items() if number == one.version),
        properties=one.properties,
        flavors=one.flavors,
        versions=items,
    )


def _counts(ids: Iterable[int]) -> dict[int, int]:
    rows = models.ModelVersion.objects.filter(registered__in=list(ids)).order_by()
    return dict(rows.values_list("registered").annotate(count=Count("pk")))


def _common(one: models.ModelVersion, count: int) -> dict[str, Any]:
    registered = one.registered
    tags = {**registered.tags, **one.tags}
    return {
        "name": registered.name,
        "version": one.label,
        "number": one.version,
        "type": one.type,
        "description": one.description or registered.description,
        "tags": {key: str(value) for key, value in tags.items()},
        "path": one.path,
        "stage": "" if one.stage == "None" else one.stage,
        "archived": registered.archived or one.archived,
        "created_at": moment(one.created_at),
        "modified_at": moment(max(one.modified_at, registered.modified_at)),
        "created_by": who(one.created_by),
        "job": one.run.name if one.run is not None else None,
        "versions_count": count,
        "reference": f"azureml:{registered.name}:{one.label}",
    }
