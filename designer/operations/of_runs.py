"""What the language asks of ``runs``, which stands above: models, earlier jobs, curated names.

``runs`` says at its start who answers (``use``); until then there is nothing of the kind.
"""

from collections.abc import Sequence
from typing import Protocol

from designer.graph.catalogue import DataDefinition, EarlierJob
from designer.graph.references import Reference
from studio.models import Workspace


class OfRuns(Protocol):
    def model(self, workspace: Workspace, wanted: Reference) -> DataDefinition | None: ...

    def similar_models(self, workspace: Workspace, starts: str, most: int) -> Sequence[str]:
        """Names of models that begin so, at most ``most``."""
        ...

    def job(self, workspace: Workspace, name: str) -> EarlierJob | None: ...

    def curated(self) -> Sequence[str]:
        """Patterns of the names that the table of environments has."""
        ...


class _Nothing:
    def model(self, workspace: Workspace, wanted: Reference) -> DataDefinition | None:
        return None

    def similar_models(self, workspace: Workspace, starts: str, most: int) -> Sequence[str]:
        return ()

    def job(self, workspace: Workspace, name: str) -> EarlierJob | None:
        return None

    def curated(self) -> Sequence[str]:
        return ()


_answers: OfRuns = _Nothing()


def use(answers: OfRuns) -> None:
    global _answers
    _answers = answers


def ask() -> OfRuns:
    return _answers
