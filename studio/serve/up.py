"""The embedded form: database, workers and web server in one process."""

import threading
import webbrowser

import click
from django.conf import settings
from django.db import connection

from runs import worker
from studio.api.health import checks
from studio.api.session import new_link
from studio.lib.errors import StudioError
from studio.serve import config, first_start, leftovers
from studio.serve.holder import Holder
from studio.serve.server import Server, take_port

WORKER_GRACE_SECONDS = 10.0


def run(empty: bool, open_browser: bool) -> None:
    """Start everything in order, serve until told to stop, end everything in order."""
    if not settings.EMBEDDED:
        raise StudioError(
            "not-embedded",
            "STUDIO_BROKER_URL is set, so this is the server form.",
            hint="Start `studio web` and `studio worker`, or unset it.",
        )
    holder = Holder(settings.STUDIO_HOME)
    holder.take(settings.PUBLIC_URL)
    try:
        _serve(empty, open_browser)
    finally:
        holder.release()


def _serve(empty: bool, open_browser: bool) -> None:
    socket = take_port(settings.STUDIO_HOST, settings.STUDIO_PORT)
    leftovers.clear(settings.STUDIO_HOME)
    start = prepare(with_samples=not empty)
    embedded = _Embedded(link_for(start), open_browser)
    Server(embedded.start, embedded.stop).run(sockets=[socket])


def prepare(*, with_samples: bool) -> first_start.Start:
    """Migrate, make what a first start makes, write config.json."""
    first_start.migrate()
    start = first_start.ensure(with_samples=with_samples)
    config.write(settings.STUDIO_HOME, settings.PUBLIC_URL, start.owner, start.workspace)
    connection.close()
    return start


def link_for(start: first_start.Start) -> str:
    """A link that signs the owner in once."""
    link, _ = new_link(start.owner)
    connection.close()
    return link


class _Embedded:
    """What runs beside the web server, and what the person at the terminal is told."""

    def __init__(self, link: str, open_browser: bool) -> None:
        self._link = link
        self._open_browser = open_browser
        self._workers: worker.Workers | None = None

    def start(self) -> None:
        self._workers = worker.start()
        checks.add("worker", self._workers.alive)
        announce(self._link)
        if self._open_browser:
            threading.Thread(target=webbrowser.open, args=(self._link,), daemon=True).start()

    def stop(self) -> None:
        click.echo("Stopping: running steps are ended. Ctrl-C again leaves at once.")
        if self._workers is not None:
            self._workers.stop(WORKER_GRACE_SECONDS)


def announce(link: str | None) -> None:
    """Without a link it names the command that makes one."""
    click.echo(f"Pipeline Studio is ready at {settings.PUBLIC_URL}")
    if link is None:
        click.echo("`studio admin sign-in-link` prints a link that signs the owner in.")
    else:
        click.echo(f"Open this link to sign in; it works once:\n\n    {link}\n")
        click.echo("`studio admin sign-in-link` prints another one.")
    click.echo("Ctrl-C stops the studio.")
