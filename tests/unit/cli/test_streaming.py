"""How ``studio job stream`` follows many logs over a connection that may break."""

import json
from collections import deque
from types import SimpleNamespace
from typing import Any

import click
import pytest
from websockets.exceptions import ConnectionClosedError

from studio.cli import assets, streaming
from studio.cli.streaming import Follower
from studio.lib.errors import StudioError

JOB = {
    "root": "root",
    "type": "pipeline",
    "status": "Completed",
    "error": None,
    "services": {"Studio": {"endpoint": "http://x/jobs/root"}},
}


class Wire:
    """Connections that say what a test gave them, and keep what was sent."""

    def __init__(self, *connections: list[dict[str, Any]]) -> None:
        self.connections = deque(deque(one) for one in connections)
        self.sent: list[list[dict[str, Any]]] = []
        self.paused: list[float] = []
        self._now: deque[dict[str, Any]] = deque()

    def __enter__(self) -> "Wire":
        if not self.connections:
            raise ConnectionRefusedError
        self._now = self.connections.popleft()
        self.sent.append([])
        return self

    def __exit__(self, *_: object) -> None: ...

    def send(self, text: str) -> None:
        self.sent[-1].append(json.loads(text))

    def recv(self, timeout: float | None = None) -> str:
        """An empty message stands for a time in which nothing comes."""
        if not self._now:
            raise ConnectionClosedError(None, None)
        if not (message := self._now.popleft()):
            assert timeout is not None
            raise TimeoutError
        return json.dumps(message)

    def logs(self, connection: int) -> list[tuple[str, int]]:
        asked = [one for one in self.sent[connection] if one["topic"] == "log"]
        return [(one["id"], one["offset"]) for one in asked]


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The exit code of following ``root`` over these connections, and what they were sent."""

    def run(*connections: list[dict[str, Any]]) -> tuple[int, Wire]:
        wire = Wire(*connections)
        monkeypatch.setattr(streaming, "connect", lambda *_, **__: wire)
        monkeypatch.setattr("studio.cli.streaming.time.sleep", wire.paused.append)
        client: Any = SimpleNamespace(
            connection=SimpleNamespace(url="http://x", workspace="default", token="t"),
            get=lambda *_: JOB,
            pages=lambda *_, **__: iter(()),
        )
        return streaming.follow(client, "root"), wire

    return run


def status(sequence: int, name: str, status: str) -> dict[str, Any]:
    kind = "pipeline" if name == "root" else "command"
    path = "" if name == "root" else name
    data = {"name": name, "path": path, "status": status, "type": kind}
    return {"sequence": sequence, "kind": "status", "data": data}


def events(*of: dict[str, Any]) -> dict[str, Any]:
    return {"id": "job", "kind": "events", "events": list(of)}


def log(name: str, text: str, offset: int, ended: bool = False) -> dict[str, Any]:
    return {
        "id": name, "kind": "log", "text": text, "offset": offset,
        "next_offset": offset + len(text), "ended": ended,
    }  # fmt: skip


def test_only_so_many_logs_are_open_at_once(
    follow: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [f"s{number}" for number in range(100)]
    begun = [status(number, name, "Running") for number, name in enumerate(steps)]
    told = [events(*begun, status(200, "root", "Completed"))]
    told += [log(name, f"{name}\n", 0, ended=True) for name in steps]
    code, wire = follow(told)
    assert code == 0
    assert [name for name, _ in wire.logs(0)] == steps
    lines = [click.unstyle(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [f"[{name}] {name}" for name in steps]


def test_a_step_that_was_not_run_says_so(follow: Any, capsys: pytest.CaptureFixture[str]) -> None:
    reused = status(1, "a", "Completed")
    reused["data"]["reused_from"] = "earlier"
    follow([events(reused, status(2, "root", "Completed")), log("a", "one\n", 0, ended=True)])
    printed = capsys.readouterr()
    assert click.unstyle(printed.out) == "[a] one\n"
    assert "a: Completed, taken from an earlier job" in click.unstyle(printed.err)


def test_a_step_that_prepares_for_long_says_so(
    follow: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr("studio.cli.streaming.time.monotonic", lambda: next(clock))
    short = [events(status(1, "a", "Preparing"), status(2, "a", "Running"))]
    long: list[dict[str, Any]] = [events(status(3, "b", "Preparing")), {}]
    follow([*short, *long, events(status(4, "root", "Completed")), log("a", "", 0, ended=True)])
    told = click.unstyle(capsys.readouterr().err)
    assert "b: Preparing environment and data\n" in told
    assert "a: Preparing" not in told


def test_no_more_than_the_window_is_asked_for_before_one_has_ended() -> None:
    follower = Follower("root", "root", True, "pipeline")
    wire = Wire([])
    begun = [status(number, f"s{number}", "Running") for number in range(100)]
    socket: Any = wire.__enter__()
    streaming._take(events(*begun), socket, follower)
    assert len(wire.logs(0)) == streaming.MOST_OPEN
    streaming._take(log("s0", "", 0, ended=True), socket, follower)
    assert len(wire.logs(0)) == streaming.MOST_OPEN + 1


def test_a_new_connection_goes_on_where_the_old_one_broke(follow: Any) -> None:
    first = [events(status(1, "a", "Running"), status(2, "b", "Running"))]
    first += [log("a", "one\n", 0, ended=True), log("b", "two", 0)]
    second = [events(status(3, "root", "Completed")), log("b", "!", 3, ended=True)]
    code, wire = follow(first, second)
    assert (code, wire.logs(1)) == (0, [("b", 3)])
    assert wire.sent[1][-1]["after"] == 2


def test_it_gives_up_only_after_tries_that_bring_nothing(follow: Any) -> None:
    """A long job may lose its connection any number of times."""
    some = [[events(status(number, "root", "Running"))] for number in range(1, 30)]
    code, wire = follow(*some, [events(status(30, "root", "Completed"))])
    assert code == 0
    assert set(wire.paused) == {streaming.FIRST_PAUSE_SECONDS}
    with pytest.raises(StudioError) as broken:
        follow([events(status(1, "root", "Running"))])
    assert broken.value.code == "stream-broken"


def test_tries_that_bring_nothing_come_ever_more_slowly() -> None:
    pauses = [streaming.pause_seconds(failures) for failures in (1, 2, 3, 4, 9)]
    assert pauses == [0.5, 1.0, 2.0, 4.0, 10.0]


def test_a_silent_step_holds_nobody_up(follow: Any, capsys: pytest.CaptureFixture[str]) -> None:
    begun = events(status(1, "a", "Running"), status(2, "b", "Running"))
    silent = {"id": "a", "kind": "subscribed", "size_bytes": 0}
    with pytest.raises(StudioError):
        follow([begun, silent, log("b", "here\n", 0)])
    assert "here" in capsys.readouterr().out


def test_a_log_that_cannot_be_read_ends_and_the_others_go_on(follow: Any) -> None:
    begun = events(status(1, "a", "Running"), status(2, "b", "Running"))
    wrong = {"id": "a", "kind": "error", "code": "job-not-found", "message": "The job is gone."}
    end = events(status(3, "root", "Completed"))
    code, _ = follow([begun, wrong, log("b", "here\n", 0, ended=True), end])
    assert code == 0


def test_versions_beyond_the_most_are_not_asked_for() -> None:
    asked: list[str] = []
    versions = [{"version": str(number), "archived": False} for number in range(9, 0, -1)]

    def get(path: str) -> dict[str, Any]:
        asked.append(path)
        return {"version": path.rpartition("/")[2].replace("latest", "9"), "versions": versions}

    client: Any = SimpleNamespace(get=get)
    found = assets._versions(client, "models", "m", "false")
    assert [next(found)["version"] for _ in range(2)] == ["9", "8"]
    assert asked == ["models/m/versions/latest", "models/m/versions/8"]
