"""Which machines the studio asks for what people name by address."""

import ipaddress
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from studio.lib import guarded_http
from studio.lib.errors import Denied, Invalid, Unavailable
from tests.support.web_server import Web, web

HERE = (ipaddress.ip_network("127.0.0.1/32"),)


@pytest.fixture
def server() -> Iterator[Web]:
    with web() as running:
        running.pages["/a.txt"] = b"hello"
        yield running


def fetch(url: str, networks: tuple[guarded_http.Network, ...] = ()) -> bytes:
    with guarded_http.request("GET", url, {}, networks) as answer:
        return answer.response.read()


def leads_to(url: str, status: int = 302) -> Any:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", url)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
    ],
)
def test_addresses_that_are_nobodys_business(address: str) -> None:
    assert not guarded_http.is_permitted(address, ())


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert guarded_http.is_permitted(address, ())


def test_an_administrator_allows_networks() -> None:
    allowed = (ipaddress.ip_network("10.1.0.0/16"), ipaddress.ip_network("fd00::/8"))
    assert guarded_http.is_permitted("10.1.2.3", allowed)
    assert guarded_http.is_permitted("::ffff:10.1.2.3", allowed)
    assert guarded_http.is_permitted("fd00::7", allowed)
    assert not guarded_http.is_permitted("10.2.0.1", allowed)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.1", "2130706433", "0"])
def test_this_machine_is_not_asked_under_any_name(server: Web, host: str) -> None:
    with pytest.raises((Denied, Unavailable)):
        fetch(server.url("/a.txt", host))
    assert server.asked == []


def test_it_is_asked_where_that_is_allowed(server: Web) -> None:
    assert fetch(server.url("/a.txt"), HERE) == b"hello"


def test_the_refusal_names_the_setting(server: Web) -> None:
    with pytest.raises(Denied) as refused:
        fetch(server.url("/a.txt"))
    assert (refused.value.code, "STUDIO_FETCH_NETWORKS" in str(refused.value.hint)) == (
        "address-refused",
        True,
    )


@pytest.mark.parametrize("target", ["http://[::1]:{port}/a.txt", "http://169.254.169.254/latest"])
def test_a_redirect_leads_to_no_private_address(server: Web, target: str) -> None:
    server.special["/start"] = leads_to(target.format(port=server.port))
    with pytest.raises(Denied):
        fetch(server.url("/start"), HERE)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/x", "gopher://x/"])
def test_a_redirect_leads_to_no_other_scheme(server: Web, target: str) -> None:
    server.special["/start"] = leads_to(target)
    with pytest.raises(Invalid):
        fetch(server.url("/start"), HERE)


def test_redirects_are_followed_and_end(server: Web) -> None:
    server.special["/start"] = leads_to("/a.txt")
    with guarded_http.request("GET", server.url("/start"), {}, HERE) as answer:
        assert (answer.url, answer.response.read()) == (server.url("/a.txt"), b"hello")
    server.special["/round"] = leads_to("/round", 307)
    with pytest.raises(Unavailable) as error:
        fetch(server.url("/round"), HERE)
    assert error.value.code == "too-many-redirects"


def test_a_name_that_changes_its_mind_is_asked_once(
    server: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First a public address, then this machine: what was checked is what is connected to."""
    answers = iter(["203.0.113.9", "127.0.0.1", "127.0.0.1"])
    connected: list[Any] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        found = (next(answers), port)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", found)]

    def connect(opened: socket.socket, address: Any) -> None:
        connected.append(address)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    allowed = (ipaddress.ip_network("203.0.113.0/24"),)
    with pytest.raises(Unavailable):
        fetch(f"http://rebinding.example.org:{server.port}/a.txt", allowed)
    assert connected == [("203.0.113.9", server.port)]


@pytest.mark.parametrize("url", ["http://", "http://:80/", "https://x:0/", "http://x:99999/", "x"])
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    with pytest.raises(Invalid):
        fetch(url)


def test_passwords_and_signatures_are_not_shown() -> None:
    assert (
        guarded_http.shown("https://me:secret@example.org/a.csv?sig=secret")
        == "https://example.org/a.csv"
    )


def test_a_password_in_the_address_goes_to_its_machine(server: Web) -> None:
    heard: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        heard.append(handler.headers.get("Authorization"))
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.special["/private"] = answer
    fetch(server.url("/private", "me:secret@127.0.0.1"), HERE)
    assert heard == ["Basic bWU6c2VjcmV0"]
