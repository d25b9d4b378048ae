"""HTTP requests to addresses that somebody typed: to public machines and those that are allowed.

A name is looked up once, and the connection goes to the very address that was checked, so that
neither a redirect nor a name server that changes its mind leads anywhere else. No proxy is used.
"""

import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, Timeout, make_headers
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

from studio.lib.errors import Denied, Invalid, Unavailable

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
SCHEMES = ("http://", "https://")
REDIRECTS = (301, 302, 303, 307, 308)
REDIRECTS_MAX = 5
CONNECT_SECONDS, READ_SECONDS = 10.0, 30.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Answer:
    """``url`` is where redirects led to."""

    url: str
    response: BaseHTTPResponse


@contextmanager
def request(
    method: str, url: str, headers: Mapping[str, str], networks: tuple[Network, ...]
) -> Iterator[Answer]:
    """The answer, its body unread. ``networks``: what may be asked though it is not public.

    Raises Denied ("address-refused"), Invalid ("bad-address") and Unavailable ("no-answer").
    """
    start = _split(url)
    here, asked = start, url
    for _ in range(REDIRECTS_MAX + 1):
        own = dict(headers) | (_credentials(here) if here.netloc == start.netloc else {})
        pool = _pool(here, networks)
        try:
            response = _asked(pool, method, here, own, asked)
            if response.status not in REDIRECTS or "location" not in response.headers:
                yield Answer(asked, response)
                return
            asked = urljoin(asked, response.headers["location"])
        finally:
            pool.close()
        here = _followed(here, asked)
    raise Unavailable("too-many-redirects", f"{shown(url)} leads from address to address.")


def shown(url: str) -> str:
    """The address without what may be secret in it: a password, a signature in its query."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def is_permitted(address: str, networks: tuple[Network, ...]) -> bool:
    """Whether a numeric address is public, or in one of ``networks``."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return all(_is_open(one, networks) for one in _meant(found))


def _is_open(address: Address, networks: tuple[Network, ...]) -> bool:
    if any(address.version == one.version and address in one for one in networks):
        return True
    return address.is_global and not address.is_multicast


def _meant(address: Address) -> Iterator[Address]:
    """It and the IPv4 address that an IPv6 one may lead to."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            yield address.ipv4_mapped
            return
        if address.sixtofour is not None:
            yield address.sixtofour
        if address.teredo is not None:
            yield address.teredo[1]
        if address in _NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    yield address


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise Invalid("bad-address", f'"{url[:200]}" is no address that can be fetched.')
    return parts


def _followed(here: SplitResult, url: str) -> SplitResult:
    parts = _split(url)
    if here.scheme == "https" and parts.scheme != "https":
        raise Denied("address-refused", f"{shown(here.geturl())} leads to an unencrypted address.")
    return parts


def _credentials(parts: SplitResult) -> dict[str, str]:
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return dict(make_headers(basic_auth=pair))


def _asked(
    pool: HTTPConnectionPool, method: str, parts: SplitResult, headers: dict[str, str], url: str
) -> BaseHTTPResponse:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        return pool.urlopen(
            method, target, headers=headers, retries=False, redirect=False, preload_content=False
        )
    except (HTTPError, OSError, ssl.SSLError, UnicodeError) as error:
        raise Unavailable("no-answer", f"{shown(url)} gives no answer: {reason(error)}.") from None


def reason(error: Exception) -> str:
    """The last part of what urllib3 says: the rest names objects."""
    if isinstance(error, NameResolutionError):
        return "there is no machine of that name"
    return str(error).rpartition(": ")[2].rstrip(".)") or type(error).__name__


def _pool(parts: SplitResult, networks: tuple[Network, ...]) -> HTTPConnectionPool:
    kind = _SecurePool if parts.scheme == "https" else _Pool
    timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    return kind(str(parts.hostname), parts.port, timeout=timeout, maxsize=1, networks=networks)


class _Guarded(HTTPConnection):
    """Connects to addresses that are permitted, and to no others."""

    def __init__(self, *args: Any, networks: tuple[Network, ...] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self._networks = networks

    def _new_conn(self) -> socket.socket:
        host = self._dns_host.strip("[]")
        try:
            found = socket.getaddrinfo(host, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise NameResolutionError(self.host, self, error) from None  # type: ignore[arg-type]
        places = [one for one in found if is_permitted(str(one[4][0]), self._networks)]
        if not places:
            raise Denied(
                "address-refused",
                f"{self.host} is an address of a private network or of this machine; the studio"
                " does not fetch from there.",
                hint="An administrator can allow it with STUDIO_FETCH_NETWORKS.",
            )
        return self._to_one_of(places)

    def _to_one_of(self, places: list[Any]) -> socket.socket:
        seconds = self.timeout if isinstance(self.timeout, int | float) else CONNECT_SECONDS
        last: OSError | None = None
        for family, kind, protocol, _, address in places:
            opened = socket.socket(family, kind, protocol)
            try:
                opened.settimeout(seconds)
                opened.connect(address)
            except OSError as error:
                opened.close()
                last = error
            else:
                return opened
        raise NewConnectionError(self, f"{last}")


class _SecureGuarded(_Guarded, HTTPSConnection):
    """The same with TLS; the certificate is that of the name, whatever the address."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guarded


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureGuarded
