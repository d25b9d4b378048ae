"""What an administrator does on the database itself: people, roles, sign-in links."""

import click

from studio.api.session import new_link
from studio.lib.errors import NotFound
from studio.models import Member, Role, User, Workspace
from studio.serve import first_start


def create_user(username: str, role: str, workspace: str, password: str | None) -> None:
    """Make ``username`` a member of ``workspace`` with ``role``, and print a sign-in link."""
    first_start.migrate()
    found = Workspace.objects.filter(name=workspace).first()
    if found is None:
        raise NotFound("workspace-not-found", f'There is no workspace "{workspace}".')
    user, created = User.objects.get_or_create(username=username)
    if created or password is not None:
        user.set_password(password)
        user.save()
    Member.objects.update_or_create(workspace=found, user=user, defaults={"role": Role(role)})
    click.echo(f'{username} is {role} of "{workspace}".')
    _print_link(user)


def print_link(username: str | None) -> None:
    if username is None:
        user: User | None = first_start.ensure(with_samples=False).owner
    else:
        user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound("user-not-found", f'There is nobody called "{username}".')
    _print_link(user)


def _print_link(user: User) -> None:
    click.echo(f"Sign-in link (it works once): {new_link(user)[0]}")
