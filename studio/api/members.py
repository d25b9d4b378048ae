"""The people of a workspace and their roles: members see them, owners decide."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from studio.api.views import WorkspaceView
from studio.lib.errors import Conflict, NotFound
from studio.models import Member, Role, User, Workspace
from studio.transaction import writing


class MemberSerializer(serializers.Serializer[dict[str, Any]]):
    username = serializers.CharField()
    display_name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)

    class Meta:
        ref_name = "Member"


class MemberRoleSerializer(serializers.Serializer[dict[str, Any]]):
    role = serializers.ChoiceField(choices=Role.choices)

    class Meta:
        ref_name = "MemberRole"


class MembersView(WorkspaceView):
    @extend_schema(operation_id="members_list", responses=MemberSerializer(many=True))
    def get(self, request: Request, workspace: str) -> Response:
        """Everybody who may see the workspace, by name."""
        members = self.workspace().members.select_related("user").order_by("user__username")
        return Response([_shape(member) for member in members])


class MemberView(WorkspaceView):
    roles: ClassVar = {"PUT": Role.OWNER, "DELETE": Role.OWNER}

    @extend_schema(
        operation_id="members_put", request=MemberRoleSerializer, responses=MemberSerializer
    )
    def put(self, request: Request, workspace: str, username: str) -> Response:
        """Give somebody a role; who was no member becomes one."""
        role = Role(self.body(MemberRoleSerializer)["role"])
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise NotFound(
                "user-not-found",
                f'There is nobody called "{username}" in this studio.',
                hint="An administrator makes people: studio admin create-user NAME",
            )
        with writing():
            if role is not Role.OWNER:
                _keep_an_owner(self.workspace(), user)
            member, _ = Member.objects.update_or_create(
                workspace=self.workspace(), user=user, defaults={"role": role}
            )
        return Response(_shape(member))

    @extend_schema(operation_id="members_delete", responses={204: None})
    def delete(self, request: Request, workspace: str, username: str) -> Response:
        """Take somebody out of the workspace. What they made stays."""
        found = self.workspace().members.filter(user__username=username)
        member = found.select_related("user").first()
        if member is None:
            raise NotFound("member-not-found", f'"{username}" is no member of this workspace.')
        with writing():
            _keep_an_owner(self.workspace(), member.user)
            member.delete()
        return Response(status=204)


def _keep_an_owner(workspace: Workspace, leaving: User) -> None:
    """Raises Conflict where nobody could change the workspace's people any more.

    The rows are locked: of two owners who demote one another at once, one hears no.
    """
    owners = workspace.members.select_for_update().order_by("pk").filter(role=Role.OWNER)
    if {member.user_id for member in owners} == {leaving.pk}:
        raise Conflict(
            "last-owner",
            f'"{leaving.username}" is the only owner of the workspace.',
            hint="Make somebody else an owner first.",
        )


def _shape(member: Member) -> dict[str, Any]:
    user = member.user
    return {
        "username": user.username,
        "display_name": user.get_full_name() or user.username,
        "role": member.role,
    }
