"""The lookup that ``resolve`` is given on the server: the workspace's rows.

One instance serves one check or submission and remembers what it has looked up, so that a
component used a hundred times costs one query, and the answer cannot change in between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from designer.graph.catalogue import DataDefinition, Family
from designer.graph.document import PortType
from designer.graph.load import load_component
from designer.graph.model import ComponentDefinition
from designer.models import ComponentVersion, Compute, DataVersion, EnvironmentVersion, Snapshot
from designer.operations import lookup, model_registry, versions
from designer.operations.register_environment import CONTENT
from studio.models import Workspace

Key = tuple[str, str | None, str | None]
_DATA_TYPES = frozenset(get_args(PortType))
_FAMILIES: Mapping[str, versions.Kind[Any, Any]] = {
    "component": versions.COMPONENTS,
    "environment": versions.ENVIRONMENTS,
    "data": versions.DATA,
}
# Slips are seldom in the first letters, and names that begin alike are found by an index.
SIMILAR_START, SIMILAR_MAX = 2, 200


class DatabaseCatalogue:
    """Implements ``designer.graph.catalogue.Catalogue`` for one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._components: dict[Key, ComponentDefinition | None] = {}
        self._environments: dict[Key, Mapping[str, Any] | None] = {}
        self._data: dict[Key, DataDefinition | None] = {}
        self._models: dict[Key, DataDefinition | None] = {}
        self._snapshots: dict[str, bool] = {}
        self._computes: list[str] | None = None
        self._datastores: list[str] | None = None

    def component(
        self, name: str, version: str | None, label: str | None
    ) -> ComponentDefinition | None:
        key = (name, version, label)
        if key not in self._components:
            found = lookup.find(versions.COMPONENTS, self._workspace, *key)
            self._components[key] = component_definition(found) if found else None
        return self._components[key]

    def environment(
        self, name: str, version: str | None, label: str | None
    ) -> Mapping[str, Any] | None:
        key = (name, version, label)
        if key not in self._environments:
            found = lookup.find(versions.ENVIRONMENTS, self._workspace, *key)
            self._environments[key] = environment_definition(found) if found else None
        return self._environments[key]

    def data(self, name: str, version: str | None, label: str | None) -> DataDefinition | None:
        key = (name, version, label)
        if key not in self._data:
            found = lookup.find(versions.DATA, self._workspace, *key)
            self._data[key] = data_definition(found) if found else None
        return self._data[key]

    def model(self, name: str, version: str | None, label: str | None) -> DataDefinition | None:
        key = (name, version, label)
        if key not in self._models:
            self._models[key] = model_registry.find(self._workspace, *key)
        return self._models[key]

    def similar(self, kind: Family, name: str) -> Sequence[str]:
        starts = name[:SIMILAR_START]
        if kind == "model":
            return model_registry.similar(self._workspace, starts, SIMILAR_MAX)
        assets = _FAMILIES[kind].asset._default_manager.filter(workspace=self._workspace)
        found = assets.filter(is_anonymous=False, name__istartswith=starts).order_by("name")
        return list(found.values_list("name", flat=True)[:SIMILAR_MAX])

    def computes(self) -> Sequence[str]:
        if self._computes is None:
            rows = Compute.objects.filter(workspace=self._workspace)
            self._computes = list(rows.order_by("name").values_list("name", flat=True))
        return self._computes

    def datastores(self) -> Sequence[str]:
        if self._datastores is None:
            rows = self._workspace.datastores.order_by("name")
            self._datastores = list(rows.values_list("name", flat=True))
        return self._datastores

    def has_snapshot(self, digest: str) -> bool:
        if digest not in self._snapshots:
            found = Snapshot.objects.filter(workspace=self._workspace, digest=digest)
            self._snapshots[digest] = found.exists()
        return self._snapshots[digest]


def component_definition(version: ComponentVersion) -> ComponentDefinition | None:
    """A registered version as it will run. It was free of errors when it was registered."""
    definition, _ = load_component(version.spec)
    if definition is None:
        return None
    name = version.asset.name
    return replace(
        definition,
        name=name,
        version=version.version,
        display_name=version.display_name,
        description=version.description,
        reference=f"azureml:{name}:{version.version}",
    )


def environment_definition(version: EnvironmentVersion) -> Mapping[str, Any]:
    content = {key: version.spec[key] for key in CONTENT if version.spec.get(key) is not None}
    return {"name": version.asset.name, "version": version.version} | content


def data_definition(version: DataVersion) -> DataDefinition | None:
    if version.type not in _DATA_TYPES:
        return None
    kind: PortType = version.type  # type: ignore[assignment]  # one of PortType, see above
    return DataDefinition(version.asset.name, version.version, kind, version.path)
