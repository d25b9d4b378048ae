"""Environments: list, register, show."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer import models
from designer.api import listing
from designer.api.wire import (
    Answer,
    Body,
    Moment,
    VersionChange,
    VersionItem,
    answer,
    moment,
    read,
    who,
)
from designer.operations import lookup, register_environment, versions
from studio import markdown
from studio.api.views import WorkspaceView

KIND = versions.ENVIRONMENTS


class Environment(Answer):
    """In a list: the latest version of a name. ``versions``: the newest of them."""

    name: str
    version: str
    description: str
    tags: dict[str, str]
    spec: dict[str, Any]
    archived: bool
    created_at: Moment
    modified_at: Moment
    created_by: str | None
    versions: list[VersionItem]
    versions_count: int
    reference: str


class EnvironmentVersion(Environment):
    """One version, with all the others in ``versions``."""

    description_html: str


class EnvironmentPage(Answer):
    items: list[Environment]
    next_cursor: str | None


class EnvironmentRegistration(Body):
    """``spec`` is the file as a mapping; without it ``yaml``, the text of the file, is read."""

    spec: dict[str, Any] | None = None
    yaml: str = ""


class EnvironmentList(WorkspaceView):
    @extend_schema(
        operation_id="environments_list",
        parameters=listing.LIST_PARAMETERS,
        responses=EnvironmentPage,
    )
    def get(self, request: Request, workspace: str) -> Response:
        """The latest version of each environment."""
        rows, counts, cursor = listing.page(KIND, self.workspace(), request)
        items = listing.version_items(KIND, [row.pk for row in rows], listing.PICKED_OF_MANY)
        shown = [
            Environment(**_common(row, row.latest, items[row.pk], counts[row.pk]))
            for row in rows
            if row.latest is not None
        ]
        return answer(EnvironmentPage(items=shown, next_cursor=cursor))

    @extend_schema(
        request=EnvironmentRegistration,
        responses={201: EnvironmentVersion, 200: EnvironmentVersion},
    )
    def post(self, request: Request, workspace: str) -> Response:
        """Register an environment. 200 with the version that exists when it is not new."""
        body = read(request, EnvironmentRegistration)
        spec = register_environment.of_text(body.yaml) if body.spec is None else body.spec
        version, created = register_environment.register(
            self.workspace(), self.user, spec, body.yaml
        )
        return answer(_full(version), 201 if created else 200)


class EnvironmentVersionView(WorkspaceView):
    @extend_schema(responses=EnvironmentVersion)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """One version; ``latest`` is the most recently created."""
        return answer(_full(lookup.shown(KIND, self.workspace(), name, version)))

    @extend_schema(request=VersionChange, responses=EnvironmentVersion)
    def patch(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """Change what may change: description, tags, archived."""
        changes = read(request, VersionChange).model_dump(exclude_unset=True)
        found = lookup.shown(KIND, self.workspace(), name, version)
        versions.edit(KIND, found.asset, found, changes)
        return answer(_full(lookup.shown(KIND, self.workspace(), name, found.version)))


def _full(version: models.EnvironmentVersion) -> EnvironmentVersion:
    items = listing.version_items(KIND, [version.asset_id])[version.asset_id]
    return EnvironmentVersion(
        **_common(version.asset, version, items, len(items)),
        description_html=markdown.render(version.description),
    )


def _common(
    asset: models.Environment,
    version: models.EnvironmentVersion,
    items: list[VersionItem],
    count: int,
) -> dict[str, Any]:
    return {
        "name": asset.name,
        "version": version.version,
        "description": version.description,
        "tags": version.tags,
        "spec": version.spec,
        "archived": asset.archived or version.archived,
        "created_at": moment(version.created_at),
        "modified_at": moment(version.modified_at),
        "created_by": who(version.created_by),
        "versions": items,
        "versions_count": count,
        "reference": f"azureml:{asset.name}:{version.version}",
    }
