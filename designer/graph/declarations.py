"""Reads what a component declares: its inputs and outputs (yaml.md 4.1, 4.2, 4.4)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from designer.graph import names, scalars, shape
from designer.graph.document import (
    DATA_TYPES,
    PRIMITIVE_TYPES,
    InputDeclaration,
    OutputDeclaration,
    PortType,
)
from designer.graph.ports import is_data
from designer.graph.report import Report
from designer.graph.scalars import Scalar

MODES: Final = frozenset(
    {
        "direct",
        "download",
        "mount",
        "ro_mount",
        "rw_mount",
        "upload",
        "eval_mount",
        "eval_download",
        "link",
    }
)
_INPUT_KEYS: Final[shape.Keys] = {
    "type": "text",
    "description": "text",
    "optional": "flag",
    "default": "any",
    "min": "number",
    "max": "number",
    "enum": "list",
    "mode": "text",
}
_OUTPUT_KEYS: Final[shape.Keys] = {
    "type": "text",
    "description": "text",
    "mode": "text",
    "early_available": "flag",
    "is_control": "flag",
}
_INPUT_ELSEWHERE: Final = {
    "path": "`path` belongs in the job, not in the component.",
    "datastore": "`datastore` belongs in the job, not in the component.",
    "value": "`value` belongs in the job, not in the component; use `default`.",
}
OLD_TYPE: Final = "path"  # of data; still read
TYPE_GUESSES: Final = {
    **{"int": "integer", "float": "number", "bool": "boolean", "str": "string"},
    **{"folder": "uri_folder", "directory": "uri_folder", "anydirectory": "uri_folder"},
    **{"file": "uri_file", "anyfile": "uri_file", "table": "mltable", "model": "custom_model"},
}
ALL_TYPES: Final = (*DATA_TYPES, *PRIMITIVE_TYPES)


def read_inputs(report: Report, raw: Mapping[str, Any]) -> dict[str, InputDeclaration]:
    """The declared inputs that could be read."""
    found: dict[str, InputDeclaration] = {}
    for name, entry in shape.mapping(raw, "inputs").items():
        here = report.below("inputs", name)
        if not names.INPUT.fullmatch(name):
            here.error("input-name", f'Input name "{name}": use letters (a to z), digits and `_`.')
        declared = _input(here, entry)
        if declared is not None:
            found[name] = declared
    _unique(report, shape.mapping(raw, "inputs"))
    return found


def _unique(report: Report, found: Iterable[str]) -> None:
    first: dict[str, str] = {}
    for name in found:
        other = first.setdefault(name.lower(), name)
        if other != name:
            report.error(
                "input-names-alike",
                f"Input names must differ by more than case: {other}, {name}.",
                "inputs",
                name,
            )


def _input(report: Report, entry: object) -> InputDeclaration | None:
    if not isinstance(entry, dict):
        report.error(
            "declaration-form",
            f"A declaration must be a mapping with `type`, not {shape.kind_of(entry)}.",
        )
        return None
    port_type = _type(report, entry)
    if port_type is None:
        return None
    shape.check_keys(report, entry, _INPUT_KEYS, elsewhere=_INPUT_ELSEWHERE)
    if is_data(port_type):
        return _data_input(report, entry, port_type)
    return _primitive_input(report, entry, port_type)


def _type(report: Report, entry: Mapping[str, Any]) -> PortType | None:
    written = entry.get("type")
    if written is None:
        report.error("type-missing", "`type` is missing.")
        return None
    if isinstance(written, str) and written in ALL_TYPES:
        return cast(PortType, written)
    text = str(written)
    meant = TYPE_GUESSES.get(text.lower()) or names.guess(text, ALL_TYPES)
    suggestion = f' Did you mean "{meant}"?' if meant else ""
    hint = f"Types: {', '.join(one for one in ALL_TYPES if one != OLD_TYPE)}."
    if text == "enum":
        hint = "There is no type enum; use `type: string` with `enum`."
    report.error("unknown-type", f'"{text}" is unknown.{suggestion}', "type", hint=hint)
    return None


def _data_input(report: Report, entry: Mapping[str, Any], port_type: PortType) -> InputDeclaration:
    if "default" in entry:
        report.error(
            "data-default", "A data input cannot have a default; use `optional: true`.", "default"
        )
    for key in ("min", "max", "enum"):
        if key in entry:
            report.error("range-of-data", f"`{key}` does not apply to {port_type}.", key)
    shape.one_of(report, entry, "mode", MODES)
    mode = shape.text(entry, "mode")
    return InputDeclaration(
        type=port_type,
        description=shape.text(entry, "description"),
        optional=bool(shape.flag(entry.get("optional"))),
        mode=mode if mode in MODES else None,
    )


def _primitive_input(
    report: Report, entry: Mapping[str, Any], port_type: PortType
) -> InputDeclaration:
    if "mode" in entry:
        report.error("mode-of-value", "`mode` applies to data inputs only.", "mode")
    low, high = _range(report, entry, port_type)
    allowed = _enum(report, entry, port_type)
    declared = InputDeclaration(
        type=port_type,
        description=shape.text(entry, "description"),
        optional=bool(shape.flag(entry.get("optional"))),
        min=low,
        max=high,
        enum=allowed,
    )
    if "default" in entry and entry["default"] is not None:
        declared.default = _default(report, entry["default"], declared)
    return declared


def _range(
    report: Report, entry: Mapping[str, Any], port_type: PortType
) -> tuple[float | None, float | None]:
    if port_type not in ("integer", "number"):
        for key in ("min", "max"):
            if key in entry:
                report.error("range-of-text", "min/max apply to integer and number only.", key)
        return None, None
    low, high = scalars.as_number(entry.get("min")), scalars.as_number(entry.get("max"))
    if low is not None and high is not None and low > high:
        report.error("range-empty", "min is above max.", "min")
    return low, high


def _enum(report: Report, entry: Mapping[str, Any], port_type: PortType) -> list[str] | None:
    items = entry.get("enum")
    if items is None:
        return None
    if port_type != "string":
        report.error("enum-of-number", "`enum` applies to string only.", "enum")
        return None
    if not shape.is_kind(items, "texts"):
        shown = ", ".join(f'"{one}"' for one in items) if isinstance(items, list) else ""
        report.error("enum-not-text", f"enum items must be text: [{shown}].", "enum")
        return None
    return list(items)


def _default(report: Report, value: object, declared: InputDeclaration) -> Scalar | None:
    port_type = declared.type
    if port_type == "number" and scalars.is_unbounded(value):
        report.warning("default-unbounded", "An unbounded default is dropped.", "default")
        return None
    if not isinstance(value, str | bool | int | float):
        report.error(
            "default-form",
            f"A default must be one value, not {shape.kind_of(value)}.",
            "default",
            hint=f'Quote it: "{value}".' if scalars.is_date(value) else None,
        )
        return None
    if not _default_fits(report, value, port_type):
        return None
    kept = scalars.coerced_default(value, port_type)
    if port_type == "string" and isinstance(value, int | float) and not isinstance(value, bool):
        report.warning(
            "default-not-text",
            f'default {value} is a number; it will be used as "{kept}". Quote it.',
            "default",
        )
    for problem in value_problems(kept, declared, f"default {_shown(value)}"):
        report.error("default-range", problem, "default")
    return kept


def _default_fits(report: Report, value: Scalar, port_type: PortType) -> bool:
    if scalars.fits(value, port_type):
        return True
    if port_type == "boolean":
        report.error("default-not-boolean", "default must be true or false.", "default")
        return False
    became = ""
    if port_type == "integer" and isinstance(value, float) and not scalars.is_unbounded(value):
        became = f" (it would become {int(value)})"
    report.error(
        "default-type", f"default {_shown(value)} is not {a_type(port_type)}{became}.", "default"
    )
    return False


def _shown(value: Scalar) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def a_type(port_type: str) -> str:
    return f"an {port_type}" if port_type == "integer" else f"a {port_type}"


def value_problems(value: Scalar, declared: InputDeclaration, subject: str) -> list[str]:
    """Sentences on a value that fits its type but not its range or its enum."""
    found = []
    number = scalars.as_number(value) if declared.type in ("integer", "number") else None
    if number is not None and declared.min is not None and number < declared.min:
        found.append(f"{subject} is below the minimum {declared.min:g}.")
    if number is not None and declared.max is not None and number > declared.max:
        found.append(f"{subject} is above the maximum {declared.max:g}.")
    if declared.enum is not None and scalars.literal_text(value) not in declared.enum:
        found.append(f"{subject} is not one of: {names.listed(declared.enum)}.")
    return found


def read_outputs(report: Report, raw: Mapping[str, Any]) -> dict[str, OutputDeclaration]:
    """The declared outputs that could be read."""
    found: dict[str, OutputDeclaration] = {}
    for name, entry in shape.mapping(raw, "outputs").items():
        here = report.below("outputs", name)
        check_output_name(here, name)
        declared = _output(here, entry)
        if declared is not None:
            found[name] = declared
    return found


def check_output_name(report: Report, name: str) -> None:
    if not names.OUTPUT.fullmatch(name):
        report.error("output-name", f'Output name "{name}": use letters (a to z), digits and `_`.')
    elif name == names.RESERVED_OUTPUT:
        report.error("output-name", f'Output name "{name}" is reserved; choose another one.')


def _output(report: Report, entry: object) -> OutputDeclaration | None:
    if not isinstance(entry, dict):
        report.error(
            "declaration-form",
            f"A declaration must be a mapping with `type`, not {shape.kind_of(entry)}.",
        )
        return None
    port_type = _type(report, entry)
    if port_type is None:
        return None
    shape.check_keys(
        report,
        entry,
        _OUTPUT_KEYS,
        elsewhere={
            "path": "`path` belongs in the job, not in the component.",
        },
    )
    shape.one_of(report, entry, "mode", MODES)
    mode = shape.text(entry, "mode")
    say_of_direct(report, mode)
    return OutputDeclaration(
        type=port_type,
        description=shape.text(entry, "description"),
        mode=mode if mode in MODES else None,
    )


def say_of_direct(report: Report, mode: str | None) -> None:
    """The hosted service would hand over an address; here a step writes to folders only."""
    if mode is not None and mode.lower() == "direct":
        message = "`mode: direct` of an output gives a path here, as `rw_mount` does."
        hint = "A step reaches its outputs through folders only, whatever address they go to."
        report.warning("output-direct", message, "mode", hint=hint)


def is_required(declared: InputDeclaration) -> bool:
    return not declared.optional and declared.default is None


# For the schema that editors use.
KEYS: Final[Mapping[str, shape.Keys]] = {"input": _INPUT_KEYS, "output": _OUTPUT_KEYS}
