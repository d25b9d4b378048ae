"""Components: list, register, look up, show, edit, archive."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api import component_shapes as shapes
from designer.api import listing
from designer.api.wire import Answer, Body, VersionChange, answer, read
from designer.graph.diagnostics import Diagnostic
from designer.operations import edit_component, lookup, register_component, versions
from studio.api.views import WorkspaceView
from studio.lib.errors import TooLarge
from studio.models import Role

LOOKUP_MAX = 1000
KIND = versions.COMPONENTS


class ComponentRegistration(Body):
    """``spec`` is the self-contained YAML mapping, ``yaml`` its text as written."""

    spec: dict[str, Any]
    yaml: str = ""
    version: str | None = None


class ComponentEdit(Body):
    """The YAML of a version as edited; without ``save`` it is only checked."""

    yaml: str
    save: bool = False


class EditedComponent(Answer):
    """``version``: what was registered; null when nothing was. ``created`` is false where a version
    with the same content was there already."""

    diagnostics: list[Diagnostic]
    created: bool
    version: shapes.ComponentVersion | None


class ComponentReferences(Body):
    references: list[str]


class ComponentList(WorkspaceView):
    @extend_schema(
        operation_id="components_list",
        parameters=listing.LIST_PARAMETERS,
        responses=shapes.ComponentPage,
    )
    def get(self, request: Request, workspace: str) -> Response:
        """The latest version of each component."""
        rows, counts, cursor = listing.page(KIND, self.workspace(), request)
        return answer(shapes.ComponentPage(items=shapes.listed(rows, counts), next_cursor=cursor))

    @extend_schema(
        request=ComponentRegistration,
        responses={201: shapes.ComponentVersion, 200: shapes.ComponentVersion},
    )
    def post(self, request: Request, workspace: str) -> Response:
        """Register a component. 200 with the version that exists when the content is not new."""
        body = read(request, ComponentRegistration)
        version, created = register_component.register(
            self.workspace(), self.user, body.spec, body.yaml, body.version
        )
        return answer(shapes.one(self.workspace(), version), 201 if created else 200)


class ComponentLookupView(WorkspaceView):
    roles = {"POST": Role.READER}

    @extend_schema(request=ComponentReferences, responses=shapes.ComponentLookup)
    def post(self, request: Request, workspace: str) -> Response:
        """Many references at once; null for what does not exist."""
        references = list(dict.fromkeys(read(request, ComponentReferences).references))
        if len(references) > LOOKUP_MAX:
            raise TooLarge("too-many-references", f"At most {LOOKUP_MAX} references at once.")
        found = lookup.find_all(KIND, self.workspace(), references)
        rows = {one.pk: one for one in found.values() if one is not None}
        shown = shapes.shown(list(rows.values()), listing.PICKED_OF_MANY)
        full = dict(zip(rows, shown, strict=True))
        components = {key: full[one.pk] if one else None for key, one in found.items()}
        return answer(shapes.ComponentLookup(components=components))


class ComponentEdited(WorkspaceView):
    @extend_schema(
        operation_id="component_edited", request=ComponentEdit, responses=EditedComponent
    )
    def post(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """Check the edited YAML of a version, or register it as a new one. Files that it names as
        the version did are those of the version."""
        body = read(request, ComponentEdit)
        base = lookup.shown(KIND, self.workspace(), name, version)
        if not body.save:
            found = edit_component.checked(self.workspace(), base, body.yaml)[1]
            return answer(EditedComponent(diagnostics=found, created=False, version=None))
        made, created = edit_component.save(self.workspace(), self.user, base, body.yaml)
        full = shapes.one(self.workspace(), made)
        edited = EditedComponent(diagnostics=[], created=created, version=full)
        return answer(edited, 201 if created else 200)


class ComponentVersionView(WorkspaceView):
    @extend_schema(responses=shapes.ComponentVersion)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """One version; ``latest`` is the most recently created."""
        found = lookup.shown(KIND, self.workspace(), name, version)
        return answer(shapes.shown([found])[0])

    @extend_schema(request=VersionChange, responses=shapes.ComponentVersion)
    def patch(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """Change what may change: texts for people, tags, archived."""
        changes = read(request, VersionChange).model_dump(exclude_unset=True)
        found = lookup.shown(KIND, self.workspace(), name, version)
        versions.edit(KIND, found.asset, found, changes)
        return answer(shapes.one(self.workspace(), found))
