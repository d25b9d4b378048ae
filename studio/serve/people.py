"""What an administrator does on the database itself: workspaces, people, roles, sign-in links."""

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from studio.api.session import new_link
from studio.lib.errors import Conflict, Invalid, NotFound
from studio.models import Member, Role, User, Workspace
from studio.serve import first_start, holder
from studio.transaction import writing


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


def create_workspace(name: str, display_name: str, owner: str | None) -> None:
    """Make a workspace of its own datastore and computes. ``owner``: a person who exists; without
    one, the owner of the studio."""
    first_start.migrate()
    user = _person(owner)
    try:
        validate_slug(name)
    except ValidationError:
        raise Invalid(
            "bad-name",
            f'"{name}" cannot name a workspace.',
            hint="Use letters (a to z), digits, hyphens and underscores: it is part of addresses.",
        ) from None
    with writing():
        found, created = Workspace.objects.get_or_create(
            name=name, defaults={"display_name": display_name}
        )
        if not created:
            raise Conflict("workspace-exists", f'There is a workspace "{name}" already.')
        first_start.furnish(found, user)
    click.echo(f'{user.username} is owner of "{name}".')


def print_link(username: str | None) -> None:
    first_start.migrate()
    _print_link(_person(username))


def _person(username: str | None) -> User:
    """Somebody by name, or the owner of the studio. Raises NotFound."""
    if username is None:
        user: User | None = first_start.ensure(with_samples=False).owner
    else:
        user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound("user-not-found", f'There is nobody called "{username}".')
    return user


def _print_link(user: User) -> None:
    link, _ = new_link(user, holder.address(settings.STUDIO_HOME))
    click.echo(f"Sign-in link (it works once): {link}")
