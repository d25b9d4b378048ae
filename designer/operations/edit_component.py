"""A new version of a component from its YAML as edited in the browser.

What is local in the text (a code folder, a conda file, component files) is not on this machine. As
long as it is written as it was, it stands for what was uploaded with the version it came from.
"""

from collections.abc import Mapping
from typing import Any

from designer.catalogue import DatabaseCatalogue
from designer.graph import check, source
from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.report import Report
from designer.graph.write import component_yaml
from designer.models import ComponentVersion
from designer.operations import register_component
from studio.lib.errors import Invalid
from studio.models import User, Workspace


def checked(
    workspace: Workspace, base: ComponentVersion, text: str
) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """The component that the text describes, and all findings with their lines."""
    read, found = source.read(text)
    if read is None:
        return None, found
    if not isinstance(read.data, dict):
        return None, [*found, Diagnostic("error", "not-a-mapping", "Expected a mapping of keys.")]
    before = source.read(text_of(base))[0]
    spec: dict[str, Any] = carried(read.data, before.data if before else {}, base.spec)
    report = Report(read)
    if spec.get("name") != base.asset.name:
        report.error(
            "name-changed",
            f'This is a version of "{base.asset.name}"; its name cannot change.',
            "name",
            hint="Register a component of another name from a file.",
        )
    stages = check.component_findings(spec, read, DatabaseCatalogue(workspace))
    return spec, [*found, *report.items, *stages]


def save(
    workspace: Workspace, user: User, base: ComponentVersion, text: str
) -> tuple[ComponentVersion, bool]:
    """The new version, and whether it was made now. Raises Invalid with the findings."""
    spec, found = checked(workspace, base, text)
    if spec is None or has_errors(found):
        errors = [one for one in found if one.severity == "error"]
        raise Invalid(
            "invalid-component",
            f"This component has errors: {errors[0].message}",
            diagnostics=[one.as_dict() for one in found],
        )
    if str(spec.get("version", "")) == base.version:
        spec.pop("version", None)
    return register_component.register(workspace, user, spec, text)


def text_of(version: ComponentVersion) -> str:
    return version.yaml or component_yaml(version.spec)


def carried(text: Mapping[str, Any], before: Any, spec: Any) -> dict[str, Any]:
    """``text`` with what it says as ``before`` did replaced by what that became in ``spec``."""
    before, spec = (one if isinstance(one, dict) else {} for one in (before, spec))
    result: dict[str, Any] = {}
    for key, value in text.items():
        if key in before and value == before[key]:
            # What was packed into something else (additional includes) says nothing any more.
            if key in spec:
                result[key] = spec[key]
        elif isinstance(value, dict) and isinstance(before.get(key), dict):
            result[key] = carried(value, before[key], spec.get(key))
        else:
            result[key] = value
    # Includes without code were packed into code of their own.
    includes = text.get("additional_includes")
    is_same = includes is not None and includes == before.get("additional_includes")
    if is_same and "code" in spec and not {"code"} & {*text, *before}:
        result["code"] = spec["code"]
    return result
