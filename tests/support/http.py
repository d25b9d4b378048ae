"""What tests say often about answers."""

from collections.abc import Iterable
from typing import Any, cast

from django.http import HttpResponseBase


def problem(answer: Any, code: int, name: str) -> dict[str, Any]:
    """The problem document of ``answer``, after checking its HTTP code, type and name."""
    assert answer.status_code == code, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert set(found) == {"code", "message", "hint", "place", "diagnostics"}
    assert found["code"] == name
    return found


def body(answer: HttpResponseBase) -> bytes:
    """All bytes of a streaming answer."""
    return b"".join(cast(Iterable[bytes], answer))
