"""Data assets: list, register, upload, show, edit; files and previews of what they name."""

from pathlib import Path
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer import models
from designer.api import listing
from designer.api.uploaded import TREE_REQUEST, TreeParser, uploaded_tree
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
from designer.operations import lookup, register_data, table_preview, uploads, versions
from studio import markdown
from studio.api import files
from studio.api.views import WorkspaceView
from studio.lib.errors import Invalid
from studio.storage import browse, datastores

KIND = versions.DATA
PATH = [OpenApiParameter("path", str, description="Relative to the data; empty for its root.")]


class DataSummary(Answer):
    name: str
    version: str
    type: str
    description: str
    tags: dict[str, str]
    path: str
    archived: bool
    created_at: Moment
    modified_at: Moment
    created_by: str | None
    versions_count: int
    reference: str


class DataVersion(DataSummary):
    description_html: str
    properties: dict[str, str]
    size_bytes: int | None
    files_count: int | None
    versions: list[VersionItem]


class DataPage(Answer):
    items: list[DataSummary]
    next_cursor: str | None


class DataRegistration(Body):
    name: str
    version: str | int | float | None = None
    type: str = "uri_folder"
    path: str
    description: str = ""
    tags: dict[str, Any] = {}
    properties: dict[str, Any] = {}


class TableHead(Answer):
    """``files``: the first hundred that the table is made of."""

    columns: list[str]
    rows: list[list[str]]
    truncated: bool
    files: list[str]
    notes: list[str]


class DataList(WorkspaceView):
    @extend_schema(operation_id="data_list", parameters=listing.LIST_PARAMETERS, responses=DataPage)
    def get(self, request: Request, workspace: str) -> Response:
        """The latest version of each data asset."""
        rows, counts, cursor = listing.page(KIND, self.workspace(), request)
        items = [
            DataSummary(**_common(row, row.latest, counts[row.pk]))
            for row in rows
            if row.latest is not None
        ]
        return answer(DataPage(items=items, next_cursor=cursor))

    @extend_schema(request=DataRegistration, responses={201: DataVersion, 200: DataVersion})
    def post(self, request: Request, workspace: str) -> Response:
        """Register a name for data that lies somewhere already."""
        body = read(request, DataRegistration)
        version, created = register_data.register(self.workspace(), self.user, **body.model_dump())
        return answer(_full(version), 201 if created else 200)


class DataUpload(WorkspaceView):
    parser_classes = [TreeParser]

    @extend_schema(request=TREE_REQUEST, responses={201: DataVersion, 200: DataVersion})
    def post(self, request: Request, workspace: str) -> Response:
        """Upload files (their names are relative paths) and register them as a version."""
        form = uploaded_tree(request)
        kind = form.type or ("uri_folder" if len(form.files) > 1 else "uri_file")
        placed = uploads.from_streams(
            self.workspace(), form.files, "file" if kind == "uri_file" else "folder"
        )
        version, created = register_data.register(
            self.workspace(),
            self.user,
            name=form.name,
            type=kind,
            path=placed.uri,
            description=form.description,
        )
        return answer(_full(version), 201 if created else 200)


class DataVersionView(WorkspaceView):
    @extend_schema(responses=DataVersion)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """One version; ``latest`` is the most recently created."""
        return answer(_full(lookup.shown(KIND, self.workspace(), name, version)))

    @extend_schema(request=VersionChange, responses=DataVersion)
    def patch(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """Change what may change: description, tags, archived."""
        changes = read(request, VersionChange).model_dump(exclude_unset=True)
        found = lookup.shown(KIND, self.workspace(), name, version)
        versions.edit(KIND, found.asset, found, changes)
        return answer(_full(lookup.shown(KIND, self.workspace(), name, found.version)))


class _DataPlace(WorkspaceView):
    """A view of the files that a version names."""

    def root(self, name: str, version: str) -> Path:
        found = lookup.shown(KIND, self.workspace(), name, version)
        if datastores.parse(found.path) is None:
            raise Invalid(
                "data-not-here",
                f"{found.path} lies outside of the studio; it cannot be shown here.",
            )
        return datastores.locate(self.workspace(), found.path)

    def path(self) -> str:
        return str(self.request.query_params.get("path", ""))


class DataFiles(_DataPlace):
    @extend_schema(parameters=PATH, responses=files.FileListSerializer)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """What lies in a folder of the data."""
        return Response(browse.listing(self.root(name, version), self.path()))


class DataPreview(_DataPlace):
    @extend_schema(parameters=PATH, responses=files.PreviewSerializer)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """The head of a file: text, table, JSON or what kind of thing it is."""
        return Response(browse.preview(self.root(name, version), self.path()))


class DataTable(_DataPlace):
    @extend_schema(responses=TableHead)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """The first rows of a table of type mltable, read as its MLTable file says."""
        found = table_preview.head(self.root(name, version))
        return answer(
            TableHead(
                columns=found.columns,
                rows=found.rows,
                truncated=found.truncated,
                files=found.files,
                notes=found.notes,
            )
        )


class DataFile(_DataPlace):
    @extend_schema(
        parameters=PATH, responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, workspace: str, name: str, version: str) -> HttpResponseBase:
        """The bytes of a file, with byte ranges."""
        path = browse.find(self.root(name, version), self.path())
        return files.file_response(request, path)


class DataZip(_DataPlace):
    @extend_schema(parameters=PATH, responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, workspace: str, name: str, version: str) -> HttpResponseBase:
        """The whole data, or a folder of it, as a zip."""
        return files.zip_response(self.root(name, version), self.path(), f"{name}-{version}")


def _common(asset: models.DataAsset, version: models.DataVersion, count: int) -> dict[str, Any]:
    return {
        "name": asset.name,
        "version": version.version,
        "type": version.type,
        "description": version.description,
        "tags": version.tags,
        "path": version.path,
        "archived": asset.archived or version.archived,
        "created_at": moment(version.created_at),
        "modified_at": moment(version.modified_at),
        "created_by": who(version.created_by),
        "versions_count": count,
        "reference": f"azureml:{asset.name}:{version.version}",
    }


def _full(version: models.DataVersion) -> DataVersion:
    items = listing.version_items(KIND, [version.asset_id])[version.asset_id]
    return DataVersion(
        **_common(version.asset, version, len(items)),
        description_html=markdown.render(version.description),
        properties={key: str(value) for key, value in version.properties.items()},
        size_bytes=version.size_bytes,
        files_count=version.files_count,
        versions=items,
    )
