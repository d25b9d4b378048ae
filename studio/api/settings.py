"""What the owners of a workspace decide for all of it."""

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.views import WorkspaceView
from studio.models import Role, Workspace

MOST_DAYS = 36_500


class WorkspaceSettingsSerializer(serializers.Serializer[Workspace]):
    """keep_intermediate_days: days after which outputs of steps go, once a job completed; null
    keeps them. A pipeline's own ``settings.keep_intermediate_days`` comes first."""

    keep_intermediate_days = serializers.IntegerField(
        min_value=0, max_value=MOST_DAYS, allow_null=True, required=False
    )


class WorkspaceSettingsView(WorkspaceView):
    roles: ClassVar = {"PATCH": Role.OWNER}

    @extend_schema(operation_id="show_workspace_settings", responses=WorkspaceSettingsSerializer)
    def get(self, request: Request, workspace: str) -> Response:
        return Response(WorkspaceSettingsSerializer(self.workspace()).data)

    @extend_schema(
        operation_id="edit_workspace_settings",
        request=WorkspaceSettingsSerializer,
        responses=WorkspaceSettingsSerializer,
    )
    def patch(self, request: Request, workspace: str) -> Response:
        """What is left out stays."""
        found = self.workspace()
        for name, value in self.body(WorkspaceSettingsSerializer).items():
            setattr(found, name, value)
        found.save(update_fields=["keep_intermediate_days"])
        return Response(WorkspaceSettingsSerializer(found).data)
