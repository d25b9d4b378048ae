"""The server form's web process: pages, API, WebSockets. Steps run in ``studio worker``."""

import sys
import threading
import time

import click
from django.conf import settings
from kombu.exceptions import OperationalError

from studio.api.health import checks
from studio.celery import app
from studio.serve import first_start, leftovers
from studio.serve.server import Server, take_port
from studio.serve.up import announce, link_for, prepare

ASK_SECONDS = 10.0
ANSWER_SECONDS = 1.0


class WorkerWatch:
    """Whether any worker process answers, asked of the broker now and then, never by a request."""

    def __init__(self) -> None:
        self._alive = False
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="studio-worker-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._end.set()

    def alive(self) -> bool:
        return self._alive

    def _loop(self) -> None:
        wait = 0.0
        while not self._end.wait(wait):
            began = time.monotonic()
            try:
                self._alive = bool(app.control.ping(timeout=ANSWER_SECONDS, limit=1))
            except (OperationalError, OSError):  # no broker, so no worker that could hear of work
                self._alive = False
            pause = ASK_SECONDS if self._alive else ANSWER_SECONDS
            wait = max(0.0, pause - (time.monotonic() - began))


def run() -> None:
    socket = take_port(settings.STUDIO_HOST, settings.STUDIO_PORT)
    leftovers.clear(settings.STUDIO_HOME, older_than_seconds=leftovers.DAY_SECONDS)
    start = prepare(with_samples=False)
    # What a service prints is kept in logs that others read, and it starts many times.
    link = link_for(start) if start.is_first or sys.stdout.isatty() else None
    watch = WorkerWatch()
    checks.add("worker", watch.alive)

    def started() -> None:
        watch.start()
        announce(link)

    Server(started, watch.stop).run(sockets=[socket])


def migrate() -> None:
    """Migrations, and on an empty database the owner and the workspace."""
    first_start.migrate()
    start = first_start.ensure(with_samples=False)
    if start.is_first:
        click.echo(f'Made the workspace "{start.workspace.name}" and its owner {start.owner}.')
    click.echo("The database is up to date.")
