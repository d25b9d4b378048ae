"""Inputs from the web: fetched once, kept by what the server says of them, within limits."""

import gzip
import ipaddress
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from designer.graph.readable import web_address
from runs.execution import remote
from runs.execution.order import Input, Order, Remote, StepFailed
from runs.execution.remote import Policy
from runs.execution.stopping import StopSignal
from tests.support.web_server import Web, web
from tests.unit.execution.conftest import Bench

HERE = Policy(networks=(ipaddress.ip_network("127.0.0.1/32"),))


@pytest.fixture
def server() -> Iterator[Web]:
    with web() as running:
        running.pages["/data/iris.csv"] = b"a,b\n1,2\n"
        yield running


class Reader:
    """One worker's cache, and what it said."""

    def __init__(self, cache: Path, say: Callable[[str], None] | None = None) -> None:
        self.cache = cache
        self.said: list[str] = []
        self.say = say or self.said.append
        self.stop = StopSignal()

    def get(
        self,
        url: str,
        kind: str = "uri_file",
        policy: Policy = HERE,
        identity: str | None = None,
    ) -> Path:
        given = Input("data", kind, remote=Remote(url, identity))
        order = Order("job", 1, "", None, (given,), ())
        found = remote.fetched(order, self.cache, policy, self.say, self.stop)
        self.is_as_planned = found.is_as_planned
        place = found.order.inputs[0].source
        assert place is not None
        return place


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path / "fetched")


def failure(reader: Reader, url: str, policy: Policy = HERE) -> tuple[str, str]:
    with pytest.raises(StepFailed) as failed:
        reader.get(url, policy=policy)
    leftover = list(reader.cache.rglob(".incoming-*"))
    assert leftover == []
    return failed.value.failure.code, failed.value.failure.message


def test_a_file_keeps_its_name_and_is_read_only(server: Web, reader: Reader) -> None:
    place = reader.get(server.url("/data/iris.csv?sig=secret"))
    assert (place.name, place.read_bytes()) == ("iris.csv", b"a,b\n1,2\n")
    assert (place.stat().st_mode & 0o222, place.parent.stat().st_mode & 0o222) == (0, 0)
    assert "secret" not in "".join(reader.said)


def test_a_folder_input_gets_a_folder_with_the_file(server: Web, reader: Reader) -> None:
    place = reader.get(server.url("/data/iris.csv"), "uri_folder")
    assert [one.name for one in place.iterdir()] == ["iris.csv"]


def test_it_is_asked_for_anew_and_comes_again_only_when_it_has_changed(
    server: Web, reader: Reader
) -> None:
    first = reader.get(server.url("/data/iris.csv"))
    assert reader.get(server.url("/data/iris.csv")) == first
    server.pages["/data/iris.csv"] = b"a,b\n3,4\n"
    changed = reader.get(server.url("/data/iris.csv"))
    assert server.gets("/data/iris.csv") == [200, 304, 200]
    assert (first.read_bytes(), changed.read_bytes()) == (b"a,b\n1,2\n", b"a,b\n3,4\n")
    assert "not changed" in reader.said[1]


def test_what_the_job_was_submitted_for_needs_no_request(server: Web, reader: Reader) -> None:
    url = server.url("/data/iris.csv")
    identity = remote.identity_of(url, HERE)
    first = reader.get(url, identity=identity)
    assert reader.is_as_planned
    assert reader.get(url, identity=identity) == first
    assert server.gets("/data/iris.csv") == [200]


def test_a_change_since_submission_is_noticed(server: Web, reader: Reader) -> None:
    url = server.url("/data/iris.csv")
    identity = remote.identity_of(url, HERE)
    server.pages["/data/iris.csv"] = b"new"
    assert reader.get(url, identity=identity).read_bytes() == b"new"
    assert not reader.is_as_planned


def test_identity_is_what_the_server_says(server: Web) -> None:
    url = server.url("/data/iris.csv")
    one = remote.identity_of(url, HERE)
    assert one == remote.identity_of(url, HERE)
    server.pages["/data/iris.csv"] = b"new"
    assert remote.identity_of(url, HERE) != one


def test_without_a_word_from_the_server_no_two_are_the_same(server: Web) -> None:
    server.says_etag = False
    for url in (server.url("/data/iris.csv"), server.url("/none"), "http://[bad"):
        assert remote.identity_of(url, HERE) != remote.identity_of(url, HERE)


def test_a_server_that_refuses_heads_is_asked_for_the_whole(server: Web) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(405 if handler.command == "HEAD" else 200)
        handler.send_header("ETag", '"7"')
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.special["/get-only"] = answer
    url = server.url("/get-only")
    assert remote.identity_of(url, HERE) == remote.identity_of(url, HERE)


def test_steps_that_want_the_same_at_once_fetch_it_once(server: Web, tmp_path: Path) -> None:
    go_on, waiting = threading.Event(), threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "GET":
            go_on.wait(30)
        handler.send_response(200)
        handler.send_header("ETag", '"1"')
        handler.send_header("Content-Length", "4")
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(b"slow")

    server.special["/slow"] = answer
    url = server.url("/slow")
    identity = remote.identity_of(url, HERE)

    def say(text: str) -> None:
        if "another step fetches it" in text:
            waiting.set()

    def get() -> bytes:
        return Reader(tmp_path / "fetched", say).get(url, identity=identity).read_bytes()

    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(get) for _ in range(2)]
        assert waiting.wait(30)
        go_on.set()
        assert [one.result() for one in both] == [b"slow", b"slow"]
    assert server.gets("/slow") == [0]


def test_a_missing_file_says_what_the_server_said(server: Web, reader: Reader) -> None:
    code, message = failure(reader, server.url("/none.csv"))
    assert (code, "404" in message) == ("remote-not-there", True)


@pytest.mark.parametrize("says_length", [True, False])
def test_too_large_a_file_is_refused(server: Web, reader: Reader, says_length: bool) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if says_length:
            handler.send_header("Content-Length", "2000000")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        try:
            handler.wfile.write(b"x" * 2_000_000)
        except OSError:
            return  # the reader has left

    server.special["/large"] = answer
    small = replace(HERE, max_bytes=1_000_000)
    code, message = failure(reader, server.url("/large"), small)
    assert (code, "1.0 MB" in message) == ("remote-too-large", True)


def test_packed_bytes_count_as_they_are_unpacked(server: Web, reader: Reader) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        packed = gzip.compress(b"x" * 2_000_000)
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(packed)))
        handler.end_headers()
        handler.wfile.write(packed)

    server.special["/bomb.csv"] = answer
    assert failure(reader, server.url("/bomb.csv"), replace(HERE, max_bytes=1_000_000))[0] == (
        "remote-too-large"
    )
    assert reader.get(server.url("/bomb.csv")).stat().st_size == 2_000_000


def test_a_broken_connection_leaves_nothing(server: Web, reader: Reader) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    server.special["/half"] = answer
    assert failure(reader, server.url("/half"))[0] == "remote-broken-off"


def test_it_takes_no_longer_than_it_may(server: Web, reader: Reader) -> None:
    server.pages["/data/big"] = b"x" * 1_000_000
    code, message = failure(reader, server.url("/data/big"), replace(HERE, seconds=-1.0))
    assert code == "remote-too-slow"
    assert "STUDIO" not in message


def test_a_cancel_ends_it(server: Web, reader: Reader) -> None:
    reader.stop.request("canceled")
    assert failure(reader, server.url("/data/iris.csv"))[0] == "interrupted"


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("https://example.org/a b.csv", "https://example.org/a b.csv"),
        (
            "wasbs://c@acc.blob.core.windows.net/a/b.csv",
            "https://acc.blob.core.windows.net/c/a/b.csv",
        ),
        ("abfss://f@acc.dfs.core.windows.net/x y", "https://acc.blob.core.windows.net/f/x%20y"),
        ("wasbs://c@acc.blob.core.windows.net/", None),
        ("azureml://datastores/d/paths/p", None),
        ("s3://bucket/key", None),
    ],
)
def test_what_azure_shows_to_everybody_has_an_address(uri: str, address: str | None) -> None:
    assert web_address(uri) == address


def test_private_addresses_are_refused(server: Web, reader: Reader) -> None:
    code, _ = failure(reader, server.url("/data/iris.csv"), Policy())
    assert code == "address-refused"
    assert server.asked == []


@pytest.mark.parametrize("path", ["/", "/a/..", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/.hidden"])
def test_a_name_never_leaves_its_folder(server: Web, reader: Reader, path: str) -> None:
    server.pages["*"] = b"x"
    place = reader.get(server.url(path))
    assert place.parent.parent.parent == reader.cache
    assert not place.name.startswith(".")


def test_what_was_not_used_for_long_makes_room(server: Web, reader: Reader) -> None:
    server.pages["/old"], server.pages["/new"] = b"o" * 100, b"n" * 100
    old = reader.get(server.url("/old"))
    long_ago = 1_000_000_000
    os.utime(old.parent.parent / remote.KNOWN, (long_ago, long_ago))
    new = reader.get(server.url("/new"), policy=replace(HERE, cache_bytes=150))
    assert (old.exists(), new.exists()) == (False, True)


def test_the_whole_cache_is_looked_through_only_where_that_may_help(
    server: Web, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    cleared = remote._cleared

    def counted(cache: Path, most: int, but: Path) -> int:
        looks.append(most)
        return cleared(cache, most, but)

    monkeypatch.setattr(remote, "_cleared", counted)
    for number in range(5):
        server.pages[f"/{number}"] = b"x" * 100
        reader.get(server.url(f"/{number}"))
    assert len(looks) == 1, "the first one counts what was there"
    tight = replace(HERE, cache_bytes=150)
    for number in range(5, 10):
        server.pages[f"/{number}"] = b"x" * 100
        reader.get(server.url(f"/{number}"), policy=tight)
    assert len(looks) == 2, "nothing of it is old enough to go, and will not be for a while"


def test_a_step_reads_it_like_any_input(server: Web, bench: Bench) -> None:
    ports: list[Any] = [Input("data", "uri_file", remote=Remote(server.url("/data/iris.csv")))]
    done = bench.run("cat {data}; basename {data}", *ports, fetch=HERE)
    assert (done.ending, bench.log) == ("completed", "a,b\n1,2\niris.csv\n")
    assert "fetched, 8 bytes" in bench.system_log


def test_a_step_cannot_change_what_was_fetched(server: Web, sandboxed: Bench) -> None:
    ports: list[Any] = [Input("data", "uri_file", remote=Remote(server.url("/data/iris.csv")))]
    done = sandboxed.run("echo x > {data} || rm -f {data}; cat {data}", *ports, fetch=HERE)
    assert "a,b\n1,2\n" in sandboxed.log, done
