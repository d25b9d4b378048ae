"""The list of jobs, and submitting one."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from runs.api import lookup
from runs.api.submission import CreateJobSerializer, submitted
from runs.reading.details import JobSerializer, details
from runs.reading.listing import JobQuerySerializer, narrow
from runs.reading.summaries import JobSummarySerializer, summaries
from studio.api.views import CursorPage, WorkspaceView

PAGING = [
    OpenApiParameter("cursor", str, description="next_cursor of the page before."),
    OpenApiParameter("limit", int, description="At most 200; 50 when left out."),
]
KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="The same key again answers with the job that the first request made.",
)


class JobSummaryPageSerializer(serializers.Serializer[Any]):
    items = JobSummarySerializer(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class JobsView(WorkspaceView):
    @extend_schema(
        operation_id="list_jobs",
        parameters=[JobQuerySerializer, *PAGING],
        responses=JobSummaryPageSerializer,
    )
    def get(self, request: Request, workspace: str) -> Response:
        """Root jobs, the newest first; with ``parent``, its children in their order."""
        query = JobQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        rows = summaries(narrow(self.workspace(), query.validated_data))
        order = "ordinal" if "parent" in query.validated_data else "-created_at"
        page, cursor = CursorPage.of(request).rows(rows, order)
        items = JobSummarySerializer(page, many=True).data
        return Response({"items": items, "next_cursor": cursor})

    @extend_schema(
        operation_id="create_job",
        parameters=[KEY],
        request=CreateJobSerializer,
        responses={201: JobSerializer},
    )
    def post(self, request: Request, workspace: str) -> Response:
        asked = self.body(CreateJobSerializer)
        key = request.headers.get("Idempotency-Key", "")
        job = submitted(self.workspace(), self.user, asked, key)
        shown = lookup.job(details(lookup.jobs(job.workspace)), job.name)
        return Response(JobSerializer(shown).data, status=201)
