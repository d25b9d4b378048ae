"""Registers an environment: an image, a build folder or conda lines under a name."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from designer.graph import environments
from designer.graph.diagnostics import has_errors
from designer.graph.report import Report
from designer.graph.source import read
from designer.models import EnvironmentVersion
from designer.operations import versions
from designer.operations.naming import checked_name, checked_tags, checked_text, checked_version
from designer.operations.plain import plain
from studio.lib.errors import Invalid
from studio.models import User, Workspace

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


def of_text(yaml: str) -> Mapping[str, Any]:
    """The mapping of a file's text. Raises Invalid with every finding and its line."""
    source, found = read(yaml)
    report = Report(source, items=found)
    if source is not None and not isinstance(source.data, dict):
        report.error("not-a-mapping", "An environment is a mapping of keys.")
    elif source is not None:
        environments.check_definition(report, source.data)
        if not source.data.get("name"):
            report.error("environment-name-missing", "`name` is required.", "name")
    if source is None or has_errors(report.items):
        first = next(one for one in report.items if one.severity == "error")
        raise Invalid(
            "invalid-environment",
            f"Line {first.line}: {first.message}" if first.line else first.message,
            place="yaml",
            diagnostics=[one.as_dict() for one in report.items],
        )
    spec: Mapping[str, Any] = source.data
    return spec


def _check(spec: Mapping[str, Any]) -> None:
    report = Report()
    environments.check_definition(report, spec)
    if has_errors(report.items):
        raise Invalid(
            "invalid-environment",
            next(one.message for one in report.items if one.severity == "error"),
            diagnostics=[one.as_dict() for one in report.items],
        )
    conda = spec.get("conda_file")
    if isinstance(conda, str):
        raise Invalid(
            "environment-conda-file",
            f'The conda file "{conda}" was not sent along.',
            hint="Use `studio environment create`, or write the conda lines in place.",
            place="conda_file",
        )
