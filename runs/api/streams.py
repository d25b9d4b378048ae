"""What a page of a job reads beside the job: graph, events, metrics; and the first page."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from runs.api import lookup
from runs.api.query import whole
from runs.reading import events, graphs, home, metrics
from runs.reading.events import JobEventsSerializer
from runs.reading.graphs import JobGraphSerializer
from runs.reading.home import ExperimentListSerializer, HomeSerializer
from runs.reading.metrics import JobMetricsSerializer
from studio.api.views import WorkspaceView


class GraphView(WorkspaceView):
    @extend_schema(operation_id="show_job_graph", responses=JobGraphSerializer)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name)
        return Response(JobGraphSerializer(graphs.graph(job)).data)


class EventsView(WorkspaceView):
    @extend_schema(
        operation_id="list_job_events",
        parameters=[
            OpenApiParameter("after", int, description="Number of the last event that you have."),
            OpenApiParameter("limit", int, description="At most 1000."),
        ],
        responses=JobEventsSerializer,
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """Events of the job's root."""
        job = lookup.lean(self.workspace(), name)
        limit = whole(request, "limit", events.PAGE, least=1, most=1000)
        return Response(events.after(job.root_id or job.pk, whole(request, "after", 0), limit))


class MetricsView(WorkspaceView):
    @extend_schema(operation_id="show_job_metrics", responses=JobMetricsSerializer)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name)
        return Response(JobMetricsSerializer(metrics.of_job(job.pk)).data)


class HomeView(WorkspaceView):
    @extend_schema(operation_id="show_home", responses=HomeSerializer)
    def get(self, request: Request, workspace: str) -> Response:
        return Response(HomeSerializer(home.home(self.workspace())).data)


class ExperimentsView(WorkspaceView):
    @extend_schema(operation_id="list_experiments", responses=ExperimentListSerializer)
    def get(self, request: Request, workspace: str) -> Response:
        found = home.experiments(self.workspace())
        return Response(ExperimentListSerializer({"items": found}).data)
