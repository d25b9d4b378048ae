"""Finds versions by reference: ``azureml:name:version`` and ``azureml:name@latest``."""

from typing import TypeVar

from django.db.models import QuerySet

from designer.graph import references
from designer.graph.references import LABELS, Reference
from designer.models.assets import Asset, AssetVersion
from designer.operations import registries
from designer.operations.versions import Kind
from studio.lib.errors import NotFound
from studio.models import Workspace

A = TypeVar("A", bound=Asset)
V = TypeVar("V", bound=AssetVersion)


def parsed(reference: str) -> Reference | None:
    """A reference in any of its forms; the prefix ``azureml:`` may be missing here."""
    has_prefix = reference.startswith(("azureml:", "/"))
    return references.parse(reference if has_prefix else f"azureml:{reference}")


def versions_in(kind: Kind[A, V], workspace: Workspace) -> QuerySet[V]:
    """All versions of a workspace, ready to be shown (name and creator joined)."""
    return kind.version._default_manager.filter(asset__workspace=workspace).select_related(
        "asset", "created_by"
    )


def find(
    kind: Kind[A, V], workspace: Workspace, name: str, version: str | None, label: str | None
) -> V | None:
    """The version meant, or None. ``latest`` is the newest that is not archived."""
    versions = versions_in(kind, workspace).filter(asset__name=name)
    if version is not None:
        return versions.filter(version=version).first()
    if label in LABELS:
        return versions.filter(archived=False).order_by("-number").first()
    return None


def shown(kind: Kind[A, V], workspace: Workspace, name: str, version: str) -> V:
    """The version that a page asks for; ``latest`` falls back to archived ones. Or NotFound."""
    versions = versions_in(kind, workspace).filter(asset__name=name)
    if version == "latest":
        found = versions.order_by("archived", "-number").first()
    else:
        found = versions.filter(version=version).first()
    if found is None:
        raise NotFound(f"{kind.word}-not-found", f"There is no {kind.word} {name}:{version} here.")
    return found


def named(kind: Kind[A, V], workspace: Workspace, name: str) -> A:
    """The name's row. Or NotFound."""
    asset = kind.asset._default_manager.filter(workspace=workspace, name=name).first()
    if asset is None:
        raise NotFound(f"{kind.word}-not-found", f"There is no {kind.word} {name} here.")
    return asset


def find_all(kind: Kind[A, V], workspace: Workspace, texts: list[str]) -> dict[str, V | None]:
    """Each reference with its version: of each registry, one query for all exact ones, one for
    all labels."""
    wanted = {text: parsed(text) for text in texts}
    known = [one for one in wanted.values() if one is not None]
    found: dict[Reference, V] = {}
    for registry in {one.registry for one in known}:
        place = workspace
        if registry is not None:
            leads_to = registries.workspaces(workspace).get(registry)
            if leads_to is None:
                continue
            place = leads_to
        there = [one for one in known if one.registry == registry]
        found |= _exact(kind, place, there) | _labelled(kind, place, there)
    return {text: found.get(one) if one else None for text, one in wanted.items()}


def _exact(kind: Kind[A, V], workspace: Workspace, wanted: list[Reference]) -> dict[Reference, V]:
    exact = [one for one in wanted if one.version is not None]
    rows = versions_in(kind, workspace).filter(
        asset__name__in={one.name for one in exact}, version__in={one.version for one in exact}
    )
    by_place = {(name_of(row), row.version): row for row in rows}
    return {one: row for one in exact if (row := by_place.get((one.name, str(one.version))))}


def _labelled(
    kind: Kind[A, V], workspace: Workspace, wanted: list[Reference]
) -> dict[Reference, V]:
    labelled = [one for one in wanted if one.label in LABELS]
    names = {one.name for one in labelled}
    rows = versions_in(kind, workspace).filter(asset__name__in=names, archived=False)
    newest = {name_of(row): row for row in rows.order_by("number")}
    return {one: newest[one.name] for one in labelled if one.name in newest}


def name_of(version: AssetVersion) -> str:
    asset: Asset = version.asset  # type: ignore[attr-defined]  # each family has its own
    return asset.name
