"""Whole numbers of a query string."""

from rest_framework.request import Request

from studio.lib.errors import Invalid


def whole(request: Request, name: str, default: int, least: int = 0, most: int = 2**63 - 1) -> int:
    """Raises Invalid for anything else; what is over ``most`` counts as ``most``."""
    raw = request.query_params.get(name, "")
    if not raw:
        return default
    digits = raw.removeprefix("-") if least < 0 else raw
    if not digits.isascii() or not digits.isdecimal() or len(raw) > 30 or int(raw) < least:
        raise Invalid(
            "bad-query",
            f'{name}: "{raw[:40]}" is not a whole number of at least {least}.',
            place=name,
        )
    return min(int(raw), most)
