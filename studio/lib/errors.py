"""Errors as values of design: each has a code, says what happened, where, and what to do.

Domain code raises these; only ``studio.api.errors`` knows their HTTP codes.
"""

from collections.abc import Sequence
from typing import Any


class StudioError(Exception):
    """An expected failure. ``code`` is stable: scripts compare it; texts are for people."""

    def __init__(
        self, code: str, message: str, hint: str | None = None, place: str | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.place = place

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "place": self.place,
            "diagnostics": [],
        }


class Invalid(StudioError):
    """The request or document is wrong; ``diagnostics`` lists every finding with its place."""

    def __init__(
        self,
        code: str,
        message: str,
        hint: str | None = None,
        place: str | None = None,
        diagnostics: Sequence[dict[str, Any]] = (),
    ) -> None:
        super().__init__(code, message, hint, place)
        self.diagnostics = list(diagnostics)

    def as_dict(self) -> dict[str, Any]:
        return super().as_dict() | {"diagnostics": self.diagnostics}


class NotFound(StudioError):
    """It does not exist, or the asker may not know that it does."""


class Conflict(StudioError):
    """Somebody or something else got there first."""


class Denied(StudioError):
    """The asker may see it but not change it."""


class TooLarge(StudioError):
    """Over a size limit that a setting fixes."""


class Unavailable(StudioError):
    """It cannot be done now; trying again later may work."""
