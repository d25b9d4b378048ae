"""The one way in which versions of components, data assets and environments come into being.

A version's content never changes. Registering the same content again answers with the version
that holds it, and under the same version renews what people read of it; other content under a
taken version is a conflict. Two people registering at once are kept apart by the row lock of the
name and, where that cannot help, by unique constraints and another try.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import IntegrityError
from django.db.models import Max, QuerySet

from designer.models import (
    Component,
    ComponentVersion,
    DataAsset,
    DataVersion,
    Environment,
    EnvironmentVersion,
)
from designer.models.assets import Asset, AssetVersion
from designer.operations import archiving, search
from designer.operations.naming import checked_tags, checked_text
from studio.lib.clock import now
from studio.lib.errors import Conflict, Unavailable
from studio.models import User, Workspace
from studio.transaction import writing

A = TypeVar("A", bound=Asset)
V = TypeVar("V", bound=AssetVersion)
TRIES = 20
DESCRIPTION_MAX = 100_000


@dataclass(frozen=True, slots=True)
class Kind(Generic[A, V]):
    """One of the three families of versioned things. ``word`` begins its error codes."""

    word: str
    asset: type[A]
    version: type[V]


COMPONENTS = Kind("component", Component, ComponentVersion)
DATA = Kind("data", DataAsset, DataVersion)
ENVIRONMENTS = Kind("environment", Environment, EnvironmentVersion)


@dataclass(frozen=True, slots=True)
class Content:
    """What a new version holds. ``extra`` are the fields of one family only."""

    name: str
    type: str
    spec: Mapping[str, Any]
    content_hash: str
    version: str | None = None
    display_name: str = ""
    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, Any] = field(default_factory=dict)
    yaml: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def add(
    kind: Kind[A, V], workspace: Workspace, user: User | None, content: Content
) -> tuple[V, bool]:
    """The version that holds ``content``, and whether it was made now."""
    for _ in range(TRIES):
        try:
            with writing():
                return _add(kind, workspace, user, content)
        except IntegrityError:
            continue  # somebody took the version or the number in between: look again
    raise Unavailable(
        f"{kind.word}-busy",
        f'Too many people register "{content.name}" at once.',
        hint="Try again.",
    )


def _add(
    kind: Kind[A, V], workspace: Workspace, user: User | None, content: Content
) -> tuple[V, bool]:
    assets = kind.asset._default_manager
    asset, _ = assets.get_or_create(workspace=workspace, name=content.name)
    assets.select_for_update().get(pk=asset.pk)
    found = _existing(kind, asset, content)
    if found is not None:
        if asset.archived:
            archive(kind, asset, False)
        return _renewed(kind, asset, found, content), False
    version = kind.version._default_manager.create(
        asset=asset,
        version=content.version or _next_version(kind, asset),
        number=_next_number(kind, asset),
        type=content.type,
        display_name=content.display_name,
        description=content.description,
        tags=dict(content.tags),
        properties=dict(content.properties),
        spec=dict(content.spec),
        yaml=content.yaml,
        content_hash=content.content_hash,
        created_by=user,
        **content.extra,
    )
    assets.filter(pk=asset.pk).update(archived=False)
    refresh(kind, asset)
    return version, True


def _existing(kind: Kind[A, V], asset: A, content: Content) -> V | None:
    versions = _of(kind, asset)
    if content.version is None:
        same = versions.filter(content_hash=content.content_hash, archived=False)
        return same.order_by("-number").first()
    taken = versions.filter(version=content.version).first()
    if taken is not None and taken.content_hash != content.content_hash:
        raise Conflict(
            f"{kind.word}-version-taken",
            f"{content.name}:{content.version} exists with different content: it has the hash "
            f"{taken.content_hash}, yours has {content.content_hash}.",
            hint="Raise the version, or leave it out to get the next number.",
            place="version",
        )
    return taken


def _renewed(kind: Kind[A, V], asset: A, found: V, content: Content) -> V:
    """What a file that names this version says for people goes before what was said until now.

    Without a version, the same content is only found again: what was edited since stays.
    """
    if content.version is None:
        return found
    told = {key: getattr(content, key) for key in ("display_name", "description", "tags")}
    changes = {key: new for key, new in told.items() if new and new != getattr(found, key)}
    return edit(kind, asset, found, changes) if changes else found


def _next_version(kind: Kind[A, V], asset: A) -> str:
    texts = _of(kind, asset).values_list("version", flat=True)
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
    return str(max(numbers, default=0) + 1)


def _next_number(kind: Kind[A, V], asset: A) -> int:
    highest: int | None = _of(kind, asset).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def refresh(kind: Kind[A, V], asset: A) -> None:
    """Point the name at its latest version and renew what a search finds."""
    latest = _of(kind, asset).defer("spec", "yaml").order_by("archived", "-number").first()
    if latest is None:
        return
    text = search.text_of(asset.name, latest.display_name, latest.description, latest.tags)
    kind.asset._default_manager.filter(pk=asset.pk).update(
        latest=latest.pk, search_text=text, modified_at=now()
    )


def edit(kind: Kind[A, V], asset: A, version: V, changes: Mapping[str, Any]) -> V:
    """Change what may change: description, display_name, tags, archived. None means "leave"."""
    given = {key: value for key, value in changes.items() if value is not None}
    if "tags" in given:
        version.tags = checked_tags(given["tags"])
    if "description" in given:
        version.description = checked_text(given["description"], "description", DESCRIPTION_MAX)
    if "display_name" in given:
        version.display_name = checked_text(given["display_name"], "display_name", 255)
    with writing():
        version.save(update_fields=[*(given.keys() - {"archived"}), "modified_at"])
        if "archived" in given:
            archiving.set_version(asset, _of(kind, asset), version, bool(given["archived"]))
        refresh(kind, asset)
    return version


def archive(kind: Kind[A, V], asset: A, archived: bool) -> None:
    """Hide the name from lists, or bring it back. References to it go on working."""
    with writing():
        archiving.set_name(asset, _of(kind, asset), archived)
        refresh(kind, asset)


def _of(kind: Kind[A, V], asset: A) -> QuerySet[V]:
    return kind.version._default_manager.filter(asset=asset)
