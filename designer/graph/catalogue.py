"""The lookup that ``resolve`` is given. The database backs it on the server; offline nothing does.

Each method answers the thing, ``None`` when there is no such thing, or ``UNKNOWN`` when nobody
can know (``studio validate`` without a server): then only the form of a reference is checked.
A reference names a version, or its ``label`` is "latest" or "default".
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Literal, Protocol

from designer.graph.document import PortType
from designer.graph.model import ComponentDefinition
from designer.graph.references import Reference


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


@dataclass(frozen=True, slots=True)
class EarlierJob:
    """A job whose outputs may be named. outputs: those that are there by now."""

    has_ended: bool
    outputs: Collection[str]


class Catalogue(Protocol):
    def component(self, wanted: Reference) -> ComponentDefinition | NotKnown | None: ...

    def environment(self, wanted: Reference) -> Mapping[str, Any] | NotKnown | None: ...

    def data(self, wanted: Reference) -> DataDefinition | NotKnown | None: ...

    def model(self, wanted: Reference) -> DataDefinition | NotKnown | None: ...

    def similar(self, kind: Family, name: str) -> Sequence[str]:
        """Names of the family that may have been meant; few, and cheaply found."""
        ...

    def registries(self) -> Collection[str] | NotKnown:
        """Names of the registries that lead somewhere."""
        ...

    def curated(self) -> Sequence[str] | NotKnown:
        """Patterns of the names of the vendor's environments that something stands for."""
        ...

    def job(self, name: str) -> EarlierJob | NotKnown | None: ...

    def computes(self) -> Sequence[str] | NotKnown: ...

    def datastores(self) -> Mapping[str, str] | NotKnown:
        """{name: type}"""
        ...

    def has_snapshot(self, digest: str) -> bool | NotKnown: ...

    def is_table(self, uri: str) -> bool | NotKnown:
        """Whether data that is there by now is a folder with an MLTable file."""
        ...


class Offline:
    """Knows nothing: for checks without a server."""

    def component(self, wanted: Reference) -> NotKnown:
        return UNKNOWN

    def environment(self, wanted: Reference) -> NotKnown:
        return UNKNOWN

    def data(self, wanted: Reference) -> NotKnown:
        return UNKNOWN

    def model(self, wanted: Reference) -> NotKnown:
        return UNKNOWN

    def similar(self, kind: Family, name: str) -> Sequence[str]:
        return ()

    def registries(self) -> NotKnown:
        return UNKNOWN

    def curated(self) -> NotKnown:
        return UNKNOWN

    def job(self, name: str) -> NotKnown:
        return UNKNOWN

    def computes(self) -> NotKnown:
        return UNKNOWN

    def datastores(self) -> NotKnown:
        return UNKNOWN

    def has_snapshot(self, digest: str) -> NotKnown:
        return UNKNOWN

    def is_table(self, uri: str) -> NotKnown:
        return UNKNOWN
