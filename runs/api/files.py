"""Files of a job's outputs, inputs and artifacts."""

from pathlib import Path

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from runs.api import lookup
from runs.reading import places
from studio.api.files import (
    FileListSerializer,
    PreviewSerializer,
    empty_zip,
    file_response,
    zip_response,
)
from studio.api.views import WorkspaceView
from studio.storage import browse
from studio.storage.home import ARTIFACTS

WHERE = [
    OpenApiParameter(
        "source", str, required=True, description="output:NAME, input:NAME or artifacts."
    ),
    OpenApiParameter("path", str, description="Below the source."),
]


class FilesView(WorkspaceView):
    """The place that ``?source=`` names, and the path below it. A place that is not there is an
    empty folder."""

    def where(self, name: str) -> tuple[Path, str]:
        rows = lookup.jobs(self.workspace()).select_related("workspace")
        job = lookup.job(rows.defer("plan"), name)
        asked = self.request.query_params
        return places.place(job, asked.get("source", ARTIFACTS)), asked.get("path", "")


class FileListView(FilesView):
    @extend_schema(operation_id="list_job_files", parameters=WHERE, responses=FileListSerializer)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        root, path = self.where(name)
        return Response(browse.NOTHING if is_nothing(root, path) else browse.listing(root, path))


class FilePreviewView(FilesView):
    @extend_schema(operation_id="preview_job_file", parameters=WHERE, responses=PreviewSerializer)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        return Response(browse.preview(*self.where(name)))


class FileView(FilesView):
    @extend_schema(
        operation_id="read_job_file",
        parameters=[*WHERE, OpenApiParameter("download", bool, description="As an attachment.")],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, workspace: str, name: str) -> HttpResponseBase:
        """The bytes; honours Range."""
        root, path = self.where(name)
        attach = request.query_params.get("download", "") in ("1", "true")
        return file_response(request, browse.find(root, path), attach=attach)


class FileZipView(FilesView):
    @extend_schema(
        operation_id="zip_job_files",
        parameters=WHERE,
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, workspace: str, name: str) -> HttpResponseBase:
        root, path = self.where(name)
        name = _zip_name(name, request, path)
        return empty_zip(name) if is_nothing(root, path) else zip_response(root, path, name)


def is_nothing(root: Path, path: str) -> bool:
    return not path.strip("/") and not root.exists()


def _zip_name(job: str, request: Request, path: str) -> str:
    source = request.query_params.get("source", ARTIFACTS).partition(":")
    below = path.strip("/").replace("/", "-")
    return "-".join(part for part in (job, source[2] or source[0], below) if part)
