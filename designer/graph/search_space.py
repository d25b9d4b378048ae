"""The expressions of a sweep's search space (yaml.md 7.8), checked and in their plain form.

A setting may hold ``${{parent.inputs.X}}``; where its value is not known yet, nothing is said
about it, and the space as a whole is not known either.
"""

import math
from collections.abc import Mapping
from typing import Any, Final

from designer.graph import names, scalars, shape
from designer.graph.expressions import has_expression
from designer.graph.report import Report

Space = dict[str, dict[str, Any]]

PARAMETERS: Final[Mapping[str, tuple[str, ...]]] = {
    "choice": ("values",),
    "randint": ("upper",),
    "uniform": ("min_value", "max_value"),
    "quniform": ("min_value", "max_value", "q"),
    "loguniform": ("min_value", "max_value"),
    "qloguniform": ("min_value", "max_value", "q"),
    "normal": ("mu", "sigma"),
    "qnormal": ("mu", "sigma", "q"),
    "lognormal": ("mu", "sigma"),
    "qlognormal": ("mu", "sigma", "q"),
}
LOGARITHMIC: Final = ("loguniform", "qloguniform", "lognormal", "qlognormal")
_DEEPEST: Final = 5
_LARGEST_EXPONENT: Final = 700.0


def read_space(report: Report, raw: object, depth: int = 0) -> Space | None:
    """{parameter: {"type", …}} with numbers as numbers; None when something is wrong or open.

    ``report`` is about the mapping itself.
    """
    if not isinstance(raw, dict):
        report.error("wrong-kind", f"This must be a mapping, not {shape.kind_of(raw)}.")
        return None
    if not raw:
        report.error("search-space-missing", "A sweep needs at least one parameter.")
        return None
    found: Space = {}
    for name, entry in raw.items():
        here = report.below(name)
        if not names.OUTPUT.fullmatch(name):
            message = f'Parameter "{name}": use letters (a to z), digits and `_`.'
            here.error("parameter-name", message)
        read = _inner(here, entry, depth) if depth else _expression(here, entry, depth)
        if read is not None:
            found[name] = read
    return found if len(found) == len(raw) else None


def _inner(report: Report, entry: object, depth: int) -> dict[str, Any] | None:
    """Inside a choice of mappings a plain value stands for itself."""
    if isinstance(entry, dict):
        return _expression(report, entry, depth)
    item = _item(report, entry, depth)
    return None if item is None else {"type": "choice", "values": [item]}


def _expression(report: Report, entry: object, depth: int) -> dict[str, Any] | None:
    if not isinstance(entry, dict):
        report.error(
            "expression-form",
            f"An expression is a mapping with `type`, not {shape.kind_of(entry)}.",
            hint="For example `{type: uniform, min_value: 0.1, max_value: 1}`.",
        )
        return None
    kind = str(entry.get("type", "")).lower()
    keys = PARAMETERS.get(kind)
    if keys is None:
        _unknown_type(report, entry)
        return None
    if not _check_keys(report, entry, kind, keys):
        return None
    if kind == "choice":
        values = _choices(report.below("values"), entry["values"], depth)
        return None if values is None else {"type": kind, "values": values}
    numbers = {key: _number(report, key, entry[key], whole=kind == "randint") for key in keys}
    if any(value is None for value in numbers.values()):
        return None
    told = {key: value for key, value in numbers.items() if value is not None}
    return {"type": kind, **told} if _in_order(report, kind, told) else None


def _unknown_type(report: Report, entry: Mapping[str, Any]) -> None:
    known = ", ".join(PARAMETERS)
    if "type" not in entry:
        report.error("type-missing", "`type` is missing.", hint=f"Known: {known}.")
        return
    written = str(entry["type"])
    report.error(
        "unknown-expression",
        f'Unknown expression "{written}".{names.did_you_mean(written, PARAMETERS)}',
        "type",
        hint=f"Known: {known}.",
    )


def _check_keys(report: Report, entry: Mapping[str, Any], kind: str, keys: tuple[str, ...]) -> bool:
    elsewhere = {}
    if kind == "randint":
        only = "randint takes only `upper` (range 0…upper-1)."
        elsewhere = dict.fromkeys(("lower", "min_value", "max_value", "values", "q"), only)
    apart = report.apart()
    shape.check_keys(
        apart, entry, {"type": "any", **dict.fromkeys(keys, "any")}, elsewhere=elsewhere
    )
    for key in keys:
        if key not in entry:
            apart.error("parameter-missing", f"`{key}` is required for {kind}.", key)
    report.items.extend(apart.items)
    return not apart.items


def _number(report: Report, key: str, value: object, whole: bool) -> float | int | None:
    if has_expression(value):
        return None
    number = scalars.as_number(value)
    if number is None or not math.isfinite(number):
        report.error("wrong-kind", f"`{key}` must be a number.", key)
        return None
    if whole:
        if number < 1 or not number.is_integer():
            report.error("wrong-kind", f"`{key}` must be a whole number of at least 1.", key)
            return None
        return int(number)
    is_whole = isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal())
    return int(number) if is_whole else number


def _in_order(report: Report, kind: str, told: Mapping[str, float]) -> bool:
    apart = report.apart()
    if "min_value" in told and told["min_value"] > told["max_value"]:
        apart.error("range-empty", "min_value is above max_value.", "min_value")
    if told.get("q", 1) <= 0:
        apart.error("wrong-kind", "`q` must be above 0.", "q")
    if told.get("sigma", 0) < 0:
        apart.error("wrong-kind", "`sigma` must not be negative.", "sigma")
    if kind in LOGARITHMIC:
        _check_exponents(apart, told)
    report.items.extend(apart.items)
    return not any(one.severity == "error" for one in apart.items)


def _check_exponents(report: Report, told: Mapping[str, float]) -> None:
    """min_value, max_value and mu are logarithms: 0.0001 to 0.1 is written -9.21 to -2.3."""
    largest = max(told.get("max_value", 0), told.get("mu", 0))
    if largest > _LARGEST_EXPONENT:
        key = "max_value" if "max_value" in told else "mu"
        report.error("exponent-too-large", f"`{key}` is a logarithm: exp({largest:g}).", key)
    elif "min_value" in told and 0 < told["min_value"] <= told["max_value"] < 1:
        low, high = told["min_value"], told["max_value"]
        report.warning(
            "bounds-are-logarithms",
            f"min_value and max_value are logarithms: this gives {math.exp(low):.4g} to "
            f"{math.exp(high):.4g}.",
            "min_value",
            hint=f"For {low:g} to {high:g} write {math.log(low):.4g} and {math.log(high):.4g}.",
        )


def _choices(report: Report, raw: object, depth: int) -> list[Any] | None:
    if has_expression(raw):
        return None
    if not isinstance(raw, list):
        report.error("wrong-kind", f"`values` must be a list, not {shape.kind_of(raw)}.")
        return None
    if not raw:
        report.error("values-empty", "values is empty.")
        return None
    found = [_item(report.below(index), one, depth) for index, one in enumerate(raw)]
    return None if any(one is None for one in found) else found


def _item(report: Report, value: object, depth: int) -> Any:
    """One value of a choice: a number, text, or a space of its own."""
    if isinstance(value, bool):
        text = "true" if value else "false"
        report.error(
            "boolean-choice",
            "values must be numbers or text; quote booleans.",
            hint=f'Write "{text}".',
        )
        return None
    if isinstance(value, dict):
        if depth >= _DEEPEST:
            report.error("nested-too-deep", f"More than {_DEEPEST} spaces inside each other.")
            return None
        return read_space(report, value, depth + 1)
    if isinstance(value, str):
        return None if has_expression(value) else value
    if isinstance(value, int | float) and not scalars.is_unbounded(value):
        return value
    report.error("choice-form", f"values must be numbers or text, not {shape.kind_of(value)}.")
    return None


def inner_names(space: object, before: str = "") -> list[str]:
    """Every name that a sample has: ``model``, and ``model.lr`` where a choice has spaces.

    space: as it was written; what is wrong in it is passed over.
    """
    found: list[str] = []
    for name, entry in space.items() if isinstance(space, dict) else ():
        found.append(f"{before}{name}")
        values = entry.get("values") if isinstance(entry, dict) else None
        for one in values if isinstance(values, list) else ():
            found += inner_names(one, f"{before}{name}.")
    return list(dict.fromkeys(found))


def certain_names(space: object, before: str = "") -> set[str]:
    """Those of ``inner_names`` that every sample has."""
    found: set[str] = set()
    for name, entry in space.items() if isinstance(space, dict) else ():
        found.add(f"{before}{name}")
        values = entry.get("values") if isinstance(entry, dict) else None
        if isinstance(values, list) and values:
            inner = [certain_names(one, f"{before}{name}.") for one in values]
            found |= set.intersection(*inner)
    return found
