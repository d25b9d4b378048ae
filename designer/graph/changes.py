"""What a save changed, in the words of a document: for the line that a history shows. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, Field

MOST_NAMES: Final = 8


class Names(BaseModel):
    """The first few names, and how many there are."""

    names: list[str] = Field(default_factory=list)
    count: int = 0


class Changes(BaseModel):
    """Nodes and ends of the interface by name; how many bindings; whether the rest changed."""

    added: Names = Field(default_factory=Names)
    removed: Names = Field(default_factory=Names)
    changed: Names = Field(default_factory=Names)
    bindings: int = 0
    interface: Names = Field(default_factory=Names)
    settings: bool = False
    looks: bool = False
    yaml: bool = False


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Both are documents as they are stored: whole, with their defaults."""
    old, new = before["nodes"], after["nodes"]
    return Changes(
        added=_names([key for key in new if key not in old]),
        removed=_names([key for key in old if key not in new]),
        changed=_names([key for key in new if key in old and new[key] != old[key]]),
        bindings=len(_wires(before) ^ _wires(after)),
        interface=_names(_ends(before["interface"], after["interface"])),
        settings=any(before[part] != after[part] for part in ("settings", "details")),
        looks=any(before[part] != after[part] for part in ("layout", "notes")),
        yaml=before.get("yaml", {}) != after.get("yaml", {}),
    )


def _names(found: list[str]) -> Names:
    return Names(names=found[:MOST_NAMES], count=len(found))


def _wires(document: Mapping[str, Any]) -> set[str]:
    return {repr(one) for one in document["bindings"]}


def _ends(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [
        f"{side}.{name}"
        for side in ("inputs", "outputs")
        for name in {**before[side], **after[side]}
        if before[side].get(name) != after[side].get(name)
    ]
