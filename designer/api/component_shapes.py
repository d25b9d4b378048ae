"""Components as the API shows them."""

from collections.abc import Mapping
from typing import Any

from designer import models
from designer.api import listing
from designer.api.wire import Answer, Moment, VersionItem, moment, who
from designer.graph import shape
from designer.graph.document import PipelineDocument
from designer.graph.load import load_component
from designer.graph.write import component_yaml, in_usual_order
from designer.operations import lookup, versions
from studio import markdown
from studio.models import Workspace


class Port(Answer):
    """One input or output of a component."""

    name: str
    type: str
    description: str
    optional: bool
    default: str | bool | int | float | None
    min: float | None
    max: float | None
    enum: list[str] | None
    mode: str | None


class ComponentFields(Answer):
    """What lists and the version's own page both show."""

    name: str
    version: str
    type: str
    display_name: str
    description: str
    tags: dict[str, str]
    archived: bool
    created_at: Moment
    modified_at: Moment
    created_by: str | None
    versions_count: int
    reference: str
    inputs: list[Port]
    outputs: list[Port]


class ComponentSummary(ComponentFields):
    """A component in a list: its latest version. jobs_count: root jobs that use any of them."""

    jobs_count: int


class Code(Answer):
    """The snapshot that a component runs from."""

    digest: str
    files_count: int
    size_bytes: int


class ComponentVersion(ComponentFields):
    """Everything about one version. ``versions``: all of the component, newest first; where many
    components are looked up at once, the newest hundred of each.

    spec: the file as a mapping, with its code as a snapshot; null where many are looked up.
    """

    description_html: str
    properties: dict[str, str]
    command: str
    environment: dict[str, Any]
    code: Code | None
    is_deterministic: bool
    resources: dict[str, Any]
    distribution: dict[str, Any]
    yaml: str
    content_hash: str
    is_latest: bool
    versions: list[VersionItem]
    document: PipelineDocument | None
    spec: dict[str, Any] | None = None


class ComponentPage(Answer):
    items: list[ComponentSummary]
    next_cursor: str | None


class ComponentLookup(Answer):
    components: dict[str, ComponentVersion | None]


class ComponentUpload(Answer):
    components: list[ComponentVersion]


def listed(components: list[models.Component], counts: Mapping[int, int]) -> list[ComponentSummary]:
    """counts: versions of each."""
    return [
        ComponentSummary(**_common(one, one.latest, counts[one.pk]), jobs_count=one.jobs_count)
        for one in components
        if one.latest is not None
    ]


def shown(
    versions_of: list[models.ComponentVersion], picked: int | None = None
) -> list[ComponentVersion]:
    """The versions in full; two queries however many there are, or three.

    picked: how many of a component's other versions are named; None for all.
    """
    asset_ids = {one.asset_id for one in versions_of}
    items = listing.version_items(versions.COMPONENTS, asset_ids, picked)
    counts = {pk: len(one) for pk, one in items.items()}
    if cut := [pk for pk, count in counts.items() if count == picked]:
        counts |= listing.counted(versions.COMPONENTS, cut)
    digests = _codes(versions_of)
    return [
        _full(one, items[one.asset_id], counts[one.asset_id], digests.get(one.pk), picked is None)
        for one in versions_of
    ]


def _codes(versions_of: list[models.ComponentVersion]) -> dict[int, Code]:
    rows = models.ComponentVersion.objects.filter(
        pk__in=[one.pk for one in versions_of], snapshot__isnull=False
    ).values_list("pk", "snapshot__digest", "snapshot__files_count", "snapshot__size_bytes")
    return {
        pk: Code(digest=digest, files_count=count, size_bytes=size)
        for pk, digest, count, size in rows
    }


def _full(
    version: models.ComponentVersion,
    items: list[VersionItem],
    count: int,
    code: Code | None,
    is_whole: bool,
) -> ComponentVersion:
    component, spec = version.asset, version.spec
    return ComponentVersion(
        **_common(component, version, count),
        description_html=markdown.render(version.description),
        properties={key: str(value) for key, value in version.properties.items()},
        command=spec.get("command") or "",
        environment=_environment(spec.get("environment")),
        code=code,
        is_deterministic=shape.flag(spec.get("is_deterministic")) is not False,
        resources=spec.get("resources") or {},
        distribution=spec.get("distribution") or {},
        yaml=version.yaml or component_yaml(spec),
        content_hash=version.content_hash,
        is_latest=component.latest_id == version.pk,
        versions=items,
        document=_document(version),
        spec=in_usual_order(spec) if is_whole else None,
    )


def _common(
    component: models.Component, version: models.ComponentVersion, count: int
) -> dict[str, Any]:
    return {
        "name": component.name,
        "version": version.version,
        "type": version.type,
        "display_name": version.display_name,
        "description": version.description,
        "tags": version.tags,
        "archived": component.archived or version.archived,
        "created_at": moment(version.created_at),
        "modified_at": moment(version.modified_at),
        "created_by": who(version.created_by),
        "versions_count": count,
        "reference": f"azureml:{component.name}:{version.version}",
        "inputs": ports(version.spec.get("inputs")),
        "outputs": ports(version.spec.get("outputs")),
    }


def ports(declared: Mapping[str, Mapping[str, Any]] | None) -> list[Port]:
    """Declarations as stored (register_component made them plain) in the order people wrote."""
    return [
        Port(
            name=name,
            type=one.get("type", "uri_folder"),
            description=one.get("description") or "",
            optional=one.get("optional", False) is True,
            default=one.get("default"),
            min=one.get("min"),
            max=one.get("max"),
            enum=one.get("enum"),
            mode=one.get("mode"),
        )
        for name, one in (declared or {}).items()
    ]


def _environment(value: object) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    return {"reference": value} if value else {}


def _document(version: models.ComponentVersion) -> PipelineDocument | None:
    if version.type != "pipeline":
        return None
    definition, _ = load_component(version.spec)
    return definition.document if definition else None


def one(workspace: Workspace, version: models.ComponentVersion) -> ComponentVersion:
    """A version that was just written, read again with what belongs to it."""
    rows = lookup.versions_in(versions.COMPONENTS, workspace)
    return shown([rows.get(pk=version.pk)])[0]
