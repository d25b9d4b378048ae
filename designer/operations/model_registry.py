"""How models are found, for the language: their registry belongs to ``runs``, which stands above.

``runs`` says at its start how (``use``); until then there are no models.
"""

from collections.abc import Callable, Sequence

from designer.graph.catalogue import DataDefinition
from studio.models import Workspace

Find = Callable[[Workspace, str, str | None, str | None], DataDefinition | None]
Similar = Callable[[Workspace, str, int], Sequence[str]]

_find: Find | None = None
_similar: Similar | None = None


def use(find: Find, similar: Similar) -> None:
    global _find, _similar
    _find, _similar = find, similar


def find(
    workspace: Workspace, name: str, version: str | None, label: str | None
) -> DataDefinition | None:
    return _find(workspace, name, version, label) if _find is not None else None


def similar(workspace: Workspace, starts: str, most: int) -> Sequence[str]:
    """Names of models that begin so, at most ``most``."""
    return _similar(workspace, starts, most) if _similar is not None else ()
