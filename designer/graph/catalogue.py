"""The lookup that ``resolve`` is given. The database backs it on the server; offline nothing does.

Each method answers the thing, ``None`` when there is no such thing, or ``UNKNOWN`` when nobody
can know (``studio validate`` without a server): then only the form of a reference is checked.
``version`` may be a number, any text, or ``label`` is "latest" or "default".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Literal, Protocol

from designer.graph.document import PortType
from designer.graph.model import ComponentDefinition


class Unknown(Enum):
    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN
NotKnown = Literal[Unknown.UNKNOWN]
Family = Literal["component", "environment", "data", "model"]


@dataclass(frozen=True, slots=True)
class DataDefinition:
    """A version of a data asset, or of a model."""

    name: str
    version: str
    type: PortType
    uri: str


class Catalogue(Protocol):
    def component(
        self, name: str, version: str | None, label: str | None
    ) -> ComponentDefinition | NotKnown | None: ...

    def environment(
        self, name: str, version: str | None, label: str | None
    ) -> Mapping[str, Any] | NotKnown | None: ...

    def data(
        self, name: str, version: str | None, label: str | None
    ) -> DataDefinition | NotKnown | None: ...

    def model(
        self, name: str, version: str | None, label: str | None
    ) -> DataDefinition | NotKnown | None: ...

    def similar(self, kind: Family, name: str) -> Sequence[str]:
        """Names of the family that may have been meant; few, and cheaply found."""
        ...

    def computes(self) -> Sequence[str] | NotKnown: ...

    def datastores(self) -> Sequence[str] | NotKnown: ...

    def has_snapshot(self, digest: str) -> bool | NotKnown: ...


class Offline:
    """Knows nothing: for checks without a server."""

    def component(self, name: str, version: str | None, label: str | None) -> NotKnown:
        return UNKNOWN

    def environment(self, name: str, version: str | None, label: str | None) -> NotKnown:
        return UNKNOWN

    def data(self, name: str, version: str | None, label: str | None) -> NotKnown:
        return UNKNOWN

    def model(self, name: str, version: str | None, label: str | None) -> NotKnown:
        return UNKNOWN

    def similar(self, kind: Family, name: str) -> Sequence[str]:
        return ()

    def computes(self) -> NotKnown:
        return UNKNOWN

    def datastores(self) -> NotKnown:
        return UNKNOWN

    def has_snapshot(self, digest: str) -> NotKnown:
        return UNKNOWN
