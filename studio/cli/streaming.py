"""``studio job stream``: prints the log of each step as it comes, over the live socket."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from studio.cli import options
from studio.lib.errors import StudioError
from studio.sdk.client import Client, name_in_path

ENDED = ("Completed", "Failed", "Canceled")
STARTED = ("Preparing", "Running", "Finalizing", *ENDED)
WITHOUT_LOG = ("pipeline", "mlflow_run", "if_else", "do_while", "parallel_for", "sweep")
LOG = "user_logs/std_log.txt"
TRIES = 5
COLORS = ("cyan", "magenta", "green", "yellow", "blue", "bright_cyan", "bright_magenta")


@dataclass(slots=True)
class Log:
    """How far the log of one step has been read; ``rest`` is a line without its end.

    answered: its first part has come. lines: read, not yet printed.
    """

    label: str
    offset: int = 0
    rest: str = ""
    answered: bool = False
    ended: bool = False
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Follower:
    """What has been seen of a job, so that a broken connection goes on where it was.

    whole: a root is followed with all its steps; else one step is. kind: the job's type.
    """

    name: str
    root: str
    whole: bool
    kind: str
    sequence: int = 0
    status: str = ""
    logs: dict[str, Log] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return self.status in ENDED and all(log.ended for log in self.logs.values())


@click.command()
@options.name
@options.shared
def stream(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
    """Print the log of each step as it comes; exit 0 only when the job Completed."""
    with options.connect(workspace) as client:
        sys.exit(follow(client, name))


def follow(client: Client, name: str) -> int:
    """Print until the job has ended; 0 when it Completed, else 1."""
    job = client.get(_path(name))
    endpoint = job["services"]["Studio"]["endpoint"]
    click.echo(f"Job: {name}\nWeb view: {endpoint}\n", err=True)
    follower = Follower(name, job["root"], job["root"] == name, job["type"])
    failures = 0
    while not follower.done:
        try:
            _listen(client, follower)
            failures = 0
        except (ConnectionClosed, OSError, TimeoutError, InvalidStatus) as error:
            failures += 1
            if failures > TRIES:
                raise StudioError(
                    "stream-broken",
                    f"The live connection broke {failures} times ({type(error).__name__}).",
                    hint=f"The job goes on; try `studio job stream -n {name}` again.",
                ) from None
    return _summary(client, follower)


def _listen(client: Client, follower: Follower) -> None:
    address = client.connection.url.replace("http", "ws", 1)
    with connect(
        f"{address}/ws/{name_in_path(client.connection.workspace)}",
        additional_headers={"Authorization": f"Bearer {client.connection.token}"},
        max_size=None,
        proxy=None,
    ) as socket:
        _catch_up(client, socket, follower)
        _send(
            socket,
            action="subscribe",
            id="job",
            topic="job",
            job=follower.root,
            after=follower.sequence,
        )
        while not follower.done:
            _take(json.loads(socket.recv()), socket, follower)


def _catch_up(client: Client, socket: ClientConnection, follower: Follower) -> None:
    """Logs that were open when the connection broke, and the job's status by now."""
    for name in follower.logs:
        _open_log(socket, follower, name)
    if not follower.whole:
        job = client.get(_path(follower.name))
        follower.status = job["status"]
        _note(
            socket, follower, follower.name, job["path"] or job["key"], job["status"], job["type"]
        )


def _take(message: dict[str, Any], socket: ClientConnection, follower: Follower) -> None:
    kind = message.get("kind")
    if kind == "error":
        raise StudioError(message["code"], message["message"], message.get("hint"))
    if kind == "log":
        _read_chunk(follower.logs[message["id"]], message)
        _print_lines(follower)
    for event in message.get("events", ()) if kind == "events" else ():
        follower.sequence = event["sequence"]
        data = event["data"]
        if event["kind"] == "status" and _concerns(follower, data):
            if data["name"] == follower.name:
                follower.status = data["status"]
            label = data.get("path") or data.get("key") or ""
            _note(socket, follower, data["name"], label, data["status"], data.get("type"))


def _concerns(follower: Follower, data: dict[str, Any]) -> bool:
    return follower.whole or data["name"] == follower.name


def _note(
    socket: ClientConnection,
    follower: Follower,
    name: str,
    label: str,
    status: str,
    kind: str | None,
) -> None:
    """Say what became of a step, and open its log once it has one."""
    if (follower.kind if name == follower.name else kind) in WITHOUT_LOG:
        return
    log = follower.logs.get(name)
    if log is None and status in STARTED and status != "Preparing":
        follower.logs[name] = Log(label)
        _open_log(socket, follower, name)
    if label and status in ("Running", *ENDED):
        click.echo(click.style(f"{label}: {status}", dim=True), err=True)


def _open_log(socket: ClientConnection, follower: Follower, name: str) -> None:
    log = follower.logs[name]
    if not log.ended:
        _send(
            socket,
            action="subscribe",
            id=name,
            topic="log",
            job=name,
            path=LOG,
            offset=log.offset,
        )


def _read_chunk(log: Log, message: dict[str, Any]) -> None:
    log.offset = message["next_offset"]
    log.ended = bool(message["ended"])
    log.answered = True
    *lines, log.rest = (log.rest + message["text"]).split("\n")
    if log.ended and log.rest:
        lines, log.rest = [*lines, log.rest], ""
    log.lines += lines


def _print_lines(follower: Follower) -> None:
    """A step's lines wait for the first part of the steps before it: causes come first."""
    for log in follower.logs.values():
        for line in log.lines:
            click.echo(f"{_label(log.label)}{line}")
        log.lines.clear()
        if not log.answered:
            break


def _label(label: str) -> str:
    color = COLORS[sum(label.encode()) % len(COLORS)]
    return click.style(f"[{label}] ", fg=color) if label else ""


def _summary(client: Client, follower: Follower) -> int:
    job = client.get(_path(follower.name))
    click.echo(f"\n{follower.name}: {job['status']}", err=True)
    failed = list(_failed(client, follower))
    for child in failed:
        click.echo(f"{child['path'] or child['key']}: {child['error']['message']}", err=True)
    error = job.get("error")
    # A pipeline that failed repeats what its step has said.
    if error and not (failed and error["code"] == "step-failed"):
        click.echo(error["message"], err=True)
    return 0 if job["status"] == "Completed" else 1


def _failed(client: Client, follower: Follower) -> Iterator[dict[str, Any]]:
    if follower.whole:
        for child in client.pages("jobs", parent=follower.name, status="Failed"):
            if child.get("error"):
                yield child


def _send(socket: ClientConnection, **message: Any) -> None:
    socket.send(json.dumps(message))


def _path(name: str) -> str:
    return f"jobs/{name_in_path(name)}"
