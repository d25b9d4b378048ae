"""Run settings of a step that are expressions: only a step with a component may have such."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from designer.graph import parallel
from designer.graph.expressions import has_expression
from designer.graph.report import Report

_SETTINGS: Final = (
    *("resources", "distribution", "limits"),
    *(key for key in parallel.SETTINGS if key != "input_data"),
)


def bound_settings(raw: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Paths of run settings that are expressions."""
    for key in _SETTINGS:
        yield from _bound_in(raw.get(key), key)


def refuse_bound(report: Report, raw: Mapping[str, Any]) -> None:
    for path in bound_settings(raw):
        report.error(
            "setting-bound",
            f"`{'.'.join(path)}` cannot be an expression on a step without `component`.",
            *path,
            hint="Write the value, or put the command into a component: on a step that uses "
            "one, settings may be bound.",
        )


def _bound_in(settings: object, *path: str) -> Iterator[tuple[str, ...]]:
    """Where values of a mapping are expressions, at any depth."""
    if has_expression(settings):
        yield path
    inner = settings.items() if isinstance(settings, dict) else ()
    for key, value in inner:
        yield from _bound_in(value, *path, str(key))
