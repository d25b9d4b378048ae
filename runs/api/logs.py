"""A job's logs over REST: which there are, a piece by byte offset, the whole file."""

from pathlib import PurePosixPath

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.api import lookup
from runs.api.query import whole
from runs.reading import logs, monitor
from runs.reading.logs import LogChunk, LogList
from runs.reading.monitor import Monitoring
from studio.api.files import disposition, file_response
from studio.api.views import WorkspaceView

USUAL = "user_logs/std_log.txt"
MOST_BYTES = 1024 * 1024
PATH = OpenApiParameter("path", str, description=f"{USUAL} when left out.")


class LogsView(WorkspaceView):
    @extend_schema(
        operation_id="list_job_logs",
        parameters=[
            OpenApiParameter("all", bool, description="Also samples of use, which are no logs.")
        ],
        responses=LogList,
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        files = logs.listing(logs.source(lookup.lean(self.workspace(), name).pk))
        if request.query_params.get("all") != "true":
            files = [one for one in files if not monitor.is_monitor(one.path)]
        return answer(LogList(items=files))


class MonitorView(WorkspaceView):
    @extend_schema(
        operation_id="show_job_monitoring",
        parameters=[OpenApiParameter("attempt", int, description="The last one if left out.")],
        responses=Monitoring,
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """CPU, memory and GPU use of an attempt, sampled while it ran."""
        source = logs.source(lookup.lean(self.workspace(), name).pk)
        attempt = whole(request, "attempt", 0, most=2**31)
        return answer(monitor.of_attempt(source.folder, attempt or None))


class LogContentView(WorkspaceView):
    @extend_schema(
        operation_id="read_job_log",
        parameters=[
            PATH,
            OpenApiParameter("offset", int, description="In bytes."),
            OpenApiParameter("limit", int, description=f"In bytes, at most {MOST_BYTES}."),
        ],
        responses=LogChunk,
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """A log that is not there yet is an empty one."""
        source = logs.source(lookup.lean(self.workspace(), name).pk)
        path = request.query_params.get("path", USUAL)
        offset = whole(request, "offset", 0)
        limit = whole(request, "limit", logs.CHUNK_BYTES, least=1, most=MOST_BYTES)
        chunk = logs.read(source.file(path), offset, limit, whole=source.ended)
        return answer(
            LogChunk(
                path=path,
                offset=chunk.offset,
                next_offset=chunk.next_offset,
                size_bytes=chunk.size_bytes,
                text=chunk.text,
                ended=source.ended and chunk.is_last,
            )
        )


class LogDownloadView(WorkspaceView):
    @extend_schema(
        operation_id="download_job_log",
        parameters=[PATH],
        responses={(200, "text/plain"): OpenApiTypes.STR},
    )
    def get(self, request: Request, workspace: str, name: str) -> HttpResponseBase:
        source = logs.source(lookup.lean(self.workspace(), name).pk)
        path = request.query_params.get("path", USUAL)
        answer = file_response(request, source.file(path), name=PurePosixPath(path).name)
        answer["Content-Type"] = "text/plain; charset=utf-8"
        shown = f"{name}-{PurePosixPath(path).name}"
        answer["Content-Disposition"] = disposition(shown, attach=True)
        return answer
