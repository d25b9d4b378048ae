"""What a job's script logged: metrics, models and data sets, images."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.api import lookup
from runs.reading import logged, logs, metrics, pictures
from runs.reading.logged import JobLogged
from runs.reading.metrics import JobMetrics
from runs.reading.pictures import Pictures
from studio.api.views import WorkspaceView
from studio.storage.home import ARTIFACTS


class MetricsView(WorkspaceView):
    @extend_schema(
        operation_id="show_job_metrics",
        parameters=[OpenApiParameter("below", bool, description="Those of its steps as well.")],
        responses=JobMetrics,
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name, "path", "reused_from_id")
        found = metrics.of_job(job.ran_id)
        if request.query_params.get("below") == "true":
            found.steps, found.more_steps = metrics.below(job)
        return answer(found)


class LoggedView(WorkspaceView):
    @extend_schema(operation_id="list_job_logged", responses=JobLogged)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """Models and data sets that it logged with MLflow."""
        return answer(logged.of_job(lookup.lean(self.workspace(), name, "reused_from_id").ran_id))


class ImagesView(WorkspaceView):
    @extend_schema(operation_id="list_job_images", responses=Pictures)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """Images among its artifacts; `jobs/NAME/file?source=artifacts` gives each."""
        source = logs.source(lookup.lean(self.workspace(), name).pk)
        return answer(pictures.below(source.folder / ARTIFACTS))
