"""JSON as the studio takes it: what would break further down is refused here, as bad JSON."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StudioJSONParser(JSONParser):
    """Refuses nesting beyond what Python reads, and text that PostgreSQL and UTF-8 lack: the
    character NUL, and half a surrogate pair.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        try:
            data: dict[str, Any] = super().parse(stream, media_type, parser_context)
            if not is_storable(data):
                raise ParseError("JSON parse error - \\u0000 and half characters are not allowed.")
        except RecursionError:
            raise ParseError("JSON parse error - too deeply nested.") from None
        return data


def is_storable(value: Any) -> bool:
    """Whether every text in a JSON value can be written down."""
    if isinstance(value, str):
        return "\0" not in value and (value.isascii() or _is_whole(value))
    if isinstance(value, dict):
        return all(is_storable(key) and is_storable(one) for key, one in value.items())
    return not isinstance(value, list) or all(is_storable(one) for one in value)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
