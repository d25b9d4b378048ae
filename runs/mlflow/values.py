"""Numbers, times and keys as MLflow clients write and read them."""

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from studio.lib.errors import Invalid

KEY_MAX = 250
WHOLE_MAX = 2**63
_KEY = re.compile(r"[\w\-. :/]+")


def metric_text(value: object) -> str:
    """A metric's value as it is stored: JSON numbers, and "NaN", "Infinity", "-Infinity"."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise Invalid(
            "not-a-number", f"A metric's value must be a number, not {value!r}."
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


def milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)
