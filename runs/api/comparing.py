"""Why jobs differ: a step from the one whose outputs it could have taken, a job from another."""

from collections.abc import Iterable

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.api import lookup
from runs.models import Job
from runs.reading import why
from runs.reading.compare import Comparison, compare
from runs.reading.side_by_side import MOST_JOBS, SideBySide, side_by_side
from runs.reading.why import Why
from studio.api.views import WorkspaceView
from studio.lib.errors import Invalid
from studio.models import Workspace


class WhyView(WorkspaceView):
    @extend_schema(operation_id="explain_job", responses=Why)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """Why a step ran again, or whose outputs it took: the reuse keys compared."""
        rows = lookup.jobs(self.workspace()).select_related("root")
        job = lookup.job(rows.defer("root__plan"), name)
        return answer(why.why(job))


class CompareView(WorkspaceView):
    @extend_schema(
        operation_id="compare_jobs",
        parameters=[OpenApiParameter("with", str, required=True, description="The other job.")],
        responses=Comparison,
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """The steps of two root jobs, and what differs."""
        names = [name, request.query_params.get("with", "")]
        return answer(compare(*_roots(self.workspace(), names)))


class SideBySideView(WorkspaceView):
    @extend_schema(
        operation_id="compare_side_by_side",
        parameters=[
            OpenApiParameter(
                "jobs", str, required=True, description=f"Names with commas, 2 to {MOST_JOBS}."
            )
        ],
        responses=SideBySide,
    )
    def get(self, request: Request, workspace: str) -> Response:
        """What several root jobs were given, and how their steps went, one column a job."""
        names = [one for one in request.query_params.get("jobs", "").split(",") if one]
        if not 2 <= len(names) <= MOST_JOBS:
            raise Invalid(
                "wrong-number-of-jobs",
                f"{len(names)} jobs cannot be put side by side.",
                hint=f"Name 2 to {MOST_JOBS} jobs.",
            )
        return answer(side_by_side(_roots(self.workspace(), names)))


def _roots(workspace: Workspace, names: Iterable[str]) -> list[Job]:
    rows = lookup.jobs(workspace).select_related("experiment").defer("plan")
    jobs = [lookup.job(rows, name) for name in names]
    for job in jobs:
        if job.root_id is not None:
            raise Invalid(
                "not-a-root",
                f'Job "{job.name}" is a part of another job.',
                hint="Compare the jobs that the steps belong to.",
            )
    return jobs
