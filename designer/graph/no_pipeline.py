"""Files of the language that are no pipelines, given where one is wanted: what they are, and where
they belong."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import kinds

_CRON: Final = "Schedules do not fire here yet. Import the file of the job that it names."
_ASSETS: Final[Mapping[str, tuple[str, str, str]]] = {
    # kind: (what it is, the page, the noun of the command line)
    "data": ("a data asset", "Data", "data"),
    "environment": ("an environment", "Environments", "environment"),
    "model": ("a model", "Models", "model"),
    "compute": ("a compute", "Compute", "compute"),
}
_OTHERS: Final[Mapping[str, tuple[str, str]]] = {
    "table": (
        "a table (MLTable)",
        "Register the folder that it lies in on the page Data; it becomes data of type mltable.",
    ),
    "datastore": (
        "a datastore",
        "Datastores of this studio are set up by its administrator; Settings lists them.",
    ),
    "schedule": ("a schedule", _CRON),
    "workspace": ("a workspace", "Settings has those of this workspace."),
    "connection": (
        "a connection",
        "There are none here; a step's script brings its own credentials.",
    ),
    "data import": (
        "a data import",
        "It cannot run here. Register the data on the page Data.",
    ),
}


def told(raw: Mapping[str, Any], kind: str, file: str) -> tuple[str, str] | None:
    """What the file is, and what to do with it; None for what may be read as a pipeline."""
    if kind in _ASSETS:
        what, page, noun = _ASSETS[kind]
        return what, f"Register it on the page {page}, or with `studio {noun} create -f {file}`."
    own, _, word = kind.rpartition(" ")
    if word == "component" and own != "pipeline" and kinds.says_family(raw):
        return (
            f"a component (type {own})",
            f"Upload it on the page Components (a zip brings its code), or use `studio component "
            f"create -f {file}`; then add it to a pipeline from the library.",
        )
    return _OTHERS.get(kind)
