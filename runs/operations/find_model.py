"""Finds model versions: by reference for the language, by name for pages."""

from collections.abc import Sequence
from typing import cast

from django.db.models import QuerySet

from designer.graph.catalogue import DataDefinition
from designer.graph.document import PortType
from designer.graph.references import LABELS
from runs.models import ModelVersion, RegisteredModel
from studio.lib.errors import NotFound
from studio.models import Workspace

# A version shows its run's name; the rest of a job's row may be large.
BIG = tuple(
    f"run__{name}"
    for name in ("plan", "inputs", "outputs", "settings", "reuse_parts", "properties")
)


def versions(workspace: Workspace) -> QuerySet[ModelVersion]:
    """All of a workspace, with what pages show of them and without what may be large."""
    rows = ModelVersion.objects.filter(registered__workspace=workspace)
    return rows.select_related("registered", "run", "created_by").defer(*BIG)


def definition(
    workspace: Workspace, name: str, version: str | None, label: str | None
) -> DataDefinition | None:
    """What ``azureml:name:version`` or ``@latest`` means as an input."""
    rows = versions(workspace).filter(registered__name=name)
    found = None
    if version is not None:
        found = rows.filter(label=version).first()
    elif label in LABELS:
        found = rows.filter(archived=False).order_by("-version").first()
    if found is None:
        return None
    kind = cast(PortType, found.type)
    return DataDefinition(name, found.label, kind, found.path)


def similar(workspace: Workspace, starts: str, most: int) -> Sequence[str]:
    """Names that begin alike."""
    rows = RegisteredModel.objects.filter(workspace=workspace, name__istartswith=starts)
    return list(rows.order_by("name").values_list("name", flat=True)[:most])


def named(workspace: Workspace, name: str) -> RegisteredModel:
    """Raises NotFound."""
    found = RegisteredModel.objects.filter(workspace=workspace, name=name).first()
    if found is None:
        raise NotFound("model-not-found", f"There is no model {name} here.")
    return found


def shown(workspace: Workspace, name: str, version: str) -> ModelVersion:
    """The version that a page asks for; ``latest`` falls back to archived ones. Or NotFound."""
    rows = versions(workspace).filter(registered__name=name)
    if version == "latest":
        found = rows.order_by("archived", "-version").first()
    else:
        found = rows.filter(label=version).first()
    if found is None:
        raise NotFound("model-not-found", f"There is no model {name}:{version} here.")
    return found
