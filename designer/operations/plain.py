"""Makes what a client sent fit to store: plain JSON, without what databases refuse."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from studio.lib.errors import Invalid, TooLarge

# A pipeline of 10,000 inline steps has 3 MB.
SPEC_MAX_BYTES = 16 * 1024 * 1024


def plain(spec: Mapping[str, Any], what: str) -> dict[str, Any]:
    """A copy of ``spec`` as plain JSON values. YAML dates become text."""
    try:
        text = json.dumps(spec, default=_text, allow_nan=False)
    except (ValueError, TypeError) as error:
        raise Invalid(f"invalid-{what}", f"The {what} cannot be stored: {error}.") from None
    if len(text) > SPEC_MAX_BYTES:
        raise TooLarge(
            f"{what}-too-large",
            f"The {what} has {len(text):,} bytes; {SPEC_MAX_BYTES:,} are allowed.",
            hint="Put large texts into files of the code folder.",
        )
    if "\\u0000" in text and "\x00" in "".join(_texts(spec)):
        raise Invalid(f"invalid-{what}", f"The {what} holds a NUL character.")
    plain_copy: dict[str, Any] = json.loads(text)
    return plain_copy


def _text(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not a value of YAML")


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for pair in value.items() for one in pair for text in _texts(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in _texts(one)]
    return []
