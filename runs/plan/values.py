"""Typing rules: from what YAML read to the text that a command line gets (yaml.md 4.2 and 11.2)."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from runs.plan.model import DATA_TYPES

PARENT_INPUT = re.compile(r"\$\{\{\s*parent\.inputs\.([^\s{}]+)\s*\}\}")


def is_data(type_: str) -> bool:
    return type_ in DATA_TYPES


def literal_text(value: str | bool | int | float) -> str:
    """Python's text of a literal: True, 3, 0.001, and text as it is."""
    return str(value)


def default_text(type_: str, value: str | bool | int | float) -> str:
    """A component's default in the text of its declared type."""
    if type_ == "boolean":
        return "True" if str(value).lower() == "true" else "False"
    if isinstance(value, bool):
        return str(value)
    if type_ == "integer":
        return str(int(float(value)))
    if type_ == "number":
        number = float(value)
        return str(number) if math.isfinite(number) else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if type_ == "string" and abs(value) < 1e15 else str(value)
    return str(value)


def filled(value: Any, lookup: Callable[[str], str | None]) -> Any:
    """``value`` (nested mappings and lists) with every ``${{parent.inputs.X}}`` replaced."""
    if isinstance(value, str):
        return PARENT_INPUT.sub(lambda match: lookup(match[1]) or "", value)
    if isinstance(value, Mapping):
        return {key: filled(one, lookup) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [filled(one, lookup) for one in value]
    return value


def resource_name(reference: str) -> str:
    """``azureml:cpu`` and long ids -> ``cpu``."""
    if reference.startswith("/") or reference.startswith("azureml:/"):
        return reference.rstrip("/").rpartition("/")[2]
    return reference.removeprefix("azureml:")


def whole(value: Any, default: int) -> int:
    """A count that may be written as text; at least 1."""
    try:
        return max(1, int(float(str(value))))
    except ValueError:
        return default


def seconds(value: Any) -> float | None:
    """A time limit; None when there is none."""
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if number > 0 else None
