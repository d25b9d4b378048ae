"""Nodes of control flow as they are written: ``if_else``, ``do_while``, ``parallel_for``.

See yaml.md 6.8. What decides is an input of the node (``condition``, ``items``), so that a wire can
lead to it; which steps a node decides about stands in ``StepNode.extra``, and ``control_steps``
finds out what it means.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from designer.graph import shape
from designer.graph.document import (
    InputDeclaration,
    OutputDeclaration,
    PortType,
    Scalar,
    StepNode,
)
from designer.graph.expressions import whole
from designer.graph.model import ComponentDefinition
from designer.graph.ports import is_data
from designer.graph.report import Report
from designer.graph.values import Bound, read_value

LOOPS: Final = ("do_while", "parallel_for")
KINDS: Final = ("if_else", *LOOPS)
MOST_ITERATIONS: Final = 1000
MOST_ITEMS: Final = 1000
# The input of a node that says which way it goes.
DECIDES: Final = {"if_else": "condition", "parallel_for": "items"}

_COMMON: Final[shape.Keys] = {
    "$schema": "any",
    "type": "text",
    "name": "any",
    "display_name": "text",
    "description": "any",
    "comment": "text",
    "tags": "map",
    "properties": "map",
}
KEYS: Final[Mapping[str, shape.Keys]] = {
    "if_else": {**_COMMON, "condition": "any", "true_block": "any", "false_block": "any"},
    "do_while": {
        **_COMMON,
        "body": "any",
        "condition": "any",
        "mapping": "map",
        "limits": "map",
    },
    "parallel_for": {
        **_COMMON,
        "body": "any",
        "items": "any",
        "max_concurrency": "any",
        "outputs": "map",
    },
}
LIMITS: Final[shape.Keys] = {"max_iteration_count": "any"}
_ELSEWHERE: Final = {
    **{
        key: f"`{key}` belongs on the step that the node runs."
        for key in ("component", "command", "environment", "code", "compute", "inputs", "resources")
    },
    "depends_on": "Steps are ordered by data: bind an input to an output of the other step.",
}


def check_keys(report: Report, raw: Mapping[str, Any], kind: str) -> None:
    shape.check_keys(report, raw, KEYS[kind], "warning", _ELSEWHERE)


def read_decision(report: Report, raw: Mapping[str, Any], kind: str) -> Bound | Scalar | None:
    """What is given to the input that decides: a binding, or a literal condition."""
    port = DECIDES.get(kind)
    written = raw.get(port) if port else None
    here = report.below(port or "")
    if kind == "if_else":
        return _condition(here, written) if "condition" in raw else None
    if isinstance(written, str) and whole(written) is not None:
        found = read_value(here, written, may_bind=True)
        return found if isinstance(found, Bound) else None
    return None


def _condition(here: Report, written: object) -> Bound | Scalar | None:
    if isinstance(written, bool):
        return written
    if isinstance(written, str) and "${{" in written:
        found = read_value(here, written, may_bind=True)
        if isinstance(found, Bound):
            return found
        if found is None:
            return None
    here.error("condition-form", "condition must be a boolean or `${{…}}`.")
    return None


def extra_of(raw: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Keys that are kept as they are: which steps it decides about, and how."""
    told = ("type", "display_name", "comment", "limits", "outputs", "$schema", "name")
    bound = DECIDES.get(kind) if whole(raw.get(DECIDES.get(kind, ""))) else None
    left_out = {*told, "description", bound} | ({"condition"} if kind == "if_else" else set())
    return {
        key: value
        for key, value in raw.items()
        if key in KEYS[kind] and key not in left_out and value is not None
    }


def body_of(node: object) -> str | None:
    """The key of the step that a loop runs, where it is written as it must be."""
    if not isinstance(node, StepNode) or node.type not in LOOPS:
        return None
    found = whole(node.extra.get("body"))
    return found.step if found is not None and found.context == "parent.jobs" else None


def decider(node: StepNode) -> ComponentDefinition:
    """The ports of an ``if_else``."""
    condition = InputDeclaration(type="boolean", description="Which block runs.")
    return ComponentDefinition(node.type, {"condition": condition}, {})


def loop(node: StepNode, body: ComponentDefinition) -> ComponentDefinition:
    """The ports of a loop: its outputs are those of its body, or tables of them."""
    if node.type == "do_while":
        return ComponentDefinition(node.type, {}, dict(body.outputs))
    is_given = items_of(node) is not None
    items = InputDeclaration(type="string", description="JSON text.", optional=is_given)
    outputs = {
        name: OutputDeclaration(type=gathered(one.type), description=one.description)
        for name, one in body.outputs.items()
    }
    return ComponentDefinition(node.type, {"items": items}, outputs)


def items_of(node: StepNode) -> Any:
    """The items where they are written on the node; None when something feeds them."""
    written = node.extra.get("items")
    return node.values.get("items") if written is None else written


def gathered(port_type: str) -> PortType:
    """The type of all outputs of a body together: a table, or JSON text."""
    return "mltable" if is_data(port_type) else "string"


def entries_of(written: object) -> tuple[list[tuple[str, Any]], bool] | str:
    """(key, item) of the items of a loop, and whether people gave them keys; else a sentence."""
    found = written
    if isinstance(written, str):
        try:
            found = json.loads(written)
        except (ValueError, RecursionError) as error:
            return f"The items are no JSON text: {error}."
    if isinstance(found, dict):
        entries = [(str(key), one) for key, one in found.items()]
    elif isinstance(found, list):
        entries = [(str(number), one) for number, one in enumerate(found, 1)]
    else:
        return "The items must be a list or a mapping, each item a mapping of inputs of the body."
    if not entries:
        return "There are no items."
    if len(entries) > MOST_ITEMS:
        return f"There are {len(entries)} items; at most {MOST_ITEMS} are allowed."
    return entries, isinstance(found, dict)
