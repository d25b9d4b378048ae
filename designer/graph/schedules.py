"""Checks of a schedule file (yaml.md 8.6). Schedules do not fire yet; their files are checked."""

from collections.abc import Mapping
from typing import Any, Final

from designer.graph import scalars, shape
from designer.graph.report import Report

_KEYS: Final[shape.Keys] = {
    "$schema": "any",
    "name": "text",
    "trigger": "map",
    "create_job": "any",
    "create_monitor": "any",
    "import_data": "any",
    "display_name": "text",
    "description": "text",
    "tags": "map",
    "properties": "map",
    "is_enabled": "any",
}
_TRIGGER: Final[shape.Keys] = {
    "type": "text",
    "expression": "text",
    "frequency": "text",
    "interval": "any",
    "schedule": "map",
    "start_time": "any",
    "end_time": "any",
    "time_zone": "text",
}
_FREQUENCIES: Final = frozenset({"minute", "hour", "day", "week", "month"})
_FIELDS: Final = (
    ("minute", 0, 59),
    ("hour", 0, 23),
    ("day", 1, 31),
    ("month", 1, 12),
    ("weekday", 0, 7),
)


def check_schedule(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, _KEYS)
    if not raw.get("name"):
        report.error("name-missing", "`name` is required.", "name")
    if not {"create_job", "create_monitor", "import_data"} & set(raw):
        report.error("create-job-missing", "A schedule needs `create_job`.", "create_job")
    if "trigger" not in raw:
        report.error("trigger-missing", "A schedule needs `trigger`.", "trigger")
        return
    _check_trigger(report.below("trigger"), shape.mapping(raw, "trigger"))


def _check_trigger(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, _TRIGGER)
    for key in ("start_time", "end_time"):
        if scalars.is_date(raw.get(key)):
            report.error("time-not-quoted", f"{key} must be quoted.", key)
    kind = str(raw.get("type")).lower()
    if kind == "cron":
        _check_cron(report, raw.get("expression"))
    elif kind == "recurrence":
        _check_recurrence(report, raw)
    else:
        report.error("unknown-type", "`type` must be cron or recurrence.", "type")


def _check_recurrence(report: Report, raw: Mapping[str, Any]) -> None:
    for key in ("frequency", "interval"):
        if key not in raw:
            report.error("key-missing", f"{key} is required.", key)
    lowered = {"frequency": str(raw.get("frequency", "day")).lower()}
    shape.one_of(report, lowered, "frequency", _FREQUENCIES)
    inner = shape.mapping(raw, "schedule")
    for key, high in (("hours", 23), ("minutes", 59)):
        values = inner.get(key, [])
        for value in values if isinstance(values, list) else [values]:
            number = scalars.as_number(value)
            if number is None or not 0 <= number <= high:
                report.error("time-range", f"{key} must be 0-{high}.", "schedule", key)
                break


def _check_cron(report: Report, expression: object) -> None:
    fields = expression.split() if isinstance(expression, str) else []
    if len(fields) != len(_FIELDS):
        message = "expression needs five fields: minute hour day month weekday."
        report.error("cron-fields", message, "expression")
        return
    for text, (name, low, high) in zip(fields, _FIELDS, strict=True):
        parts = text.replace("/", ",").replace("-", ",").split(",")
        wrong = [one for one in parts if one.isdecimal() and not low <= int(one) <= high]
        if wrong and "/" not in text:
            report.error("time-range", f"{name} must be {low}-{high}.", "expression")
