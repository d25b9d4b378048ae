"""Which command takes a file, where another one was given it."""

from pathlib import Path
from typing import Final

from designer.graph.check import Checked
from designer.graph.names import with_article
from studio.lib.errors import Invalid

# What there is a `create` for.
CREATED: Final = ("job", "component", "data", "environment", "model", "compute")


def refuse_other_kind(checked: Checked, wanted: str) -> None:
    """Raises Invalid "other-kind" for a file that says what it is, and is not ``wanted``."""
    if checked.kind == "unknown" or checked.kind.rpartition(" ")[2] == wanted:
        return
    raise Invalid(
        "other-kind",
        f"{checked.file} describes {_a(checked.kind)}, not {_a(wanted)}.",
        hint=" ".join(filter(None, (checked.why, _taker(checked.kind, checked.file)))) or None,
    )


def _taker(kind: str, file: str) -> str:
    word = kind.rpartition(" ")[2]
    if word == "table":
        folder = Path(file).parent
        return f"`studio data create --name NAME --type mltable --path {folder}` takes its folder."
    return f"`studio {word} create -f {file}` takes it." if word in CREATED else ""


def _a(kind: str) -> str:
    return with_article("data asset" if kind == "data" else kind).lower()
