"""Finds versions by reference: ``azureml:name:version`` and ``azureml:name@latest``."""

from typing import TypeVar

from django.db.models import Q, QuerySet

from designer.models.assets import Asset, AssetVersion
from designer.operations.naming import LABELS
from designer.operations.versions import Kind
from studio.lib.errors import NotFound
from studio.models import Workspace

A = TypeVar("A", bound=Asset)
V = TypeVar("V", bound=AssetVersion)
Reference = tuple[str, str | None, str | None]


def split(reference: str) -> Reference:
    """``azureml:name:version`` or ``azureml:name@label`` as (name, version, label)."""
    text = reference.removeprefix("azureml:")
    name, colon, version = text.partition(":")
    if colon:
        return name, version, None
    name, at, label = text.partition("@")
    return name, None, label if at else None


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


def find_all(kind: Kind[A, V], workspace: Workspace, references: list[str]) -> dict[str, V | None]:
    """Each reference with its version, in one query for all exact ones and one for labels."""
    parts = {reference: split(reference) for reference in references}
    exact = Q(pk__in=[])
    for name, version, _ in parts.values():
        if version is not None:
            exact |= Q(asset__name=name, version=version)
    labelled = {name for name, _, label in parts.values() if label in LABELS}
    found: dict[Reference, V] = {}
    for one in versions_in(kind, workspace).filter(exact):
        found[_name(one), one.version, None] = one
    newest = versions_in(kind, workspace).filter(asset__name__in=labelled, archived=False)
    for one in newest.order_by("number"):
        for label in LABELS:
            found[_name(one), None, label] = one
    return {reference: found.get(key) for reference, key in parts.items()}


def _name(version: AssetVersion) -> str:
    asset: Asset = version.asset  # type: ignore[attr-defined]  # every family has its own
    return asset.name
