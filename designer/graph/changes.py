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
    """Nodes and ends of the interface by name; how many connections; whether the rest changed.

    renamed: as "train → fit"; such a node is neither added nor removed. name: of the draft.
    """

    added: Names = Field(default_factory=Names)
    removed: Names = Field(default_factory=Names)
    renamed: Names = Field(default_factory=Names)
    changed: Names = Field(default_factory=Names)
    bindings: int = 0
    interface: Names = Field(default_factory=Names)
    settings: bool = False
    notes: bool = False
    looks: bool = False
    yaml: bool = False
    name: bool = False


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Both are documents as they are stored: whole, with their defaults."""
    old, new = before["nodes"], after["nodes"]
    renamed = _renamed(old, new)
    fresh = set(renamed.values())
    wires, wired = _wires(before, renamed), _wires(after, {})
    return Changes(
        added=_names([key for key in new if key not in old and key not in fresh]),
        removed=_names([key for key in old if key not in new and key not in renamed]),
        renamed=_names([f"{key} → {now}" for key, now in renamed.items()]),
        changed=_names([key for key in new if key in old and new[key] != old[key]]),
        bindings=sum(wires.get(to) != wired.get(to) for to in wires.keys() | wired.keys()),
        interface=_names(_ends(before["interface"], after["interface"])),
        settings=any(before[part] != after[part] for part in ("settings", "details")),
        notes=before["notes"] != after["notes"],
        looks=before["layout"] != after["layout"],
        yaml=before.get("yaml", {}) != after.get("yaml", {}),
    )


def _names(found: list[str]) -> Names:
    return Names(names=found[:MOST_NAMES], count=len(found))


def _renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """{name before: name after} of nodes that are what they were but for their name."""
    gone = [key for key in old if key not in new]
    found: dict[str, str] = {}
    for key in (key for key in new if key not in old):
        same = next((one for one in gone if one not in found and old[one] == new[key]), None)
        if same is not None:
            found[same] = key
    return found


def _wires(document: Mapping[str, Any], renamed: Mapping[str, str]) -> dict[str, str]:
    """What feeds each place, with the nodes' names of after."""

    def placed(place: Mapping[str, Any]) -> str:
        return repr({**place, "node": renamed.get(place["node"], place["node"])})

    return {
        placed(one["target"]): placed(one["source"])
        + repr({key: one[key] for key in one if key not in ("source", "target")})
        for one in document["bindings"]
    }


def _ends(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [
        f"{side}.{name}"
        for side in ("inputs", "outputs")
        for name in {**before[side], **after[side]}
        if before[side].get(name) != after[side].get(name)
    ]
