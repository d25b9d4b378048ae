"""A web server of the test's own: files that can change, with or without what makes them known."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Web:
    """pages: {path: bytes}; "*" is every other path. asked: (method, path, status) so far.

    says_etag: whether answers carry one. special: paths that are answered by a function instead.
    """

    port: int = 0
    pages: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    says_etag: bool = True
    special: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def gets(self, path: str) -> list[int]:
        """The statuses of all GET requests for ``path``."""
        return [status for method, of, status in self.asked if (method, of) == ("GET", path)]


@contextmanager
def web() -> Iterator[Web]:
    """Serves until the block is left."""
    state = Web()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path in state.special:
                state.asked.append((self.command, path, 0))
                state.special[path](self)
                return
            self._page(path, state.pages.get(path, state.pages.get("*")))

        do_HEAD = do_GET  # noqa: N815  (the name that http.server looks for)

        def _page(self, path: str, data: bytes | None) -> None:
            tag = f'"{hashlib.sha256(data or b"").hexdigest()[:16]}"'
            status = 404 if data is None else 200
            if data is not None and self.headers.get("If-None-Match") == tag:
                status, data = 304, b""
            state.asked.append((self.command, path, status))
            self.send_response(status)
            if state.says_etag and status != 404:
                self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(data or b"")))
            self.end_headers()
            if self.command == "GET" and status == 200:
                self.wfile.write(data or b"")

        def handle(self) -> None:
            with suppress(ConnectionError):  # clients leave as they like
                super().handle()

        def log_message(self, *_: Any) -> None:
            """Tests look at ``asked``."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
