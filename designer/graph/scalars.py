"""What a YAML 1.1 scalar is, and the text that a command line gets of it (yaml.md section 11).

The text is Python's own (``True``, ``1e-07``): scripts written for the original service rely on
it, so nothing is prettified here.
"""

import math
import re
from datetime import date
from typing import Any, Final

import yaml

_SIMPLE_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp")
)
_TEXT: Final = "tag:yaml.org,2002:str"
_NAMES: Final = {
    "integer": re.compile(r"[-+]?\d+(\.0*)?"),
    "number": re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?"),
}

Scalar = str | bool | int | float


class Untypable(ValueError):
    """A scalar that YAML gives a type which its text does not fit, or a tag that is not allowed."""


_PLAIN = yaml.SafeLoader("")


def typed(text: str, tag: str | None, implicit: tuple[bool, bool]) -> Any:
    """The Python value of a scalar: text, number, truth value, date or None."""
    if tag is None or tag == "!":
        if not implicit[0]:
            return text
        tag = _PLAIN.resolve(yaml.ScalarNode, text, implicit)  # type: ignore[no-untyped-call]
    if tag == _TEXT or tag == "tag:yaml.org,2002:value" or tag == "tag:yaml.org,2002:merge":
        return text
    if tag not in _SIMPLE_TAGS:
        raise Untypable(f"The tag {tag} is not allowed.")
    return _constructed(text, tag)


def _constructed(text: str, tag: str) -> Any:
    try:
        return yaml.SafeLoader.yaml_constructors[tag](_PLAIN, yaml.ScalarNode(tag, text))
    except (ValueError, KeyError, OverflowError, TypeError, AttributeError, yaml.YAMLError):
        name = tag.rpartition(":")[2]
        raise Untypable(f'"{text[:60]}" is read as {name} but is none; quote it.') from None


def literal_text(value: object) -> str:
    """The text that a command line gets: ``True``, ``8`` for 010, ``0.001`` for 1.0e-3."""
    return value if isinstance(value, str) else str(value)


def fits(value: object, port_type: str) -> bool:
    """Whether a literal can be read as the declared primitive type."""
    if port_type == "string":
        return True
    if port_type == "boolean":
        return isinstance(value, bool) or literal_text(value).lower() in ("true", "false")
    if isinstance(value, bool):
        return False
    if port_type == "integer" and isinstance(value, float):
        return value.is_integer()
    if isinstance(value, int | float):
        return True
    return _NAMES[port_type].fullmatch(literal_text(value).strip()) is not None


def as_number(value: object) -> float | None:
    """The number that a literal stands for, or None."""
    if isinstance(value, bool):
        return None
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None


def is_date(value: object) -> bool:
    return isinstance(value, date)


def is_unbounded(value: object) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def coerced_default(value: Scalar, port_type: str) -> Scalar:
    """A declared default as it is kept (yaml.md 4.2); the caller has checked that it fits."""
    if port_type == "string":
        return _string_default(value)
    if port_type == "boolean":
        return value if isinstance(value, bool) else literal_text(value).lower() == "true"
    number = as_number(value)
    if number is None:
        return value
    if port_type == "number":
        return number
    return int(value) if isinstance(value, int | str) and _is_whole(value) else int(number)


def _string_default(value: Scalar) -> str:
    """Whole numbers keep their look ("3", not the package's "3.0"); see yaml.md 4.2."""
    return literal_text(value)


def _is_whole(value: int | str) -> bool:
    return isinstance(value, int) or re.fullmatch(r"\s*[-+]?\d+\s*", value) is not None


def inferred_type(value: object) -> str:
    """The type of an inline step's input that is given as a literal."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return "number" if isinstance(value, float) else "string"
