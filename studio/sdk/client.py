"""HTTP to one workspace of a studio: problems become ``StudioError`` with their diagnostics."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, urlencode, urlsplit

from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from studio.lib.errors import Invalid, StudioError
from studio.sdk.connection import Connection

TIMEOUT = Timeout(connect=5.0, read=60.0)
# Only what never reached the studio is tried again; redirects would carry the token elsewhere.
RETRIES = Retry(connect=2, read=0, status=0, redirect=0, raise_on_redirect=False)
PAGE = 200
CHUNK = 64 * 1024


class Client:
    """One keep-alive connection. Paths are relative to the workspace: ``jobs/NAME``; those that
    begin with a slash, to the studio."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._root = f"{connection.url}/api/workspaces/{quote(connection.workspace, safe='')}/"
        self._http = PoolManager(timeout=TIMEOUT, retries=RETRIES)
        self._headers = {"Authorization": f"Bearer {connection.token}"}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.clear()

    def get(self, path: str, /, **query: Any) -> Any:
        return self._json("GET", _with_query(path, query))

    def session(self) -> Any:
        """Who asks, and the workspaces that they see."""
        return self._json("GET", "/api/session")

    def post(self, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        return self._json("POST", path, {} if body is None else body, headers)

    def patch(self, path: str, body: Any) -> Any:
        return self._json("PATCH", path, body)

    def delete(self, path: str) -> Any:
        return self._json("DELETE", path)

    def put_bytes(self, path: str, content: Iterator[bytes], size: int) -> None:
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        self._send("PUT", path, content, headers)

    def pages(self, path: str, limit: int | None = None, **query: Any) -> Iterator[Any]:
        """Every item of a paged list, at most ``limit``, fetched as they are asked for."""
        cursor, left = None, limit
        while left is None or left > 0:
            size = PAGE if left is None else min(PAGE, left)
            page = self.get(path, cursor=cursor, limit=size, **query)
            yield from page["items"]
            cursor = page.get("next_cursor")
            if left is not None:
                left -= len(page["items"])
            if not cursor:
                return

    def download(self, path: str, target: Path, /, **query: Any) -> None:
        """Stream an answer into ``target``; it appears whole or not at all."""
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        try:
            answer = self._send("GET", _with_query(path, query), stream=True)
            with partial.open("wb") as file:
                for chunk in answer.stream(CHUNK):
                    file.write(chunk)
            partial.replace(target)
        except HTTPError as error:
            raise unreachable(self.connection, error) from None
        finally:
            partial.unlink(missing_ok=True)

    def _json(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        content = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})}
        answer = self._send(method, path, content, sent)
        return json.loads(answer.data) if answer.data else None

    def _send(
        self,
        method: str,
        path: str,
        content: bytes | Iterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        stream: bool = False,
    ) -> BaseHTTPResponse:
        try:
            answer = self._http.request(
                method,
                (self.connection.url if path.startswith("/") else self._root) + path,
                body=content,
                headers={**self._headers, **(headers or {})},
                preload_content=not stream,
            )
            if answer.status >= 300:
                raise problem(answer.status, answer.data, self.connection)
        except HTTPError as error:
            raise unreachable(self.connection, error) from None
        return answer


def name_in_path(*parts: str) -> str:
    """Path segments with everything but plain characters escaped."""
    return "/".join(quote(part, safe="") for part in parts)


def problem(status: int, content: bytes, connection: Connection) -> StudioError:
    """The error that a problem document describes."""
    try:
        told = json.loads(content)
    except ValueError:
        told = {}
    if not isinstance(told, dict) or "code" not in told:
        return StudioError(
            "unexpected-answer",
            f"{urlsplit(connection.url).netloc} answered {status} without saying why.",
            hint="Is STUDIO_URL the address of a studio?",
        )
    return Invalid(
        str(told["code"]),
        str(told.get("message", "")),
        told.get("hint"),
        told.get("place"),
        told.get("diagnostics") or (),
    )


def unreachable(connection: Connection, error: Exception) -> StudioError:
    return StudioError(
        "studio-unreachable",
        f"No answer from {connection.url} ({type(error).__name__}).",
        hint="Is the studio running? `studio up` starts it.",
    )


def _with_query(path: str, query: Mapping[str, Any]) -> str:
    given = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
