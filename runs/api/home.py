"""The first page, and the names that group jobs."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.reading import home
from runs.reading.home import ExperimentList, Home
from studio.api.views import WorkspaceView


class HomeView(WorkspaceView):
    @extend_schema(operation_id="show_home", responses=Home)
    def get(self, request: Request, workspace: str) -> Response:
        return answer(home.home(self.workspace()))


class ExperimentsView(WorkspaceView):
    @extend_schema(operation_id="list_experiments", responses=ExperimentList)
    def get(self, request: Request, workspace: str) -> Response:
        return answer(ExperimentList(items=home.experiments(self.workspace())))
