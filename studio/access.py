"""Who sees and who may change: decided here and nowhere else.

A stranger to a workspace gets "not found", a member without the right gets "denied".
"""

from django.db.models import QuerySet

from studio.lib.errors import Denied, NotFound
from studio.models import Member, Role, User, Workspace

_RANK = {Role.READER: 0, Role.CONTRIBUTOR: 1, Role.OWNER: 2}


def may(role: Role | None, needed: Role) -> bool:
    return role is not None and _RANK[role] >= _RANK[needed]


def membership(user: User, name: str, needed: Role = Role.READER) -> Member:
    """``user``'s membership of the workspace called ``name``, with its workspace.

    Raises NotFound for strangers and Denied for members with a lower role.
    """
    member = (
        Member.objects.filter(user=user, workspace__name=name).select_related("workspace").first()
    )
    if member is None:
        raise NotFound("workspace-not-found", f'There is no workspace "{name}".')
    if not may(Role(member.role), needed):
        raise Denied(
            "role-too-low",
            f'Your role in "{name}" is {member.role}; this needs {needed.value}.',
            hint="Ask an owner of the workspace.",
        )
    return member


def seen_by(user: User) -> "QuerySet[Workspace]":
    """The workspaces that ``user`` is a member of."""
    return Workspace.objects.filter(members__user=user)
