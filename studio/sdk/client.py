"""HTTP to one workspace of a studio: problems become ``StudioError`` with their diagnostics."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx

from studio.lib.errors import Invalid, StudioError
from studio.sdk.connection import Connection

TIMEOUT = httpx.Timeout(60.0, connect=5.0)
PAGE = 200


class Client:
    """One keep-alive connection. Paths are relative to the workspace: ``jobs/NAME``."""

    def __init__(self, connection: Connection, transport: httpx.BaseTransport | None = None):
        self.connection = connection
        self._http = httpx.Client(
            base_url=f"{connection.url}/api/workspaces/{quote(connection.workspace, safe='')}/",
            headers={"Authorization": f"Bearer {connection.token}"},
            timeout=TIMEOUT,
            transport=transport or httpx.HTTPTransport(retries=2),
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def get(self, path: str, **query: Any) -> Any:
        return self._json("GET", path, params=_given(query))

    def post(self, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        return self._json("POST", path, json={} if body is None else body, headers=headers)

    def patch(self, path: str, body: Any) -> Any:
        return self._json("PATCH", path, json=body)

    def put_bytes(self, path: str, content: Iterator[bytes], size: int) -> None:
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        self._send("PUT", path, content=content, headers=headers)

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

    def download(self, path: str, target: Path, **query: Any) -> None:
        """Stream an answer into ``target``; it appears whole or not at all."""
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.partial")
        try:
            with self._http.stream("GET", path, params=_given(query)) as answer:
                if answer.is_error:
                    answer.read()
                    raise problem(answer)
                with partial.open("wb") as file:
                    for chunk in answer.iter_bytes():
                        file.write(chunk)
            partial.replace(target)
        except httpx.TransportError as error:
            raise unreachable(self.connection, error) from None
        finally:
            partial.unlink(missing_ok=True)

    def _json(self, method: str, path: str, **options: Any) -> Any:
        answer = self._send(method, path, **options)
        return answer.json() if answer.content else None

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            answer = self._http.request(method, path, **options)
        except httpx.TransportError as error:
            raise unreachable(self.connection, error) from None
        if answer.is_error or answer.is_redirect:
            raise problem(answer)
        return answer


def name_in_path(*parts: str) -> str:
    """Path segments with everything but plain characters escaped."""
    return "/".join(quote(part, safe="") for part in parts)


def problem(answer: httpx.Response) -> StudioError:
    """The error that a problem document describes."""
    try:
        told = answer.json()
    except ValueError:
        told = {}
    if not isinstance(told, dict) or "code" not in told:
        return StudioError(
            "unexpected-answer",
            f"{answer.request.url.host} answered {answer.status_code} without saying why.",
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


def _given(query: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in query.items() if value is not None}
