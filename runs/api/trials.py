"""The trials of a sweep."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from runs.api import lookup
from runs.reading.trials import SweepTrials, of_sweep
from studio.api.views import WorkspaceView


class TrialsView(WorkspaceView):
    @extend_schema(operation_id="list_job_trials", responses=SweepTrials)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        rows = lookup.jobs(self.workspace()).select_related("reused_from")
        return answer(of_sweep(lookup.job(rows, name)))
