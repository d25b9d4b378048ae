"""What a page of a job reads beside the job: graph, events, metrics; and the first page."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.api import lookup
from runs.api.query import whole
from runs.reading import events, graphs, home, logged, logs, metrics, pictures, places, steps, why
from runs.reading.events import JobEvents
from runs.reading.graphs import JobGraph
from runs.reading.home import ExperimentList, Home
from runs.reading.logged import JobLogged
from runs.reading.metrics import JobMetrics
from runs.reading.pictures import Pictures
from runs.reading.steps import JobSteps
from runs.reading.why import Why
from studio.api.views import WorkspaceView


class GraphView(WorkspaceView):
    @extend_schema(operation_id="show_job_graph", responses=JobGraph)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name)
        return answer(graphs.graph(job))


class EventsView(WorkspaceView):
    @extend_schema(
        operation_id="list_job_events",
        parameters=[
            OpenApiParameter("after", int, description="Number of the last event that you have."),
            OpenApiParameter("limit", int, description="At most 1000."),
        ],
        responses=JobEvents,
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """Events of the job's root."""
        job = lookup.lean(self.workspace(), name)
        limit = whole(request, "limit", events.PAGE, least=1, most=1000)
        return answer(events.after(job.root_id or job.pk, whole(request, "after", 0), limit))


class MetricsView(WorkspaceView):
    @extend_schema(
        operation_id="show_job_metrics",
        parameters=[OpenApiParameter("below", bool, description="Those of its steps as well.")],
        responses=JobMetrics,
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name, "path")
        found = metrics.of_job(job.pk)
        if request.query_params.get("below") == "true":
            found.steps = metrics.below(job)
        return answer(found)


class StepsView(WorkspaceView):
    @extend_schema(operation_id="list_job_steps", responses=JobSteps)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """All jobs below the job's root, on every level, with what waits for what."""
        job = lookup.lean(self.workspace(), name)
        return answer(steps.of_root(job.root_id or job.pk))


class LoggedView(WorkspaceView):
    @extend_schema(operation_id="list_job_logged", responses=JobLogged)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """Models and data sets that it logged with MLflow."""
        return answer(logged.of_job(lookup.lean(self.workspace(), name).pk))


class ImagesView(WorkspaceView):
    @extend_schema(operation_id="list_job_images", responses=Pictures)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """Images among its artifacts; `jobs/NAME/file?source=artifacts` gives each."""
        source = logs.source(lookup.lean(self.workspace(), name).pk)
        return answer(pictures.below(source.folder / places.ARTIFACTS))


class WhyView(WorkspaceView):
    @extend_schema(operation_id="explain_job", responses=Why)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """Why a step ran again, or whose outputs it took: the reuse keys compared."""
        rows = lookup.jobs(self.workspace()).select_related("root")
        job = lookup.job(rows.defer("root__plan"), name)
        return answer(why.why(job))


class HomeView(WorkspaceView):
    @extend_schema(operation_id="show_home", responses=Home)
    def get(self, request: Request, workspace: str) -> Response:
        return answer(home.home(self.workspace()))


class ExperimentsView(WorkspaceView):
    @extend_schema(operation_id="list_experiments", responses=ExperimentList)
    def get(self, request: Request, workspace: str) -> Response:
        return answer(ExperimentList(items=home.experiments(self.workspace())))
