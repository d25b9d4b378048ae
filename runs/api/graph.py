"""What a job consists of: its graph, the jobs below it, and what happened to them."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.api import lookup
from runs.api.query import whole
from runs.reading import definition, events, graphs, steps
from runs.reading.definition import JobDefinition
from runs.reading.events import JobEvents
from runs.reading.graphs import JobGraph
from runs.reading.steps import JobSteps
from studio.api.views import WorkspaceView


class GraphView(WorkspaceView):
    @extend_schema(operation_id="show_job_graph", responses=JobGraph)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name)
        return answer(graphs.graph(job))


class DefinitionView(WorkspaceView):
    @extend_schema(operation_id="show_job_definition", responses=JobDefinition)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """What a job ran, as a file of the language; a step of a pipeline has none."""
        columns = ("display_name", "description", "tags", "experiment_id")
        return answer(definition.of(lookup.lean(self.workspace(), name, *columns)))


class StepsView(WorkspaceView):
    @extend_schema(operation_id="list_job_steps", responses=JobSteps)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """All jobs below the job's root, on every level, with what waits for what."""
        job = lookup.lean(self.workspace(), name)
        return answer(steps.of_root(job.root_id or job.pk))


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
