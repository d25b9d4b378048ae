"""What the schemas of the language are put together from."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from designer.graph import shape
from designer.graph.key_words import WORDS

Schema = dict[str, Any]
SHAPES: Final[Mapping[shape.Kind, Schema]] = {
    "text": {"type": "string"},
    "scalar": {"type": ["string", "number", "boolean"]},
    "map": {"type": "object"},
    "list": {"type": "array"},
    "flag": {"type": "boolean"},
    "whole": {"type": "integer"},
    "number": {"type": "number"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "any": {},
}


def together(*tables: shape.Keys) -> shape.Keys:
    """All keys of all kinds: the checks say which belongs to which."""
    found: dict[str, shape.Kind] = {}
    for keys in tables:
        found |= keys
    return found


def mapping(context: str, keys: shape.Keys, **known: Schema) -> Schema:
    properties = {}
    for key, kind in keys.items():
        found = known.get(key, SHAPES[kind])
        words = WORDS.get(f"{context}.{key}") or WORDS.get(key)
        properties[key] = found | ({"description": words} if words else {})
    return {"type": "object", "properties": properties}


def one_of(allowed: Iterable[str]) -> Schema:
    found = allowed if isinstance(allowed, tuple | list) else sorted(allowed)
    return {"type": "string", "enum": list(found)}


def named(what: str) -> Schema:
    """A mapping from names that people choose."""
    return {"type": "object", "additionalProperties": ref(what)}


def ref(what: str) -> Schema:
    return {"$ref": f"#/$defs/{what.replace(' ', '%20')}"}


TEXTS: Final[Schema] = {"type": "object", "additionalProperties": {"type": "string"}}
TAGS: Final[Mapping[str, Schema]] = {"tags": TEXTS, "properties": TEXTS}
RUN: Final[Mapping[str, Schema]] = {
    "environment": ref("environment"),
    "resources": ref("resources"),
    "limits": ref("limits"),
    "distribution": ref("distribution"),
    "environment_variables": {
        "type": "object",
        "additionalProperties": {"type": ["string", "number", "boolean"]},
    },
}
