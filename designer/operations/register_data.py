"""Registers a version of a data asset: a name for a place."""

import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from designer.graph import mltable
from designer.models import DataVersion
from designer.operations import table_preview, versions
from designer.operations.naming import checked_name, checked_tags, checked_text, checked_version
from studio.lib.errors import Invalid, NotFound
from studio.models import User, Workspace
from studio.storage import datastores

TYPES = ("uri_file", "uri_folder", "mltable")
FILES_MEASURED = 20_000
# Properties of a version that a step has made: the job, and which of its outputs it is.
MADE_BY, MADE_AS = "studio.job", "studio.output"
_REMOTE = re.compile(r"[a-z][a-z0-9+.\-]*://[^\x00-\x1f]+")


def register(
    workspace: Workspace,
    user: User | None,
    *,
    name: str,
    type: str,  # noqa: A002  # the language's word
    path: str,
    version: str | None = None,
    description: str = "",
    tags: Mapping[str, object] | None = None,
    properties: Mapping[str, str] | None = None,
) -> tuple[DataVersion, bool]:
    """The version that names ``path``, and whether it was made now."""
    if type not in TYPES:
        raise Invalid(
            "data-type-wrong",
            f'"{type}" is not a type of data.',
            hint=f"Use one of {', '.join(TYPES)}.",
            place="type",
        )
    place = _place(workspace, path, type)
    size_bytes, files_count = _measured(place) if place else (None, None)
    spec = {"type": type, "path": path}
    content = versions.Content(
        name=checked_name(name, "data"),
        version=checked_version(version),
        type=type,
        description=checked_text(description, "description", versions.DESCRIPTION_MAX),
        tags=checked_tags(tags),
        properties=properties or {},
        spec=spec,
        content_hash=hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest(),
        extra={
            "path": path,
            "size_bytes": size_bytes,
            "files_count": files_count,
        },
    )
    return versions.add(versions.DATA, workspace, user, content)


def _place(workspace: Workspace, path: str, kind: str) -> Path | None:
    """Where the data lies on this machine, checked against its type; None for what is elsewhere.

    Data may be named before it is there.
    """
    if not _REMOTE.fullmatch(path) or path.startswith("file:"):
        raise Invalid(
            "data-path-local",
            f'"{path}" is not an address that this studio can read.',
            hint="Upload it (`studio data create` does), or give an azureml:// address.",
            place="path",
        )
    found = datastores.parse(path)
    if found is None or not _is_local(workspace, found.datastore):
        return None
    place = datastores.locate(workspace, path)
    if place.is_dir() and kind == "uri_file":
        raise _mismatch("type is uri_file but the path is a folder.")
    if place.is_file() and kind in ("uri_folder", "mltable"):
        raise _mismatch(f"type is {kind} but the path is a file.")
    if place.is_dir() and kind == "mltable":
        if not (place / mltable.FILE).is_file():
            raise _mismatch("The folder has no MLTable file.")
        table_preview.table_of(place)
    return place if place.exists() else None


def _is_local(workspace: Workspace, name: str) -> bool:
    store = workspace.datastores.filter(name=name).first()
    if store is None:
        raise NotFound("datastore-not-found", f'There is no datastore "{name}".', place="path")
    return store.type == datastores.LOCAL


def _measured(place: Path) -> tuple[int | None, int | None]:
    """Bytes and files; unknown where counting would take long."""
    if place.is_file():
        return place.stat().st_size, 1
    size_bytes = count = 0
    for parent, _, names in os.walk(place):
        count += len(names)
        if count > FILES_MEASURED:
            return None, None
        size_bytes += sum((Path(parent) / name).lstat().st_size for name in names)
    return size_bytes, count


def _mismatch(message: str) -> Invalid:
    return Invalid("data-type-mismatch", message, place="type")
