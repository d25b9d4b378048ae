"""YAML that is pasted onto a canvas: a pipeline, or steps of one as they stand below its ``jobs:``.

People copy from the middle of a file: without ``jobs:``, indented as it stood there, the first line
without its indentation where the mouse began at its first letter.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final

from designer.graph import kinds, names, references
from designer.graph.diagnostics import Diagnostic
from designer.graph.files import Files
from designer.graph.package import read_file
from designer.graph.report import SINGLE_STEP
from designer.graph.source import Source, Spot, read

CAN_BE_PASTED: Final = (
    "Copy a whole pipeline, or steps as they stand below its `jobs:`, each with its name: "
    "`train:` and the lines below it."
)
# With one of these it is a file of its own, or the step itself, and its keys name no steps.
_NO_NAMES: Final = frozenset({"$schema", "type", "jobs", "component", "command", "trial", "task"})
_OF_A_STEP: Final = frozenset({"component", "command", "trial", "task"})


def read_pasted(path: PurePosixPath, files: Files) -> tuple[Source | None, list[Diagnostic]]:
    """A text as the pipeline that it means; every place is the one in the text."""
    source, found = read_file(path, files)
    if source is None:
        moved = _first_line_moved(files.read(path).decode(errors="replace"))
        source, others = read(moved, str(path)) if moved is not None else (None, [])
        found = others if source is not None else found
    if source is None:
        return None, found
    steps = _steps(source.data)
    if steps is not None:
        return _below_jobs(source, steps), found
    if isinstance(source.data, dict) and kinds.decide(source.data) != "unknown":
        return _said_whole(source), found
    message = "This is neither a pipeline nor steps of one."
    other = Diagnostic("error", "not-to-paste", message, CAN_BE_PASTED, "", source.file, 1, 1)
    return None, [*found, other]


def _steps(data: object) -> str | None:
    """Where ``data`` stands below ``jobs:``: "" for steps by name, the name for a step alone."""
    if not isinstance(data, dict) or "jobs" in data:
        return None
    if "component" in data and "$schema" not in data:
        return _name(data["component"])
    is_named = not _NO_NAMES & data.keys()
    return "" if is_named and any(_is_step(one) for one in data.values()) else None


def _is_step(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return bool(_OF_A_STEP & value.keys()) or value.get("type") in kinds.NODE_TYPES


def _name(component: object) -> str:
    found = references.parse(component) if isinstance(component, str) else None
    return names.as_identifier(found.name) if found else SINGLE_STEP


def _below_jobs(source: Source, name: str) -> Source:
    data: Mapping[str, Any] = {name: source.data} if name else source.data
    jobs = Spot(1, 1, children={name: source.spot}) if name else source.spot
    whole = {"type": "pipeline", "jobs": data}
    return Source(whole, source.file, Spot(1, 1, children={"jobs": jobs}))


def _said_whole(source: Source) -> Source:
    """``jobs:`` without the head of its file is a pipeline's."""
    is_cut = "jobs" in source.data and "type" not in source.data
    return replace(source, data={"type": "pipeline", **source.data}) if is_cut else source


def _first_line_moved(text: str) -> str | None:
    """The text with its first line as far in as the shallowest of the others; None where it is."""
    lines = text.split("\n")
    said = [at for at, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#"]
    depth = min((_indent(lines[at]) for at in said[1:]), default=0)
    if depth == 0 or _indent(lines[said[0]]) >= depth:
        return None
    lines[said[0]] = " " * depth + lines[said[0]].lstrip()
    return "\n".join(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
