"""``--set a.b.c=value``: edits of the raw mapping before anything looks at it (yaml.md 1.1)."""

from collections.abc import Mapping
from typing import Any

from designer.graph.report import Report
from designer.graph.source import read


def apply(report: Report, raw: dict[str, Any], overrides: Mapping[str, str]) -> dict[str, Any]:
    """A copy with every override in it; keys may be added."""
    for path, text in overrides.items():
        raw = _with(report, raw, path, typed_text(text))
    return raw


def typed_text(text: str) -> Any:
    """A value as it would be read from YAML; what is no YAML is text."""
    found, problems = read(text)
    return text if found is None or problems else found.data


def _with(report: Report, raw: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    parts = path.split(".")
    root = dict(raw)
    here: dict[str, Any] = root
    for part in parts[:-1]:
        inner = here.get(part, {})
        if not isinstance(inner, dict):
            report.error(
                "override-path", f"--set {path}: `{part}` is no mapping, so it has no keys."
            )
            return raw
        here[part] = dict(inner)
        here = here[part]
    if not all(parts):
        report.error("override-path", f"--set {path}: the path has an empty part.")
        return raw
    here[parts[-1]] = value
    return root
