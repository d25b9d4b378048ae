"""Too large a request is answered with a sentence before Django spools it to disk.

The body is read to its end and thrown away, since clients listen only once they have sent all;
beyond ``DRAIN_MAX_BYTES`` the answer does not wait for that.
"""

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

from studio.api.errors import CONTENT_TYPE, problem

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_BLOB = re.compile(r"/api/workspaces/[^/]+/blobs/[^/]+")
_WORKSPACE = "/api/workspaces/"
# Signing in and the like, which strangers may send.
SMALL_MAX_BYTES = 1024**2
DRAIN_MAX_BYTES = 4 * 1024**3


def limit_of(path: str) -> tuple[int, str]:
    """How many bytes a request to ``path`` may have, and the setting that says so, if any does."""
    if _BLOB.fullmatch(path):
        return settings.BLOB_MAX_BYTES, "STUDIO_BLOB_MAX_MB"
    if path.startswith(_WORKSPACE):
        return settings.UPLOAD_MAX_BYTES, "STUDIO_UPLOAD_MAX_MB"
    return min(SMALL_MAX_BYTES, settings.UPLOAD_MAX_BYTES), ""


def limited(application: Application) -> Application:
    """``application`` that never sees a body over the limit of its path."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        most, setting = limit_of(scope["path"])
        length = content_length(scope)
        if length > most:
            if length <= DRAIN_MAX_BYTES:
                await drain(receive)
            await _refuse(send, most, setting)
            return
        body = _Counted(receive, most)
        await application(scope, body, send)
        if body.is_over:
            await _refuse(send, most, setting)

    return guarded


class _Counted:
    """A body of unknown length. Over the limit Django sees the client leave, and is silent."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most
        self.is_over = False

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        self.is_over = self._left < 0
        return {"type": "http.disconnect"} if self.is_over else message


def content_length(scope: Scope) -> int:
    """-1 where the request does not say."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return -1


async def drain(receive: Receive) -> None:
    """Read a body to its end, or as much of it as is worth while, and keep nothing."""
    left = DRAIN_MAX_BYTES
    while left > 0:
        message = await receive()
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return
        left -= len(message.get("body", b""))


async def _refuse(send: Send, most: int, setting: str) -> None:
    said = problem(
        "body-too-large",
        f"The request has more than {most // 1024**2} MB.",
        hint=f"{setting} sets the limit." if setting else None,
        place="body",
    )
    body = json.dumps(said).encode()
    headers = [
        (b"content-type", CONTENT_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
