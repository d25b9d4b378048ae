"""JSON as the studio takes it: what would break further down is refused here, as bad JSON."""

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class StudioJSONParser(JSONParser):
    """Refuses nesting beyond what Python reads, and the character NUL, which PostgreSQL lacks."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        try:
            data: dict[str, Any] = super().parse(stream, media_type, parser_context)
            if _has_nul(data):
                raise ParseError("JSON parse error - the character NUL (\\u0000) is not allowed.")
        except RecursionError:
            raise ParseError("JSON parse error - too deeply nested.") from None
        return data


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any("\0" in key or _has_nul(one) for key, one in value.items())
    return isinstance(value, list) and any(_has_nul(one) for one in value)
