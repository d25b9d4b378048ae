"""Code folders: ask what is missing, send the bytes, make the snapshot, read its files."""

from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer import models
from designer.api.wire import Answer, Body, answer, read
from designer.graph.references import SNAPSHOT_PREFIX
from designer.operations import held_blobs, snapshots, uploads
from studio import markdown
from studio.api import files
from studio.api.views import WorkspaceView, body_chunks
from studio.lib.errors import TooLarge
from studio.storage import blobs, browse

HIGHLIGHTED_MAX_BYTES = 256 * 1024
PATH = [OpenApiParameter("path", str, required=True)]


class SnapshotFile(Body):
    path: str
    sha256: str
    size_bytes: int
    executable: bool = False


class Manifest(Body):
    files: list[SnapshotFile]

    def plain(self) -> list[dict[str, Any]]:
        return [one.model_dump() for one in self.files]


class UploadManifest(Manifest):
    kind: uploads.Kind = "folder"
    datastore: str | None = None


class MissingBlobs(Answer):
    missing: list[str]


class SnapshotReference(Answer):
    digest: str
    reference: str


class SnapshotEntry(Answer):
    path: str
    size_bytes: int


class Snapshot(Answer):
    digest: str
    files: list[SnapshotEntry]
    files_count: int
    size_bytes: int


class HighlightedFile(Answer):
    """``html`` is escaped text in spans with Pygments' class names, to stand inside a pre."""

    path: str
    html: str
    language: str
    truncated: bool


class UploadedPlace(Answer):
    uri: str


class SnapshotMissing(WorkspaceView):
    @extend_schema(request=Manifest, responses=MissingBlobs)
    def post(self, request: Request, workspace: str) -> Response:
        """Which bytes of a folder the workspace does not hold yet."""
        manifest = read(request, Manifest)
        return answer(MissingBlobs(missing=snapshots.missing(self.workspace(), manifest.plain())))


class Blob(WorkspaceView):
    @extend_schema(request={"application/octet-stream": bytes}, responses={204: None})
    def put(self, request: Request, workspace: str, sha256: str) -> Response:
        """Send bytes; their SHA-256 is checked."""
        announced = request.headers.get("Content-Length", "")
        most: int = settings.BLOB_MAX_BYTES
        if announced.isdecimal() and int(announced) > most:
            raise TooLarge(
                "blob-too-large",
                f"A file may have at most {most // 1024**2} MB.",
                hint="STUDIO_BLOB_MAX_MB sets the limit.",
            )
        held_blobs.put(self.workspace(), sha256, body_chunks(request))
        return Response(status=204)


class SnapshotList(WorkspaceView):
    @extend_schema(request=Manifest, responses={201: SnapshotReference})
    def post(self, request: Request, workspace: str) -> Response:
        """Make the snapshot of a folder whose bytes have all been sent."""
        snapshot = snapshots.create(self.workspace(), read(request, Manifest).plain())
        reference = f"{SNAPSHOT_PREFIX}{snapshot.digest}"
        return answer(SnapshotReference(digest=snapshot.digest, reference=reference), 201)


class SnapshotView(WorkspaceView):
    @extend_schema(responses=Snapshot)
    def get(self, request: Request, workspace: str, digest: str) -> Response:
        """The files of a snapshot."""
        found = snapshots.get(self.workspace(), digest)
        return answer(
            Snapshot(
                digest=found.digest,
                files=[
                    SnapshotEntry(path=one["path"], size_bytes=one["size_bytes"])
                    for one in found.files
                ],
                files_count=found.files_count,
                size_bytes=found.size_bytes,
            )
        )


class SnapshotHighlighted(WorkspaceView):
    @extend_schema(parameters=PATH, responses=HighlightedFile)
    def get(self, request: Request, workspace: str, digest: str) -> Response:
        """A file of a snapshot as highlighted HTML; long ones are cut."""
        snapshot = snapshots.get(self.workspace(), digest)
        return answer(_highlighted(snapshot, request.query_params.get("path", "")))


class SnapshotFileView(WorkspaceView):
    @extend_schema(
        parameters=PATH, responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}
    )
    def get(self, request: Request, workspace: str, digest: str) -> HttpResponseBase:
        """The bytes of a file of a snapshot."""
        snapshot = snapshots.get(self.workspace(), digest)
        one = snapshots.file_in(snapshot, request.query_params.get("path", ""))
        root = snapshots.folder(digest, self.workspace())
        return files.file_response(request, browse.find(root, one.path))


class UploadList(WorkspaceView):
    @extend_schema(request=UploadManifest, responses={201: UploadedPlace})
    def post(self, request: Request, workspace: str) -> Response:
        """Place data, whose bytes were sent as blobs, in the datastore named, or the default."""
        body = read(request, UploadManifest)
        placed = uploads.from_blobs(self.workspace(), body.plain(), body.kind, body.datastore)
        return answer(UploadedPlace(uri=placed.uri), 201)


def _highlighted(snapshot: models.Snapshot, path: str) -> HighlightedFile:
    one = snapshots.file_in(snapshot, path)
    with blobs.open(one.sha256) as file:
        data = file.read(HIGHLIGHTED_MAX_BYTES)
    truncated = one.size_bytes > len(data)
    if b"\x00" in data:
        return HighlightedFile(path=path, html="", language="binary", truncated=truncated)
    html, language = markdown.highlighted(data.decode(errors="replace"), path)
    return HighlightedFile(path=path, html=html, language=language, truncated=truncated)
