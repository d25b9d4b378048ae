"""The list of jobs, and submitting one."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer, read
from runs import models
from runs.api import lookup
from runs.api.submission import JobCreation, submitted
from runs.reading import listing
from runs.reading.details import Job, detail, details
from runs.reading.summaries import JobSummaryPage, summaries, summary
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


class JobsView(WorkspaceView):
    @extend_schema(
        operation_id="list_jobs",
        parameters=[*listing.PARAMETERS, *PAGING],
        responses=JobSummaryPage,
    )
    def get(self, request: Request, workspace: str) -> Response:
        """Root jobs, the newest first; with ``parent``, its children in their order."""
        wanted = listing.wanted(request.query_params)
        order = "ordinal" if wanted.parent else "-created_at"
        return page_of(request, listing.narrow(self.workspace(), wanted), order)

    @extend_schema(
        operation_id="create_job",
        parameters=[KEY],
        request=JobCreation,
        responses={201: Job},
    )
    def post(self, request: Request, workspace: str) -> Response:
        """Submit a pipeline, or a command job; 201 once its rows are there."""
        asked = read(request, JobCreation)
        key = request.headers.get("Idempotency-Key", "")
        job = submitted(self.workspace(), self.user, asked, key)
        shown = lookup.job(details(lookup.jobs(self.workspace())), job.name)
        return answer(detail(shown), 201)


def page_of(request: Request, rows: "QuerySet[models.Job]", order: str) -> Response:
    page, cursor = CursorPage.of(request).rows(summaries(rows), order)
    return answer(JobSummaryPage(items=[summary(job) for job in page], next_cursor=cursor))
