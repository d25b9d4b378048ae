"""Why jobs differ: a step from the one whose outputs it could have taken, a job from another."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.api import lookup
from runs.reading import why
from runs.reading.compare import Comparison, compare
from runs.reading.why import Why
from studio.api.views import WorkspaceView
from studio.lib.errors import Invalid


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
        rows = lookup.jobs(self.workspace()).select_related("experiment").defer("plan")
        pair = [lookup.job(rows, one) for one in (name, request.query_params.get("with", ""))]
        for job in pair:
            if job.root_id is not None:
                raise Invalid(
                    "not-a-root",
                    f'Job "{job.name}" is a part of another job.',
                    hint="Compare the jobs that the steps belong to.",
                )
        return answer(compare(*pair))
