"""Values and output settings of a job, pipeline job or step (yaml.md 4.3, 4.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from designer.graph import names, scalars, shape
from designer.graph.declarations import OLD_TYPE, TYPE_GUESSES, say_of_direct
from designer.graph.document import DATA_TYPES, DataValue, OutputSettings, PortType
from designer.graph.expressions import (
    UNBOUND,
    Expression,
    expressions_of,
    nearly_bound,
    problems,
    whole,
)
from designer.graph.report import Report
from designer.graph.scalars import Scalar
from designer.graph.source import NO_KEY

_MODES: Final = frozenset({"ro_mount", "download", "direct"})
_TABLE_MODES: Final = _MODES | {"eval_mount", "eval_download"}
_OUTPUT_MODES: Final = frozenset({"rw_mount", "mount", "upload", "direct"})
_DATA_KEYS: Final[shape.Keys] = {
    "type": "text",
    "path": "text",
    "mode": "text",
    "datastore": "text",
}
_OUTPUT_KEYS: Final[shape.Keys] = {
    "type": "text",
    "mode": "text",
    "path": "text",
    "name": "text",
    "version": "scalar",
}
_BINDABLE: Final = ("parent.inputs", "parent.jobs.outputs", "parent.jobs.inputs")
_LEGACY: Final = ("inputs", "outputs", "jobs.outputs", "jobs.inputs")


@dataclass(frozen=True, slots=True)
class Bound:
    """A whole-value binding, with the mode and type of the mapping that it may stand in."""

    to: Expression
    mode: str | None = None
    type: PortType | None = None


def read_value(report: Report, raw: object, may_bind: bool) -> Bound | DataValue | Scalar | None:
    """An input's value; None after an error."""
    if isinstance(raw, dict):
        return _mapping(report, raw, may_bind)
    return _scalar(report, raw, may_bind)


def _scalar(report: Report, raw: object, may_bind: bool) -> Bound | Scalar | None:
    if raw is None:
        report.error("value-null", 'There is no value; remove the line or write `""`.')
    elif isinstance(raw, list):
        shown = ",".join(str(one) for one in raw)
        report.error("value-list", f'A list is not allowed; use text, e.g. `"{shown}"`.')
    elif scalars.is_date(raw):
        report.error("value-date", f'This is a YAML date; quote it: "{raw}".')
    elif scalars.is_unbounded(raw):
        report.error("value-unbounded", f"{raw} is not allowed; quote it to pass it as text.")
    elif isinstance(raw, str):
        return _text(report, raw, may_bind)
    elif isinstance(raw, bool | int | float):
        _say_when_retyped(report, raw)
        return raw
    return None


def _say_when_retyped(report: Report, raw: Scalar) -> None:
    """``010`` is passed on as ``8``: right, and seldom meant."""
    written, passed = report.written(), scalars.literal_text(raw)
    if written is not None and written.lower() != passed.lower():
        message = f'{written} is read as {passed} and passed as "{passed}".'
        report.warning("value-retyped", message, hint=f'Write "{written}" to pass that text.')


def _text(report: Report, raw: str, may_bind: bool) -> Bound | Scalar | None:
    slips = problems(raw)
    for slip in slips:
        report.error(slip.code, slip.message)
    if slips:
        return None
    if not may_bind:
        return raw
    if meant := nearly_bound(raw):
        report.error("binding-braces", f"Write `${{{{{meant}}}}}`.")
        return None
    bound = whole(raw)
    if bound is not None and bound.context not in UNBOUND:
        return Bound(bound) if check_binding(report, bound) else None
    wrong = [one for one in expressions_of(raw) if not check_binding(report, one)]
    return None if wrong else raw


def check_binding(report: Report, one: Expression) -> bool:
    """Whether an expression may stand in a step's input."""
    if one.context in _BINDABLE:
        return True
    if one.context in _LEGACY:
        report.error("binding-needs-parent", f"Write `${{{{parent.{one.text}}}}}`.")
        return False
    if one.context in UNBOUND:
        return True
    if one.context == "parent.outputs":
        message = "A pipeline output cannot feed an input."
    elif one.context == "parent.jobs":
        message = f"Name an output: `${{{{parent.jobs.{one.step}.outputs.NAME}}}}`."
    else:
        message = f"{one.written} names nothing that can feed an input."
    report.error(
        "binding-unknown",
        message,
        hint="Write ${{parent.inputs.NAME}} or ${{parent.jobs.STEP.outputs.NAME}}.",
    )
    return False


def _mapping(
    report: Report, raw: Mapping[str, Any], may_bind: bool
) -> Bound | DataValue | Scalar | None:
    if set(raw) == {"value"}:
        return _scalar(report.below("value"), raw["value"], may_bind)
    if "path" not in raw:
        _no_path(report, raw)
        return None
    shape.check_keys(report, raw, _DATA_KEYS)
    path = raw["path"]
    if not isinstance(path, str):
        return None
    if not path:
        report.error("path-empty", "The path is empty.", "path")
        return None
    port_type, mode = data_type(report, raw), _mode(report, raw)
    value = _text(report.below("path"), path, may_bind)
    if isinstance(value, Bound):
        return Bound(value.to, mode, port_type)
    if not isinstance(value, str):
        return None
    return DataValue(
        path=value,
        type=port_type or "uri_folder",
        mode=mode,
        datastore=shape.text(raw, "datastore"),
    )


def _no_path(report: Report, raw: Mapping[str, Any]) -> None:
    if not raw:
        report.error("value-null", "There is no value; remove the entry or give it one.")
    elif any(key.startswith(NO_KEY) for key in raw):
        return  # Said where the braces stand.
    elif str(raw.get("type")).lower() in DATA_TYPES and "default" not in raw:
        report.error("path-missing", "There is no path; give `path`.")
    elif "type" in raw or "default" in raw:
        report.error(
            "declaration-in-job",
            "A job gives values; declarations (type, default) belong in a component.",
            hint="Give `path` for data, or the bare value.",
        )
    else:
        report.error(
            "value-mapping",
            "A mapping is not a value; give `path` for data, or dotted names for a group.",
        )


def data_type(report: Report, raw: Mapping[str, Any]) -> PortType | None:
    """The ``type`` of a data value or output, in any case."""
    written = shape.text(raw, "type")
    if written is None:
        return None
    if written.lower() in DATA_TYPES:
        return cast(PortType, written.lower())
    meant = TYPE_GUESSES.get(written.lower()) or names.guess(written, DATA_TYPES)
    suggestion = f' Did you mean "{meant}"?' if meant in DATA_TYPES else ""
    message = f'"{written}" is not a type of data.{suggestion}'
    known = ", ".join(one for one in DATA_TYPES if one != OLD_TYPE)
    report.error("unknown-type", message, "type", hint=f"Types: {known}.")
    return None


def _mode(report: Report, raw: Mapping[str, Any]) -> str | None:
    written = shape.text(raw, "mode")
    if written is None:
        return None
    is_table = str(raw.get("type")).lower() == "mltable"
    if written.lower() in (_TABLE_MODES if is_table else _MODES):
        return written.lower()
    report.error("input-mode", "mode must be one of ro_mount, download, direct.", "mode")
    return None


def read_output(report: Report, raw: object) -> tuple[OutputSettings, Expression | None] | None:
    """An output's settings, and the pipeline output that it is bound to; None after an error."""
    if raw is None:
        return OutputSettings(), None
    if isinstance(raw, str):
        bound = _output_binding(report, raw)
        return (OutputSettings(), bound) if bound else None
    if not isinstance(raw, dict):
        report.error("output-form", f"An output must be a mapping, not {shape.kind_of(raw)}.")
        return None
    shape.check_keys(report, raw, _OUTPUT_KEYS)
    settings = OutputSettings(type=data_type(report, raw), mode=_output_mode(report, raw))
    _asset(report, raw, settings)
    path = shape.text(raw, "path")
    bound = whole(path)
    if bound is not None and bound.context not in ("name", "default_datastore", "output_name"):
        bound = _output_binding(report.below("path"), path or "")
        return settings, bound
    settings.path = path
    return settings, None


def _output_binding(report: Report, text: str) -> Expression | None:
    bound = whole(text)
    if bound is not None and bound.context == "parent.outputs":
        return bound
    if bound is not None and bound.context == "outputs":
        report.error("binding-needs-parent", f"Write `${{{{parent.{bound.text}}}}}`.")
    else:
        report.error(
            "output-form",
            f'"{text}" is no binding of an output.',
            hint="Write ${{parent.outputs.NAME}}, or a mapping with `path`.",
        )
    return None


def _output_mode(report: Report, raw: Mapping[str, Any]) -> str | None:
    written = shape.text(raw, "mode")
    say_of_direct(report, written)
    if written is None or written.lower() in _OUTPUT_MODES:
        return written.lower() if written else None
    report.error("output-mode", "mode must be one of rw_mount, mount, upload, direct.", "mode")
    return None


def _asset(report: Report, raw: Mapping[str, Any], settings: OutputSettings) -> None:
    settings.name = shape.text(raw, "name")
    version = raw.get("version")
    if scalars.is_date(version):
        report.error("version-date", f'Quote the version: "{version}".', "version")
        return
    settings.version = shape.version(report, raw)
    if settings.version is not None and settings.name is None:
        report.error("output-version", "version needs name.", "version")
    if settings.name and "${{" not in settings.name and not names.ASSET.fullmatch(settings.name):
        report.error(
            "output-asset-name",
            "name may contain letters (a to z), digits, `-` and `_` only.",
            "name",
        )


# For the schema that editors use.
KEYS: Final[Mapping[str, shape.Keys]] = {"input": _DATA_KEYS, "output": _OUTPUT_KEYS}
INPUT_MODES: Final = _TABLE_MODES
OUTPUT_MODES: Final = _OUTPUT_MODES
