"""Registers an environment: an image, a build folder or conda lines under a name."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from designer.models import EnvironmentVersion
from designer.operations import versions
from designer.operations.naming import checked_name, checked_tags, checked_text, checked_version
from designer.operations.plain import plain
from studio.lib.errors import Invalid
from studio.models import User, Workspace

KEYS = {
    "$schema",
    "name",
    "version",
    "image",
    "build",
    "conda_file",
    "os_type",
    "inference_config",
    "description",
    "tags",
    "properties",
    "datastore",
}
CONTENT = ("image", "build", "conda_file", "os_type", "inference_config")


def register(
    workspace: Workspace, user: User | None, spec: Mapping[str, Any], yaml: str = ""
) -> tuple[EnvironmentVersion, bool]:
    """The version that holds ``spec``, and whether it was made now."""
    stored = plain(spec, "environment")
    _check(stored)
    definition = {key: stored[key] for key in CONTENT if stored.get(key) is not None}
    text = json.dumps(definition, sort_keys=True)
    content = versions.Content(
        name=checked_name(stored.get("name"), "environment"),
        version=checked_version(stored.get("version")),
        type="environment",
        description=checked_text(
            stored.get("description"), "description", versions.DESCRIPTION_MAX
        ),
        tags=checked_tags(stored.get("tags")),
        properties=stored.get("properties") or {},
        spec=stored,
        yaml=yaml,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
    )
    return versions.add(versions.ENVIRONMENTS, workspace, user, content)


def _check(spec: Mapping[str, Any]) -> None:
    if "dependencies" in spec and "image" not in spec:
        raise _wrong("This is a conda file; reference it with `conda_file:`.", "dependencies")
    unknown = sorted(set(spec) - KEYS)
    if unknown:
        raise _wrong(f"Unknown key `{unknown[0]}` in an environment.", unknown[0])
    image, build = spec.get("image"), spec.get("build")
    if bool(image) == bool(build):
        raise _wrong("Give exactly one of `image`, `build`.", "image")
    conda = spec.get("conda_file")
    if conda and not image:
        raise _wrong("`conda_file` needs `image`.", "conda_file")
    if isinstance(conda, str):
        raise Invalid(
            "environment-conda-file",
            f'The conda file "{conda}" was not sent along.',
            hint="Use `studio environment create`, or write the conda lines in place.",
            place="conda_file",
        )


def _wrong(message: str, place: str) -> Invalid:
    return Invalid("invalid-environment", message, place=place)
