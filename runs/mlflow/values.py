"""Numbers, times and keys as MLflow clients write and read them."""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from studio.lib.errors import Invalid

KEY_MAX = 250
NAME_MAX = 255
WHOLE_MAX = 2**63
_NOT_IN_NAMES = "/:.%\"'`\\"
_KEY = re.compile(r"[\w\-. :/]+")


def metric_text(value: object) -> str:
    """A metric's value as it is stored: JSON numbers, and "NaN", "Infinity", "-Infinity"."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        raise Invalid(
            "not-a-number", f"A metric's value must be a number, not {str(value)[:80]!r}."
        ) from None
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return repr(number)


def metric_number(text: str) -> float | str:
    """The stored text as JSON can hold it: what is not finite stays text."""
    return float(text) if math.isfinite(float(text)) else text


def key(value: object, what: str) -> str:
    """A metric's, parameter's or tag's key, as the MLflow server accepts it."""
    text = str(value or "")
    if not _KEY.fullmatch(text) or len(text) > KEY_MAX:
        raise Invalid(
            "bad-key",
            f'"{text[:80]}" is no key of a {what}.',
            hint=f"At most {KEY_MAX} letters, digits, blanks and any of _ - . : /",
        )
    return text


def whole(value: object, what: str) -> int:
    """An integer that may come as text, as protocol buffers write 64-bit numbers in JSON."""
    try:
        number = int(value or 0)  # type: ignore[call-overload]
    except (TypeError, ValueError, OverflowError):
        number = WHOLE_MAX
    if abs(number) >= WHOLE_MAX:
        raise Invalid("not-a-number", f"{what} must be a whole number, not {value!r}.")
    return int(number)


def objects(value: object, what: str) -> list[Mapping[str, Any]]:
    """A list of JSON objects; nothing is an empty one."""
    found = value or []
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise Invalid("not-a-list", f"{what} must be a list of objects.")
    return found


def text(value: object, what: str, most: int) -> str:
    """Text of at most ``most`` characters; nothing is an empty one."""
    found = "" if value is None else str(value)
    if len(found) > most:
        raise Invalid("too-long", f"The {what} is longer than {most} characters.")
    return found


def name(value: object, what: str) -> str:
    """A name that can be part of an address."""
    found = text(value, what, NAME_MAX).strip()
    if not found or set(found) & set(_NOT_IN_NAMES):
        raise Invalid(
            "bad-name",
            f'"{found}" is no name of a {what}.',
            hint=f"At most {NAME_MAX} characters, none of them / : . % quotes.",
        )
    return found


def registered_name(value: object) -> str:
    """Dots and blanks are usual in the names of registered models; their addresses are ours."""
    found = text(value, "name", NAME_MAX).strip()
    if not found or "/" in found or ":" in found:
        raise Invalid("bad-name", f'"{found}" is no name of a model: no / and no : in it.')
    return found


def pairs(value: object, what: str) -> dict[str, str]:
    """[{"key", "value"}…] as a mapping; one key twice with two values is refused for parameters."""
    found: dict[str, str] = {}
    for pair in objects(value, f"{what}s"):
        name, content = key(pair.get("key"), what), str(pair.get("value", ""))
        if what == "parameter" and found.get(name, content) != content:
            raise Invalid("parameter-twice", f'Parameter "{name}" is sent with two values.')
        found[name] = content
    return found


def listed(mapping: Mapping[str, str]) -> list[dict[str, str]]:
    """A mapping as [{"key", "value"}…], by key."""
    return [{"key": key, "value": str(value)} for key, value in sorted(mapping.items())]


def page(fields: Mapping[str, Any], usual: int, most: int) -> tuple[int, int]:
    """(from, to) of the page that a request asks for; our page tokens are positions."""
    size = min(whole(fields.get("max_results"), "max_results") or usual, most)
    start = whole(fields.get("page_token"), "page_token")
    if size < 1 or start < 0:
        raise Invalid("bad-page", "max_results and page_token must not be negative.")
    return start, start + size


def milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)
