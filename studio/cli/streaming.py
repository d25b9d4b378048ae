"""``studio job stream``: prints the log of each step as it comes, over the live socket."""

import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
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
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 10.0
# Most steps are prepared at once; who waits longer is told what for.
PATIENCE_SECONDS = 3.0
# Logs that are read at once; those of further steps wait until one has ended.
MOST_OPEN = 32
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
    begun: steps that were seen to begin. waiting: those of them whose log is not open yet, with
    their labels; logs: those that are open, or not printed to their end, in the order in which
    they began. preparing: steps that may soon have to be said to prepare, with their labels and
    when. progress: how many messages brought something.
    """

    name: str
    root: str
    whole: bool
    kind: str
    sequence: int = 0
    status: str = ""
    progress: int = 0
    begun: set[str] = field(default_factory=set)
    waiting: deque[tuple[str, str]] = field(default_factory=deque)
    logs: dict[str, Log] = field(default_factory=dict)
    preparing: dict[str, tuple[str, float]] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return self.status in ENDED and not self.logs and not self.waiting


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
        before = follower.progress
        try:
            _listen(client, follower)
        except (ConnectionClosed, OSError, TimeoutError, InvalidStatus) as error:
            failures = 1 if follower.progress > before else failures + 1
            if failures > TRIES:
                raise StudioError(
                    "stream-broken",
                    f"The live connection broke {failures} times ({type(error).__name__}).",
                    hint=f"The job goes on; try `studio job stream -n {name}` again.",
                ) from None
            time.sleep(pause_seconds(failures))
    return _summary(client, follower)


def pause_seconds(failures: int) -> float:
    """Before the next try, after so many that brought nothing."""
    return min(FIRST_PAUSE_SECONDS * 2.0 ** (failures - 1), LONGEST_PAUSE_SECONDS)


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
            with suppress(TimeoutError):
                _take(json.loads(socket.recv(_patience(follower))), socket, follower)
            _say_preparing(follower)


def _patience(follower: Follower) -> float | None:
    """Seconds until there is something to say, whatever comes."""
    due = [moment for _, moment in follower.preparing.values()]
    return max(min(due) - time.monotonic(), 0) if due else None


def _say_preparing(follower: Follower) -> None:
    for name, (label, moment) in list(follower.preparing.items()):
        if moment <= time.monotonic():
            del follower.preparing[name]
            click.echo(click.style(f"{label}: Preparing environment and data", dim=True), err=True)


def _catch_up(client: Client, socket: ClientConnection, follower: Follower) -> None:
    """Logs that were open when the connection broke, and the job's status by now."""
    for name, log in follower.logs.items():
        if not log.ended:
            _ask_log(socket, name, log)
    if not follower.whole:
        job = client.get(_path(follower.name))
        follower.status = job["status"]
        _note(follower, job)
        _open_logs(socket, follower)


def _take(message: dict[str, Any], socket: ClientConnection, follower: Follower) -> None:
    kind = message.get("kind")
    if kind == "error":
        _take_error(message, follower)
    elif kind == "subscribed":
        log = follower.logs.get(message["id"])
        # A log that is still empty keeps nobody waiting.
        if log is not None and message.get("size_bytes", 0) <= log.offset:
            log.answered = True
    elif kind == "log":
        follower.progress += 1
        _read_chunk(follower.logs[message["id"]], message)
    for event in message.get("events", ()) if kind == "events" else ():
        follower.progress += 1
        follower.sequence = event["sequence"]
        data = event["data"]
        if event["kind"] == "status" and _concerns(follower, data):
            if data["name"] == follower.name:
                follower.status = data["status"]
            _note(follower, data)
    _print_lines(follower)
    _open_logs(socket, follower)


def _take_error(message: dict[str, Any], follower: Follower) -> None:
    """A log that cannot be read any more ends; whatever else is wrong ends the stream."""
    log = follower.logs.get(message.get("id") or "")
    if log is None:
        raise StudioError(message["code"], message["message"], message.get("hint"))
    click.echo(f"{_label(log.label)}{message['message']}", err=True)
    log.answered = log.ended = True


def _concerns(follower: Follower, data: dict[str, Any]) -> bool:
    return follower.whole or data["name"] == follower.name


def _note(follower: Follower, job: dict[str, Any]) -> None:
    """Say what became of a step; its log is to be read once it has one.

    job: what an event tells of it, or the job itself.
    """
    name, status = job["name"], job["status"]
    if (follower.kind if name == follower.name else job.get("type")) in WITHOUT_LOG:
        return
    label = job.get("path") or job.get("key") or ""
    follower.preparing.pop(name, None)
    if label and status == "Preparing":
        follower.preparing[name] = (label, time.monotonic() + PATIENCE_SECONDS)
    if name not in follower.begun and status in STARTED and status != "Preparing":
        follower.begun.add(name)
        follower.waiting.append((name, label))
    if label and status in ("Running", *ENDED):
        reused = ", taken from an earlier job" if job.get("reused_from") else ""
        click.echo(click.style(f"{label}: {status}{reused}", dim=True), err=True)


def _open_logs(socket: ClientConnection, follower: Follower) -> None:
    while follower.waiting and len(follower.logs) < MOST_OPEN:
        name, label = follower.waiting.popleft()
        follower.logs[name] = Log(label)
        _ask_log(socket, name, follower.logs[name])


def _ask_log(socket: ClientConnection, name: str, log: Log) -> None:
    asked = {"topic": "log", "job": name, "path": LOG, "offset": log.offset}
    _send(socket, action="subscribe", id=name, **asked)


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
    for name, log in list(follower.logs.items()):
        for line in log.lines:
            click.echo(f"{_label(log.label)}{line}")
        log.lines.clear()
        if not log.answered:
            break
        if log.ended:
            del follower.logs[name]


def _label(label: str) -> str:
    color = COLORS[sum(label.encode()) % len(COLORS)]
    return click.style(f"[{label}] ", fg=color) if label else ""


def _summary(client: Client, follower: Follower) -> int:
    job = client.get(_path(follower.name))
    click.echo(f"\n{follower.name}: {job['status']}", err=True)
    failed = list(_failed(client, follower))
    for child in failed:
        click.echo(f"{child['path'] or child['key']}: {child['error']['message']}", err=True)
        if child["error"].get("hint"):
            click.echo(f"    {child['error']['hint']}", err=True)
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
