"""What a studio has from its first start: an owner, a workspace, a place for data, computes.

All of it is one transaction, samples included: a first start is complete or did not happen.
"""

import getpass
import importlib
from dataclasses import dataclass

from django.conf import settings
from django.core.management import call_command
from filelock import FileLock

from designer.models import Compute
from studio.models import Datastore, Member, Role, User, Workspace
from studio.transaction import writing

DEFAULT_WORKSPACE = "default"
DEFAULT_DATASTORE = "workspaceblobstore"
# Name, instances, description.
COMPUTES = (
    ("cpu-cluster", 4, "Steps that need no GPU."),
    ("gpu-cluster", 2, "Steps that want a GPU."),
)


@dataclass(frozen=True)
class Start:
    """``is_first`` is true where this start made the workspace."""

    owner: User
    workspace: Workspace
    is_first: bool


def migrate() -> None:
    """One process of a home at a time: two that begin together would make the same tables."""
    with FileLock(settings.STUDIO_HOME / "migrate.lock"):
        call_command("migrate", verbosity=0, interactive=False)


def ensure(*, with_samples: bool) -> Start:
    """The owner and the workspace, made now where there is none yet."""
    member = (
        Member.objects.filter(role=Role.OWNER)
        .select_related("user", "workspace")
        .order_by("id")
        .first()
    )
    if member is not None:
        return Start(member.user, member.workspace, is_first=False)
    with writing():
        return _first(with_samples)


def _first(with_samples: bool) -> Start:
    owner, _ = User.objects.get_or_create(
        username=owner_name(), defaults={"is_staff": True, "is_superuser": True}
    )
    workspace, _ = Workspace.objects.get_or_create(name=DEFAULT_WORKSPACE)
    furnish(workspace, owner)
    if with_samples:
        _fill(workspace, owner)
    return Start(owner, workspace, is_first=True)


def furnish(workspace: Workspace, owner: User) -> None:
    """What every workspace has from its beginning."""
    Member.objects.create(workspace=workspace, user=owner, role=Role.OWNER)
    Datastore.objects.create(
        workspace=workspace,
        name=DEFAULT_DATASTORE,
        is_default=True,
        description="Where outputs and uploads go.",
    )
    for name, instances, description in COMPUTES:
        Compute.objects.create(
            workspace=workspace, name=name, max_instances=instances, description=description
        )


def _fill(workspace: Workspace, owner: User) -> None:
    """The samples stand on everything else; they are loaded only when they are wanted."""
    importlib.import_module("studio.samples").fill(workspace, owner)


def owner_name() -> str:
    """STUDIO_OWNER, else the name that the person has on this machine."""
    if settings.STUDIO_OWNER:
        return str(settings.STUDIO_OWNER)
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in some containers
        return "owner"
