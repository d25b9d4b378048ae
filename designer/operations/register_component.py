"""Registers a component: the wire form (self-contained YAML mapping) becomes a version."""

from collections.abc import Mapping
from typing import Any

from designer.catalogue import DatabaseCatalogue
from designer.graph.diagnostics import has_errors
from designer.graph.digest import component_hash
from designer.graph.document import InputDeclaration, OutputDeclaration
from designer.graph.load import load_component
from designer.graph.model import ComponentDefinition
from designer.graph.pinning import pinned_component
from designer.graph.references import SNAPSHOT_PREFIX
from designer.models import ComponentVersion, Snapshot
from designer.operations import versions
from designer.operations.naming import (
    checked_component_name,
    checked_tags,
    checked_text,
    checked_version,
)
from designer.operations.plain import plain
from studio.lib.errors import Invalid
from studio.models import User, Workspace


def register(
    workspace: Workspace,
    user: User | None,
    spec: Mapping[str, Any],
    yaml: str = "",
    version: str | None = None,
) -> tuple[ComponentVersion, bool]:
    """The version that holds ``spec``, and whether it was made now.

    ``version`` wins over the one in ``spec``; without either, the next number is taken.
    """
    stored = pinned_component(plain(spec, "component"), DatabaseCatalogue(workspace))
    definition = _definition(stored)
    normal = _normal(stored, definition)
    content = versions.Content(
        name=checked_component_name(stored.get("name")),
        version=checked_version(version if version is not None else stored.get("version")),
        type=definition.type,
        display_name=checked_text(stored.get("display_name"), "display_name", 255),
        description=checked_text(
            stored.get("description"), "description", versions.DESCRIPTION_MAX
        ),
        tags=checked_tags(stored.get("tags")),
        properties=stored.get("properties") or {},
        spec=normal,
        yaml=yaml,
        content_hash=component_hash(normal),
        extra={"snapshot": _snapshot(workspace, definition.code)},
    )
    return versions.add(versions.COMPONENTS, workspace, user, content)


def _definition(spec: Mapping[str, Any]) -> ComponentDefinition:
    definition, diagnostics = load_component(spec)
    if definition is None or has_errors(diagnostics):
        errors = [one for one in diagnostics if one.severity == "error"]
        first = errors[0].message if errors else "It cannot be read."
        more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
        raise Invalid(
            "invalid-component",
            f"This component has errors: {first}{more}",
            diagnostics=[one.as_dict() for one in diagnostics],
        )
    return definition


def _normal(spec: dict[str, Any], definition: ComponentDefinition) -> dict[str, Any]:
    """The mapping as stored: its type said, its inputs and outputs as they were understood."""
    normal = spec | {"type": definition.type}
    for key, declared in (("inputs", definition.inputs), ("outputs", definition.outputs)):
        if declared:
            normal[key] = spec.get(key, {}) | {name: _port(one) for name, one in declared.items()}
    return normal


def _port(declared: InputDeclaration | OutputDeclaration) -> dict[str, Any]:
    return {"type": declared.type} | declared.model_dump(exclude_defaults=True)


def _snapshot(workspace: Workspace, code: str | None) -> Snapshot | None:
    if not code:
        return None
    digest = code.removeprefix(SNAPSHOT_PREFIX)
    found = Snapshot.objects.filter(workspace=workspace, digest=digest).first()
    if found is None or not code.startswith(SNAPSHOT_PREFIX):
        raise Invalid(
            "component-code-missing",
            f'The code "{code}" is not stored here.',
            hint="Use `studio component create`, or upload a zip that holds the YAML and the code.",
            place="code",
        )
    return found
