"""Requests that are too large get a sentence, whether they say how large they are or not."""

import json
from typing import Any

import pytest
from pytest_django import Settings

from studio.api.body_limit import Receive, Scope, Send, limited

MB = 1024 * 1024


@pytest.fixture(autouse=True)
def small(settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 2 * MB
    settings.BLOB_MAX_BYTES = 4 * MB


async def reading(scope: Scope, receive: Receive, send: Send) -> None:
    """As Django: reads all, is silent when the client leaves."""
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


async def post(path: str, chunks: int, *, says_length: bool) -> tuple[int, bytes]:
    left = chunks

    async def receive() -> dict[str, Any]:
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": b"\0" * MB, "more_body": left > 0}

    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    length = [(b"content-length", str(chunks * MB).encode())] if says_length else []
    await limited(reading)({"type": "http", "path": path, "headers": length}, receive, send)
    return sent[0]["status"], sent[1]["body"]


@pytest.mark.parametrize("says_length", [True, False])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/api/session", 1),
        ("/api/workspaces/default/blobs/ab", 4),
        ("/api/workspaces/default/components/upload", 2),
        ("/api/session/blobs/x", 1),
    ],
)
async def test_the_limit_is_that_of_the_path(path: str, most: int, says_length: bool) -> None:
    assert await post(path, most, says_length=says_length) == (200, str(most * MB).encode())
    status, body = await post(path, most + 1, says_length=says_length)
    assert status == 413
    assert json.loads(body)["code"] == "body-too-large"
