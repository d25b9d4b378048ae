"""The lookup that ``resolve`` is given on the server: the workspace's rows.

One instance serves one check or submission and remembers what it has looked up, so that a
component used a hundred times costs one query, and the answer cannot change in between.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, get_args

from designer.graph import in_registry, mltable, references
from designer.graph.catalogue import UNKNOWN, DataDefinition, EarlierJob, Family, NotKnown
from designer.graph.document import PortType
from designer.graph.load import load_component
from designer.graph.model import ComponentDefinition
from designer.graph.references import Reference
from designer.models import ComponentVersion, Compute, DataVersion, EnvironmentVersion, Snapshot
from designer.models.assets import AssetVersion
from designer.operations import lookup, of_runs, registries, snapshots, versions
from designer.operations.register_environment import CONTENT
from studio.lib.errors import StudioError
from studio.models import Workspace
from studio.storage import datastores

V = TypeVar("V", bound=AssetVersion)
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
        self._components: dict[Reference, ComponentDefinition | None] = {}
        self._environments: dict[Reference, Mapping[str, Any] | None] = {}
        self._data: dict[Reference, DataDefinition | None] = {}
        self._models: dict[Reference, DataDefinition | None] = {}
        self._snapshots: dict[str, bool] = {}
        self._jobs: dict[str, EarlierJob | None] = {}
        self._computes: list[str] | None = None
        self._datastores: dict[str, str] | None = None
        self._registries: Mapping[str, Workspace] | None = None

    def component(self, wanted: Reference) -> ComponentDefinition | None:
        if wanted not in self._components:
            found = self._find(versions.COMPONENTS, wanted)
            registry = self._elsewhere(wanted)
            self._components[wanted] = component_definition(found, registry) if found else None
        return self._components[wanted]

    def environment(self, wanted: Reference) -> Mapping[str, Any] | None:
        if wanted not in self._environments:
            found = self._find(versions.ENVIRONMENTS, wanted)
            self._environments[wanted] = environment_definition(found) if found else None
        return self._environments[wanted]

    def data(self, wanted: Reference) -> DataDefinition | None:
        if wanted not in self._data:
            found = self._find(versions.DATA, wanted) if not self._elsewhere(wanted) else None
            self._data[wanted] = data_definition(found) if found else None
        return self._data[wanted]

    def model(self, wanted: Reference) -> DataDefinition | None:
        if wanted not in self._models:
            is_own = not self._elsewhere(wanted)
            found = of_runs.ask().model(self._workspace, wanted) if is_own else None
            self._models[wanted] = found
        return self._models[wanted]

    def _find(self, kind: versions.Kind[Any, V], wanted: Reference) -> V | None:
        workspace = self._workspace
        if wanted.registry is not None:
            if wanted.registry not in self._workspaces():
                return None
            workspace = self._workspaces()[wanted.registry]
        return lookup.find(kind, workspace, wanted.name, wanted.version, wanted.label)

    def _elsewhere(self, wanted: Reference) -> str | None:
        """The registry of what is in another workspace. Data is only read in its own."""
        if wanted.registry is None:
            return None
        found = self._workspaces().get(wanted.registry)
        return wanted.registry if found is not None and found.pk != self._workspace.pk else None

    def registries(self) -> Collection[str]:
        return self._workspaces()

    def _workspaces(self) -> Mapping[str, Workspace]:
        if self._registries is None:
            self._registries = registries.workspaces(self._workspace)
        return self._registries

    def similar(self, kind: Family, name: str) -> Sequence[str]:
        starts = name[:SIMILAR_START]
        if kind == "model":
            return of_runs.ask().similar_models(self._workspace, starts, SIMILAR_MAX)
        assets = _FAMILIES[kind].asset._default_manager.filter(workspace=self._workspace)
        found = assets.filter(is_anonymous=False, name__istartswith=starts).order_by("name")
        return list(found.values_list("name", flat=True)[:SIMILAR_MAX])

    def bring_code(self, digests: Collection[str]) -> None:
        """Snapshots of other registries' workspaces become this one's own: a job needs them."""
        others = [one for one in self._workspaces().values() if one.pk != self._workspace.pk]
        if others and digests:
            snapshots.adopt(self._workspace, digests, others)

    def computes(self) -> Sequence[str]:
        if self._computes is None:
            rows = Compute.present.filter(workspace=self._workspace)
            self._computes = list(rows.order_by("name").values_list("name", flat=True))
        return self._computes

    def datastores(self) -> Mapping[str, str]:
        if self._datastores is None:
            rows = self._workspace.datastores.order_by("name")
            self._datastores = dict(rows.values_list("name", "type"))
        return self._datastores

    def curated(self) -> Sequence[str]:
        return of_runs.ask().curated()

    def job(self, name: str) -> EarlierJob | None:
        if name not in self._jobs:
            self._jobs[name] = of_runs.ask().job(self._workspace, name)
        return self._jobs[name]

    def has_snapshot(self, digest: str) -> bool:
        if digest not in self._snapshots:
            found = Snapshot.objects.filter(workspace=self._workspace, digest=digest)
            self._snapshots[digest] = found.exists()
        return self._snapshots[digest]

    def is_table(self, uri: str) -> bool | NotKnown:
        try:
            place = datastores.locate(self._workspace, uri)
            return (place / mltable.FILE).is_file() if place.exists() else UNKNOWN
        except (StudioError, OSError):  # it lies elsewhere; others say what they think of that
            return UNKNOWN


def component_definition(
    version: ComponentVersion, registry: str | None = None
) -> ComponentDefinition | None:
    """A registered version as it will run. It was free of errors when it was registered.

    registry: of one in another workspace; what it names lies there, too.
    """
    spec = in_registry.qualified(version.spec, registry) if registry else version.spec
    definition, _ = load_component(spec)
    if definition is None:
        return None
    name = version.asset.name
    return replace(
        definition,
        name=name,
        version=version.version,
        display_name=version.display_name,
        description=version.description,
        reference=references.exact(registry, "components", name, version.version),
    )


def environment_definition(version: EnvironmentVersion) -> Mapping[str, Any]:
    content = {key: version.spec[key] for key in CONTENT if version.spec.get(key) is not None}
    return {"name": version.asset.name, "version": version.version} | content


def data_definition(version: DataVersion) -> DataDefinition | None:
    if version.type not in _DATA_TYPES:
        return None
    kind: PortType = version.type  # type: ignore[assignment]  # one of PortType, see above
    return DataDefinition(version.asset.name, version.version, kind, version.path)
