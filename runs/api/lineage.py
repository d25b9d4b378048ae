"""Lineage of data assets and models."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import answer
from designer.operations import lookup, versions
from runs.operations import find_model
from runs.reading import lineage
from runs.reading.lineage import Lineage
from studio.api.views import WorkspaceView


class DataLineage(WorkspaceView):
    @extend_schema(operation_id="data_lineage", responses=Lineage)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """The job that made a version of a data asset, and the jobs that were given it."""
        found = lookup.shown(versions.DATA, self.workspace(), name, version)
        return answer(lineage.of_data(self.workspace(), found))


class ModelLineage(WorkspaceView):
    @extend_schema(operation_id="models_lineage", responses=Lineage)
    def get(self, request: Request, workspace: str, name: str, version: str) -> Response:
        """The job that made a version of a model, and the jobs that were given it."""
        found = find_model.shown(self.workspace(), name, version)
        return answer(lineage.of_model(self.workspace(), found))
