"""Checks of a schedule file (yaml.md 8.6). Schedules do not fire yet; their files are checked."""

import re
from collections.abc import Mapping
from typing import Any, Final

from designer.graph import scalars, shape
from designer.graph.names import did_you_mean
from designer.graph.not_here import NOT_RUNNABLE
from designer.graph.report import Report

KEYS: Final[shape.Keys] = {
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
TRIGGER: Final[shape.Keys] = {
    "type": "text",
    "expression": "text",
    "frequency": "text",
    "interval": "any",
    "schedule": "map",
    "start_time": "any",
    "end_time": "any",
    "time_zone": "text",
}
INSTEAD: Final = "Until then let cron run `studio job create -f PIPELINE`."
FREQUENCIES: Final = frozenset({"minute", "hour", "day", "week", "month"})
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_DAYS: Final = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# name, lowest, highest, names that stand for numbers
_FIELDS: Final[tuple[tuple[str, int, int, tuple[str, ...]], ...]] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("weekday", 0, 7, _DAYS),
)
WEEK_DAYS: Final = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
SCHEDULE: Final[shape.Keys] = dict.fromkeys(("hours", "minutes", "week_days", "month_days"), "any")
_PART: Final = re.compile(r"(?:\*|(?P<low>\w+)(?:-(?P<high>\w+))?)(?:/(?P<step>\w+))?")
_OF_A_JOB: Final[shape.Keys] = {
    **dict.fromkeys(("type", "job", "compute", "name", "display_name"), "text"),
    **dict.fromkeys(("experiment_name", "description"), "text"),
    **dict.fromkeys(("tags", "properties", "inputs", "outputs", "services", "identity"), "map"),
    **dict.fromkeys(("environment_variables", "resources", "limits", "queue_settings"), "map"),
    **dict.fromkeys(("$schema", "environment", "distribution"), "any"),
}
CREATE_JOB: Final[Mapping[str, shape.Keys]] = {
    "command": _OF_A_JOB,
    "pipeline": {**_OF_A_JOB, "settings": "map"},
    "spark": {**_OF_A_JOB, "conf": "map"},
}
_OF_THE_JOB: Final = {
    key: f"`{key}` cannot be changed by a schedule; change it in the job's own file."
    for key in ("command", "code", "jobs", "component", "trial")
}


def check_schedule(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, KEYS)
    report.warning(
        NOT_RUNNABLE, "Schedules do not fire yet; the file is only checked.", hint=INSTEAD
    )
    if not raw.get("name"):
        report.error("name-missing", "`name` is required.", "name")
    if not {"create_job", "create_monitor", "import_data"} & set(raw):
        report.error("create-job-missing", "A schedule needs `create_job`.", "create_job")
    elif "create_job" in raw:
        _check_job(report, raw["create_job"])
    if "trigger" not in raw:
        report.error("trigger-missing", "A schedule needs `trigger`.", "trigger")
        return
    _check_trigger(report.below("trigger"), shape.mapping(raw, "trigger"))


def job_path(create_job: object) -> str | None:
    """The file that ``create_job`` names; None when it names a job, or nothing."""
    written = create_job.get("job") if isinstance(create_job, Mapping) else create_job
    if not isinstance(written, str) or written.startswith(("azureml:", "file:")):
        return None
    return written or None


def _check_job(report: Report, written: object) -> None:
    """What is to run: a file, a job that has run, or one of these with other values."""
    if isinstance(written, dict):
        _check_overrides(report.below("create_job"), written)
    elif not isinstance(written, str) or not written:
        message = f"create_job must be a path, `azureml:<job>` or a mapping, not {_kind(written)}."
        report.error("create-job-form", message, "create_job")
    else:
        _check_name(report, written, "create_job")


def _kind(value: object) -> str:
    return "empty text" if value == "" else shape.kind_of(value)


def _check_name(report: Report, written: str, *path: str) -> None:
    if written.startswith("file:"):
        rest = written.removeprefix("file:")
        report.error("path-prefix", f"remove the `file:` prefix: `{rest}`.", *path)
    elif written.startswith("azureml:") and not written.removeprefix("azureml:").strip("/"):
        report.error("create-job-form", f'"{written}" names no job.', *path)


def _check_overrides(report: Report, raw: Mapping[str, Any]) -> None:
    job = raw.get("job")
    if not isinstance(job, str) or not job:
        report.error("key-missing", "`job` is required: the file of a job, or its name.", "job")
    else:
        _check_name(report, job, "job")
    kind = raw.get("type")
    if kind is None and isinstance(job, str) and job.startswith("azureml:") and len(raw) > 1:
        report.error("type-missing", "`type` is required beside `azureml:<job>`.", "type")
    elif kind is not None and kind not in CREATE_JOB:
        meant = did_you_mean(str(kind), CREATE_JOB)
        message = f'type "{kind}" is not one of command, pipeline, spark.{meant}'
        report.error("not-allowed", message, "type")
    keys = CREATE_JOB.get(str(kind)) or {**CREATE_JOB["pipeline"], "conf": "map"}
    shape.check_keys(report, raw, keys, "error", _OF_THE_JOB)


def _check_trigger(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, TRIGGER)
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
    shape.one_of(report, lowered, "frequency", FREQUENCIES)
    if "interval" in raw and not _is_whole(raw["interval"], 1, None):
        report.error("wrong-kind", "interval must be a whole number of at least 1.", "interval")
    if "schedule" in raw:
        _check_times(report.below("schedule"), shape.mapping(raw, "schedule"))


def _check_times(report: Report, raw: Mapping[str, Any]) -> None:
    shape.check_keys(report, raw, SCHEDULE)
    for key, low, high in (("hours", 0, 23), ("minutes", 0, 59), ("month_days", 1, 31)):
        if key in raw and not all(_is_whole(one, low, high) for one in _list(raw[key])):
            report.error("time-range", f"{key} must be {low}-{high}.", key)
        elif key not in raw and key != "month_days":
            report.error("key-missing", f"{key} is required.", key)
    for day in _list(raw.get("week_days", [])):
        if str(day).lower() not in WEEK_DAYS:
            meant = did_you_mean(str(day), WEEK_DAYS)
            report.error("not-allowed", f'"{day}" is not a day of the week.{meant}', "week_days")
            break


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _is_whole(value: object, low: int, high: int | None) -> bool:
    number = scalars.as_number(value)
    if number is None or not number.is_integer():
        return False
    return number >= low and (high is None or number <= high)


def _check_cron(report: Report, expression: object) -> None:
    fields = expression.split() if isinstance(expression, str) else []
    if len(fields) != len(_FIELDS):
        message = "expression needs five fields: minute hour day month weekday."
        report.error("cron-fields", message, "expression")
        return
    for text, (name, low, high, words) in zip(fields, _FIELDS, strict=True):
        if not all(_is_part(one, low, high, words) for one in text.split(",")):
            message = f'{name} must be {low}-{high}, not "{text}".'
            hint = (
                "Write *, a number, a range such as 1-5, a list such as 1,3 or steps such as */2."
            )
            report.error("time-range", message, "expression", hint=hint)


def _is_part(text: str, low: int, high: int, words: tuple[str, ...]) -> bool:
    """``*``, ``5``, ``1-5``, ``*/2``, ``mon-fri``."""
    found = _PART.fullmatch(text)
    if found is None:
        return False
    step = found["step"]
    ends = [one for one in (found["low"], found["high"]) if one is not None]
    is_step = step is None or (step.isdecimal() and int(step) > 0)
    return is_step and all(_is_value(one, low, high, words) for one in ends)


def _is_value(text: str, low: int, high: int, words: tuple[str, ...]) -> bool:
    return text.lower() in words or (text.isdecimal() and low <= int(text) <= high)
