"""Canonical text and hashes: the identity of a component's content and of a document's meaning.

What people read (names, descriptions, tags) and looks (layout, notes, yaml) stay out; so does the
order of keys.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from designer.graph import scalars, shape
from designer.graph.document import PipelineDocument

_NAMES: Final = frozenset({"name", "version", "id", "$schema"}) | shape.READ_ONLY
_FOR_PEOPLE: Final = frozenset({"display_name", "description", "tags", "properties"})
_NOT_RUN: Final = frozenset({"layout", "notes", "yaml", "details"})
_OF_NODES: Final = frozenset({"display_name", "comment"})


def canonical(value: Any) -> str:
    """The same text for the same data, whatever the order of its keys."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
        default=scalars.literal_text,
    )


def component_hash(spec: Mapping[str, Any]) -> str:
    """SHA-256 of what a component does. Equal hashes mean that one can stand for the other."""
    kept = {key: value for key, value in spec.items() if key not in _NAMES | _FOR_PEOPLE}
    kept.setdefault("type", "command")
    for key in ("inputs", "outputs"):
        if isinstance(kept.get(key), dict):
            kept[key] = {name: _without_text(port) for name, port in kept[key].items()}
        if not kept.get(key):
            kept.pop(key, None)
    return _sha256(kept)


def _without_text(port: Any) -> Any:
    if not isinstance(port, dict):
        return port
    return {key: value for key, value in port.items() if key != "description"}


def document_digest(document: PipelineDocument) -> str:
    """SHA-256 of what a document would run."""
    told = document.model_dump(exclude=set(_NOT_RUN), exclude_defaults=True)
    for node in told.get("nodes", {}).values():
        for key in _OF_NODES:
            node.pop(key, None)
    told["bindings"] = sorted(map(canonical, told.get("bindings", [])))
    return _sha256(told)


def _sha256(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()
