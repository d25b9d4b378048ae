"""Numbers, times and keys as MLflow clients write and read them."""

import math
import re
from datetime import datetime

from studio.lib.errors import Invalid

KEY_MAX = 250
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
        return int(value or 0)  # type: ignore[call-overload,no-any-return]
    except (TypeError, ValueError):
        raise Invalid("not-a-number", f"{what} must be a whole number, not {value!r}.") from None


def milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)
