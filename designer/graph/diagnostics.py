"""One finding about a document: severity, code, message, hint, and its place."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """``path`` is the dotted key path (``jobs.train.inputs.data``); lines count from 1."""

    severity: Severity
    code: str
    message: str
    hint: str | None = None
    path: str = ""
    file: str | None = None
    line: int | None = None
    column: int | None = None
    node: str | None = None
    port: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(one.severity == "error" for one in diagnostics)
