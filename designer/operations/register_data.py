"""Registers a version of a data asset: a name for a place."""

import hashlib
import json
import re
from collections.abc import Mapping

from designer.models import DataVersion
from designer.operations import versions
from designer.operations.naming import checked_name, checked_tags, checked_text, checked_version
from designer.operations.uploads import Placed
from studio.lib.errors import Invalid
from studio.models import User, Workspace
from studio.storage import datastores

TYPES = ("uri_file", "uri_folder", "mltable")
_REMOTE = re.compile(r"[a-z][a-z0-9+.\-]*://\S+")


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
    placed: Placed | None = None,
) -> tuple[DataVersion, bool]:
    """The version that names ``path``, and whether it was made now.

    ``placed`` says what the studio itself has put there.
    """
    if type not in TYPES:
        raise Invalid(
            "data-type-wrong",
            f'"{type}" is not a type of data.',
            hint=f"Use one of {', '.join(TYPES)}.",
            place="type",
        )
    _check_path(workspace, path, type)
    spec = {"type": type, "path": path}
    content = versions.Content(
        name=checked_name(name, "data"),
        version=checked_version(version),
        type=type,
        description=checked_text(description, "description", versions.DESCRIPTION_MAX),
        tags=checked_tags(tags),
        spec=spec,
        content_hash=hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest(),
        extra={
            "path": path,
            "size_bytes": placed.size_bytes if placed else None,
            "files_count": placed.files_count if placed else None,
        },
    )
    return versions.add(versions.DATA, workspace, user, content)


def _check_path(workspace: Workspace, path: str, kind: str) -> None:
    if not _REMOTE.fullmatch(path) or path.startswith("file:"):
        raise Invalid(
            "data-path-local",
            f'"{path}" is not an address that this studio can read.',
            hint="Upload it (`studio data create` does), or give an azureml:// address.",
            place="path",
        )
    if datastores.parse(path) is None:
        return
    place = datastores.locate(workspace, path)
    if place.is_dir() and kind == "uri_file":
        raise _mismatch("type is uri_file but the path is a folder.")
    if place.is_file() and kind != "uri_file":
        raise _mismatch(f"type is {kind} but the path is a file.")
    if place.is_dir() and kind == "mltable" and not (place / "MLTable").is_file():
        raise _mismatch("The folder has no MLTable file.")


def _mismatch(message: str) -> Invalid:
    return Invalid("data-type-mismatch", message, place="type")
