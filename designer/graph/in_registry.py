"""A component of a registry, as another workspace reads it: what it names lies in the registry."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import references

_FAMILIES: Final = {"component": "components", "trial": "components", "environment": "environments"}
_INSIDE: Final = ("component", "trial", "task", "jobs")


def qualified(spec: Mapping[str, Any], registry: str) -> dict[str, Any]:
    """A copy of ``spec`` whose short references name the registry."""
    found = dict(spec)
    for key, family in _FAMILIES.items():
        if isinstance(found.get(key), str):
            found[key] = _reference(found[key], registry, family)
    for key in _INSIDE:
        inner = found.get(key)
        if isinstance(inner, Mapping) and key == "jobs":
            found[key] = {
                name: qualified(one, registry) if isinstance(one, Mapping) else one
                for name, one in inner.items()
            }
        elif isinstance(inner, Mapping):
            found[key] = qualified(inner, registry)
    return found


def _reference(text: str, registry: str, family: str) -> str:
    found = references.parse(text)
    if found is None or found.registry is not None or references.SNAPSHOT.fullmatch(text):
        return text
    by = f"labels/{found.label}" if found.label else f"versions/{found.version}"
    return f"azureml://registries/{registry}/{family}/{found.name}/{by}"
