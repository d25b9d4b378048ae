"""Flows: read as components with ports, so that a pipeline shows them; none can run (yaml.md 3.5).

A flow's own inputs are columns of its data: a step maps them with ``${data.COLUMN}``.
"""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import shape

KIND: Final = "flow"
FILE: Final = "flow.dag.yaml"
_SCHEMAS: Final = "/promptflow/"
_NODE_KEYS: Final = frozenset({"name", "type", "source", "inputs"})


def is_flow(raw: Mapping[str, Any]) -> bool:
    """A flow.dag.yaml or the YAML of a flow's run."""
    if _SCHEMAS in str(raw.get("$schema")):
        return True
    nodes = raw.get("nodes")
    return (
        "type" not in raw
        and isinstance(nodes, list)
        and bool(nodes)
        and all(isinstance(one, dict) and len(_NODE_KEYS & set(one)) > 1 for one in nodes)
    )


def as_component(
    raw: Mapping[str, Any], folder: str, flow: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """folder: that of the file, which gives a flow its name. flow: what a run runs, if known."""
    told = (shape.mapping(raw, "column_mapping"), shape.mapping(raw, "inputs"))
    columns = dict.fromkeys(
        str(one) for found in (*told, (flow or {}).get("inputs", {})) for one in found
    )
    return {
        "type": KIND,
        "name": shape.text(raw, "name") or folder,
        "inputs": {
            "data": {"type": "uri_file"},
            **{one: {"type": "string", "optional": True} for one in columns},
        },
        "outputs": {"flow_outputs": {"type": "uri_folder"}},
    }
