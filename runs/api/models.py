"""Models: list, register, show, edit; their files."""

from pathlib import Path
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.listing import LIST_PARAMETERS, sorted_page
from designer.api.uploaded import TREE_REQUEST, TreeParser, uploaded_tree
from designer.api.wire import Body, answer, read
from designer.operations import uploads
from designer.operations.search import with_tag
from runs import models
from runs.api import model_shapes as shapes
from runs.operations import find_model, model_files, register_model
from runs.operations.register_model import NewModel
from studio.api.files import FileListSerializer, PreviewSerializer, file_response, zip_response
from studio.api.views import WorkspaceView
from studio.lib.errors import Invalid, NotFound
from studio.models import Workspace
from studio.storage import browse, datastores

PATH = [OpenApiParameter("path", str, description="Relative to the model; empty for its root.")]
WORDS_MAX = 10


class ModelRegistration(Body):
    """path: azureml://datastores/…, azureml://jobs/JOB/outputs/…, runs:/RUN/PATH, or on the web."""

    name: str
    path: str
    type: str = "custom_model"
    version: str | int | float | None = None
    description: str = ""
    stage: str = ""
    tags: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    flavors: dict[str, Any] = {}


class ModelChange(Body):
    """What may change of a version; what is absent stays."""

    description: str | None = None
    tags: dict[str, str] | None = None
    stage: str | None = None
    archived: bool | None = None


class ModelList(WorkspaceView):
    @extend_schema(
        operation_id="models_list", parameters=LIST_PARAMETERS, responses=shapes.ModelPage
    )
    def get(self, request: Request, workspace: str) -> Response:
        """The latest version of each model."""
        rows, cursor = sorted_page(_wanted(self, request), request)
        return answer(shapes.page(self.workspace(), rows, cursor))

    @extend_schema(
        operation_id="models_create",
        request=ModelRegistration,
        responses={201: shapes.ModelVersion, 200: shapes.ModelVersion},
    )
    def post(self, request: Request, workspace: str) -> Response:
        """Register a version of a model. 200 with the version that exists when it is not new."""
        body = read(request, ModelRegistration)
        version = None if body.version is None else str(body.version)
        given = NewModel(**body.model_dump() | {"version": version})
        made, created = register_model.register(self.workspace(), self.user, given)
        return answer(
            shapes.full(self.workspace(), made.registered.name, made.label), 201 if created else 200
        )


class ModelUpload(WorkspaceView):
    parser_classes = [TreeParser]

    @extend_schema(
        operation_id="models_upload",
        request=TREE_REQUEST,
        responses={201: shapes.ModelVersion, 200: shapes.ModelVersion},
    )
    def post(self, request: Request, workspace: str) -> Response:
        """Upload files (their names are relative paths) and register them as a version."""
        form = uploaded_tree(request)
        kind: Literal["file", "folder"] = "folder" if len(form.files) > 1 else "file"
        placed = uploads.from_streams(self.workspace(), form.files, kind)
        given = NewModel(
            name=form.name,
            path=placed.uri,
            type=form.type or "custom_model",
            description=form.description,
        )
        made, created = register_model.register(self.workspace(), self.user, given)
        return answer(
            shapes.full(self.workspace(), made.registered.name, made.label), 201 if created else 200
        )


def archive(workspace: Workspace, name: str, archived: bool) -> None:
    """For ``NameView``."""
    register_model.archive(find_model.named(workspace, name), archived)


class ModelVersionView(WorkspaceView):
    @extend_schema(operation_id="models_show", responses=shapes.ModelVersion)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """One version; ``latest`` is the most recently created."""
        return answer(shapes.full(self.workspace(), name, version))

    @extend_schema(operation_id="models_edit", request=ModelChange, responses=shapes.ModelVersion)
    def patch(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """Change what may change: description, tags, stage, archived."""
        changes = read(request, ModelChange).model_dump(exclude_unset=True)
        found = find_model.shown(self.workspace(), name, version)
        register_model.edit(found, changes)
        return answer(shapes.full(self.workspace(), name, found.label))


class _ModelPlace(WorkspaceView):
    """A view of the files of a version."""

    def root(self, name: str, version: str) -> Path:
        found = find_model.shown(self.workspace(), name, version)
        if found.path and datastores.parse(found.path) is None:
            raise Invalid(
                "model-not-here", f"{found.path} lies outside of the studio; it is not shown here."
            )
        place = model_files.place(found)
        if not place.exists():
            raise NotFound("files-gone", f"The files of {name}:{found.label} are not there.")
        return place

    def path(self) -> str:
        return str(self.request.query_params.get("path", ""))


class ModelFiles(_ModelPlace):
    @extend_schema(operation_id="models_files", parameters=PATH, responses=FileListSerializer)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """What lies in a folder of the model."""
        return Response(browse.listing(self.root(name, version), self.path()))


class ModelPreview(_ModelPlace):
    @extend_schema(operation_id="models_preview", parameters=PATH, responses=PreviewSerializer)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """The head of a file of the model."""
        return Response(browse.preview(self.root(name, version), self.path()))


class ModelFile(_ModelPlace):
    @extend_schema(
        operation_id="models_file",
        parameters=PATH,
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, workspace: str, name: str, version: str) -> HttpResponseBase:
        """The bytes of a file, with byte ranges."""
        root = self.root(name, version)
        return file_response(request, browse.find(root, self.path()))


class ModelZip(_ModelPlace):
    @extend_schema(
        operation_id="models_zip",
        parameters=PATH,
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, workspace: str, name: str, version: str) -> HttpResponseBase:
        """The whole model, or a folder of it, as a zip."""
        return zip_response(self.root(name, version), self.path(), f"{name}-{version}")


def _wanted(view: WorkspaceView, request: Request) -> QuerySet[models.RegisteredModel]:
    asked = request.query_params
    versions = models.ModelVersion.objects.filter(registered=OuterRef("pk"))
    rows = models.RegisteredModel.objects.filter(Exists(versions), workspace=view.workspace())
    for word in asked.get("search", "").lower().split()[:WORDS_MAX]:
        inside = versions.filter(Q(description__icontains=word) | Q(tags__icontains=word))
        own = Q(name__icontains=word) | Q(description__icontains=word)
        rows = rows.filter(own | Q(Exists(inside)))
    for tag in asked.getlist("tag"):
        rows = rows.filter(Exists(with_tag(versions, tag)))
    if asked.get("type"):
        rows = rows.filter(Exists(versions.filter(type=asked["type"])))
    if asked.get("created_by"):
        # The version that the list shows.
        makers = versions.order_by("archived", "-version").values("created_by__username")
        rows = rows.alias(maker=Subquery(makers[:1])).filter(maker=asked["created_by"])
    archived = asked.get("archived", "false")
    if archived not in ("false", "true", "all"):
        raise Invalid("bad-filter", f'archived: "{archived}" is none of false, true, all.')
    if archived == "all":
        return rows
    hidden = Q(archived=True) | ~Q(Exists(versions.filter(archived=False)))
    return rows.filter(hidden if archived == "true" else ~hidden)
