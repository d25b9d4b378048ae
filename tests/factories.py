"""Plain functions that make rows; each takes only what a test cares about."""

from designer.models import Compute
from studio.models import Datastore, Member, Role, User, Workspace


def make_user(name: str) -> User:
    return User.objects.create_user(name, password=f"{name}-secret")


def make_workspace(name: str = "default") -> Workspace:
    """A workspace as the first start makes it: default datastore and two computes."""
    workspace = Workspace.objects.create(name=name)
    Datastore.objects.create(workspace=workspace, name="workspaceblobstore", is_default=True)
    make_compute(workspace, "cpu-cluster")
    make_compute(workspace, "gpu-cluster", max_instances=1)
    return workspace


def make_datastore(workspace: Workspace, name: str, kind: str = "local_folder") -> Datastore:
    return Datastore.objects.create(workspace=workspace, name=name, type=kind)


def make_member(workspace: Workspace, user: User, role: Role) -> Member:
    return Member.objects.create(workspace=workspace, user=user, role=role)


def make_compute(workspace: Workspace, name: str, max_instances: int = 4) -> Compute:
    return Compute.objects.create(workspace=workspace, name=name, max_instances=max_instances)
