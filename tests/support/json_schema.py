"""As much of JSON Schema as our own schemas use."""

from typing import Any
from urllib.parse import unquote

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "object": (dict,),
    "array": (list,),
    "boolean": (bool,),
    "number": (int, float),
    "integer": (int,),
}


def problems(schema: dict[str, Any], value: Any) -> list[str]:
    """The places where ``value`` does not fit."""
    return sorted(".".join(path) for path in _problems(schema, schema, value, ()))


def _problems(
    root: dict[str, Any], schema: dict[str, Any], value: Any, path: tuple[str, ...]
) -> list[tuple[str, ...]]:
    if "$ref" in schema:
        target = unquote(schema["$ref"].removeprefix("#/$defs/"))
        return _problems(root, root["$defs"][target], value, path)
    if "anyOf" in schema:
        found = [_problems(root, one, value, path) for one in schema["anyOf"]]
        return [] if any(not one for one in found) else max(found, key=lambda one: len(one[0]))
    wanted = schema.get("type")
    names = wanted if isinstance(wanted, list) else [wanted] if wanted else []
    if names and not any(isinstance(value, _TYPES[name]) for name in names):
        return [path]
    if "enum" in schema and value not in schema["enum"]:
        return [path]
    if not isinstance(value, dict):
        return []
    missing = [path for key in schema.get("required", []) if key not in value]
    known, rest = schema.get("properties", {}), schema.get("additionalProperties")
    inner = [
        _problems(root, known.get(key, rest), one, (*path, key))
        for key, one in value.items()
        if isinstance(known.get(key, rest), dict)
    ]
    return missing + [one for each in inner for one in each]
