"""``--set a.b.c=value``: edits of the raw mapping before anything looks at it (yaml.md 1.1)."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph.names import did_you_mean
from designer.graph.report import Report
from designer.graph.source import Source, Spot, read

SHOWN: Final = 60


def apply(report: Report, raw: dict[str, Any], overrides: Mapping[str, str]) -> dict[str, Any]:
    """A copy with every override in it; keys may be added.

    What is found about a value that was set is said about ``--set``, not about a line of the file.
    """
    before = raw
    for path, text in overrides.items():
        parts = path.split(".")
        given = _source(path, text)
        if report.source is not None:
            report.source.graft(parts, given)
        if _fits(report, raw, parts):
            _path_lost(report, raw, parts, given.data)
            raw = _with(raw, parts, given.data)
    for path in overrides:
        _unread_input(report, before, raw, path.split("."))
    return raw


def _source(path: str, text: str) -> Source:
    """A value as it would be read from YAML; what is no YAML is text."""
    label = f"--set {path}={text if len(text) <= SHOWN else f'{text[: SHOWN - 1]}…'}"
    found, problems = read(text)
    if found is None or problems:
        return Source(text, label, Spot(1, 1), is_argument=True)
    return Source(found.data, label, found.spot, is_argument=True)


def _fits(report: Report, raw: dict[str, Any], parts: list[str]) -> bool:
    """Whether there is such a place: every part but the last is a mapping, or may become one."""
    if not all(parts):
        report.error("override-path", "The path has an empty part.", *parts)
        return False
    steps = raw.get("jobs")
    if parts[0] == "jobs" and len(parts) > 2 and isinstance(steps, dict) and parts[1] not in steps:
        report.error(
            "override-step",
            f'The file has no step "{parts[1]}".{did_you_mean(parts[1], steps)}',
            *parts,
            hint=f"It has: {', '.join(steps) or 'none'}.",
        )
        return False
    here: Any = raw
    for index, part in enumerate(parts[:-1]):
        here = here.get(part, {})
        if not isinstance(here, dict):
            above = ".".join(parts[: index + 1])
            report.error(
                "override-path",
                f"`{above}` is no mapping, so it has no key `{parts[index + 1]}`.",
                *parts,
                hint=f"Set {above} itself.",
            )
            return False
    return True


def _path_lost(report: Report, raw: dict[str, Any], parts: list[str], value: Any) -> None:
    """``--set inputs.raw=./data``, where ``inputs.raw.path`` was meant."""
    inputs = raw.get("inputs")
    old = inputs.get(parts[1]) if isinstance(inputs, dict) and len(parts) == 2 else None
    if parts[0] == "inputs" and isinstance(old, dict) and "path" in old and isinstance(value, str):
        report.warning(
            "override-data",
            f'"{parts[1]}" is data in the file; now it is the text "{value}".',
            *parts,
            hint=f"--set inputs.{parts[1]}.path={value} changes its path.",
        )


def _with(raw: dict[str, Any], parts: list[str], value: Any) -> dict[str, Any]:
    first, *rest = parts
    inner = _with(raw.get(first, {}), rest, value) if rest else value
    return {**raw, first: inner}


def _unread_input(
    report: Report, before: dict[str, Any], raw: dict[str, Any], parts: list[str]
) -> None:
    """A slip in the name of a pipeline's input adds one that no step reads: the value is lost."""
    known = before.get("inputs") or {}
    if parts[0] != "inputs" or len(parts) < 2 or "jobs" not in raw or not isinstance(known, dict):
        return
    name = parts[1]
    if name in known or f"parent.inputs.{name}" in str(raw["jobs"]):
        return
    report.warning(
        "override-input",
        f'No step reads the input "{name}".{did_you_mean(name, known)}',
        *parts,
        hint=f"The file has: {', '.join(known) or 'no inputs'}.",
    )
