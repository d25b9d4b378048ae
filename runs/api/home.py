"""The first page, and the names that group jobs."""

from datetime import timedelta

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.api.query import whole
from runs.reading import home, trends
from runs.reading.home import ExperimentList, Home
from runs.reading.trends import Trends
from studio.api.views import WorkspaceView

UTC_OFFSETS = (-14 * 60, 14 * 60)


class HomeView(WorkspaceView):
    @extend_schema(operation_id="show_home", responses=Home)
    def get(self, request: Request, workspace: str) -> Response:
        return answer(home.home(self.workspace()))


class TrendsView(WorkspaceView):
    @extend_schema(
        operation_id="show_trends",
        parameters=[
            OpenApiParameter(
                "utc_offset",
                int,
                description="Minutes that the reader's clock is ahead of UTC: days are theirs.",
            )
        ],
        responses=Trends,
    )
    def get(self, request: Request, workspace: str) -> Response:
        """The last seven days, from at most 2,000 of their newest jobs and 5,000 ends of steps."""
        least, most = UTC_OFFSETS
        minutes = whole(request, "utc_offset", 0, least, most)
        return answer(trends.trends(self.workspace(), timedelta(minutes=minutes)))


class ExperimentsView(WorkspaceView):
    @extend_schema(operation_id="list_experiments", responses=ExperimentList)
    def get(self, request: Request, workspace: str) -> Response:
        return answer(ExperimentList(items=home.experiments(self.workspace())))
