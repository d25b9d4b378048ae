"""Bodies and queries as fields; what would break further down is refused here."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import QueryParams

from studio.lib.errors import Invalid

# These come as often as they have values.
LISTS = ("order_by", "experiment_ids", "stages")


def of_query(query: QueryParams) -> Mapping[str, Any]:
    fields = {
        key: query.getlist(key) if key in LISTS else value for key, value in query.multi_items()
    }
    _must_be_storable(fields)
    return fields


def of_body(body: bytes) -> Mapping[str, Any]:
    """Raises Invalid("bad-json")."""
    try:
        fields = json.loads(body or b"{}")
        if not isinstance(fields, dict):
            raise Invalid("bad-json", "The request is not a JSON object.")
        if b"\\u" in body:
            _must_be_storable(fields)
    except (ValueError, RecursionError):
        raise Invalid("bad-json", "The request is not a JSON document.") from None
    return fields


def _must_be_storable(fields: Mapping[str, Any]) -> None:
    """Half a surrogate pair is no text, and PostgreSQL's texts have no NUL."""
    text = json.dumps(fields, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Invalid("bad-json", "The request holds half a character.") from None
    if "\\u0000" in text.replace("\\\\", ""):
        raise Invalid("bad-json", "The request holds the character NUL.")
