"""Components as files: a zip or a YAML file comes in, a zip with YAML and code goes out."""

from django.http import FileResponse, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api import component_shapes as shapes
from designer.api.uploaded import FILE_REQUEST, uploaded_file
from designer.api.wire import answer
from designer.operations import download_component, import_files, lookup, versions
from studio.api.views import WorkspaceView


class ComponentUploadView(WorkspaceView):
    parser_classes = [MultiPartParser]

    @extend_schema(request=FILE_REQUEST, responses={201: shapes.ComponentUpload})
    def post(self, request: Request, workspace: str) -> Response:
        """Register the component files of a .yml, .yaml or .zip, with their code."""
        file = uploaded_file(request)
        found = import_files.components(self.workspace(), self.user, file.name or "", file)
        return answer(
            shapes.ComponentUpload(
                components=[shapes.one(self.workspace(), version) for version, _ in found]
            ),
            201 if any(created for _, created in found) else 200,
        )


class ComponentDownload(WorkspaceView):
    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY})
    def get(self, request: Request, workspace: str, name: str, version: str) -> HttpResponseBase:
        """A zip with the component's YAML and its code."""
        found = lookup.shown(versions.COMPONENTS, self.workspace(), name, version)
        return FileResponse(
            download_component.zipped(found),
            as_attachment=True,
            filename=f"{name}-{found.version}.zip",
            content_type="application/zip",
        )
