"""The graph of what a growing step has grown: its children, in order, and who feeds whom."""

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from designer.graph.document import (
    Binding,
    Layout,
    PipelineDocument,
    Place,
    Position,
    StepNode,
)
from runs.models import Job

_ACROSS, _DOWN = 260, 130


def document_of(job_id: int, plan: Mapping[str, Any]) -> PipelineDocument:
    """Of the children as they are now; a document like any other, made up for the screen."""
    columns = ("key", "type", "display_name")
    rows = Job.objects.filter(parent=job_id).order_by("ordinal", "pk").values(*columns)
    nodes = {row["key"]: _node(row) for row in rows}
    mapping = plan["grows"].get("mapping")
    return PipelineDocument(
        nodes=nodes,
        bindings=list(_bindings(list(nodes), mapping or {})),
        layout=Layout(nodes=_places(list(nodes), is_chain=mapping is not None)),
    )


def components_of(plan: Mapping[str, Any], keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What the children were resolved to: all the same."""
    (step,) = plan["body"]["frozen"]["graph"]["steps"].values()
    component = step["component"]
    shown = {
        "name": component["name"] or None,
        "version": component["version"] or None,
        "type": component["type"],
        "display_name": component["display_name"] or component["name"],
        "inputs": [{"name": name, **one} for name, one in component["inputs"].items()],
        "outputs": [{"name": name, **one} for name, one in component["outputs"].items()],
    }
    return dict.fromkeys(keys, shown)


def _node(row: Mapping[str, Any]) -> StepNode:
    component = {"type": row["type"]}
    return StepNode(type=row["type"], component=component, display_name=row["display_name"] or None)


def _bindings(keys: list[str], mapping: Mapping[str, list[str]]) -> Iterable[Binding]:
    """What an iteration takes from the one before it."""
    for before, key in pairwise(keys):
        for output, inputs in mapping.items():
            for name in inputs:
                source, target = Place(node=before, port=output), Place(node=key, port=name)
                yield Binding(source=source, target=target)


def _places(keys: list[str], is_chain: bool) -> dict[str, Position]:
    """Below each other when one feeds the next; else in rows, as many across as down."""
    across = 1 if is_chain else max(1, math.isqrt(max(0, len(keys) - 1)) + 1)
    return {
        key: Position(x=(number % across) * _ACROSS, y=(number // across) * _DOWN)
        for number, key in enumerate(keys)
    }
