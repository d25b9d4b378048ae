"""The reuse key: everything that could change what a step makes, and nothing else.

Two halves. ``static_parts`` is known when the plan is compiled; ``key_of`` adds what only shows
when a step becomes ready: the content of its data and the values of its producers.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from designer.graph.model import ComponentDefinition

VERSION = 1


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def component_digest(component: ComponentDefinition) -> str:
    """Of what runs: names, versions, descriptions and tags are left out."""
    return digest(
        {
            "type": component.type,
            "command": component.command,
            "inputs": {
                name: one.model_dump(exclude={"description"}, exclude_none=True)
                for name, one in component.inputs.items()
            },
            "outputs": {
                name: one.model_dump(exclude={"description"}, exclude_none=True)
                for name, one in component.outputs.items()
            },
        }
    )


def static_parts(
    component: ComponentDefinition,
    resources: Mapping[str, Any],
    distribution: Mapping[str, Any],
    outputs: Mapping[str, str],
) -> dict[str, Any]:
    """``outputs``: where each one goes, as a template: another destination runs again."""
    return {
        "component": component_digest(component),
        "snapshot": component.code or "",
        "environment": digest(_environment(component.environment)),
        "resources": dict(resources),
        "distribution": dict(distribution),
        "outputs": dict(outputs),
    }


def parts_of(
    static: Mapping[str, Any],
    parameters: Mapping[str, str],
    variables: Mapping[str, str],
    data: Mapping[str, str],
) -> dict[str, Any]:
    """``data``: {input: content digest, or what stands for it}."""
    return {
        **static,
        "parameters": dict(parameters),
        "variables": dict(variables),
        "inputs": dict(data),
    }


def key_of(parts: Mapping[str, Any]) -> str:
    return digest([VERSION, parts])


def _environment(definition: Mapping[str, Any]) -> dict[str, Any]:
    shown = ["version", "description", "tags", "display_name", "properties", "$schema"]
    if "conda_file" in definition:
        # Without one the name matters: curated names are mapped to packages.
        shown.append("name")
    return {key: value for key, value in definition.items() if key not in shown}
