"""The server form's web process: pages, API, WebSockets. Steps run in ``studio worker``."""

import click
from django.conf import settings

from runs import worker
from studio.api.health import checks
from studio.serve import first_start
from studio.serve.server import Server, take_port
from studio.serve.up import announce, prepare


def run() -> None:
    socket = take_port(settings.STUDIO_HOST, settings.STUDIO_PORT)
    link = prepare(with_samples=False)
    checks.add("worker", worker.anybody_works)
    Server(lambda: announce(link), lambda: None).run(sockets=[socket])


def migrate() -> None:
    """Migrations, and on an empty database the owner and the workspace."""
    first_start.migrate()
    start = first_start.ensure(with_samples=False)
    if start.is_first:
        click.echo(f'Made the workspace "{start.workspace.name}" and its owner {start.owner}.')
    click.echo("The database is up to date.")
