"""A socket of a test's own, with hints handed to the test's loop."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter

from runs.routing import websocket_urlpatterns
from studio import live
from studio.api.authentication import issue_token
from studio.models import User

SECONDS = 10


def open_socket(path: str, headers: list[tuple[bytes, bytes]]) -> Any:
    """The ASGI conversation of a WebSocket; Channels' own tester asks for a server we lack."""
    scope = {
        "type": "websocket",
        "path": path,
        "query_string": b"",
        "headers": headers,
        "subprotocols": [],
    }
    return ApplicationCommunicator(  # type: ignore[no-untyped-call]
        URLRouter(websocket_urlpatterns), scope
    )


class Socket:
    """A connected client that speaks JSON."""

    def __init__(self, communicator: Any) -> None:
        self._communicator = communicator

    async def is_accepted(self) -> bool:
        await self._communicator.send_input({"type": "websocket.connect"})
        answer = await self._communicator.receive_output(SECONDS)
        return bool(answer["type"] == "websocket.accept")

    async def send(self, **message: Any) -> None:
        await self.send_text(json.dumps(message))

    async def send_text(self, text: str) -> None:
        await self._communicator.send_input({"type": "websocket.receive", "text": text})

    async def receive(self) -> dict[str, Any]:
        message = await self._communicator.receive_output(SECONDS)
        assert message["type"] == "websocket.send", message
        return dict(json.loads(message["text"]))

    async def until(self, kind: str, name: str | None = None) -> dict[str, Any]:
        """The next message of this kind (and subscription)."""
        while True:
            message = await self.receive()
            if message["kind"] == kind and name in (None, message.get("id")):
                return message

    async def closed_with(self) -> int:
        message = await self._communicator.receive_output(SECONDS)
        assert message["type"] == "websocket.close"
        return int(message["code"])

    async def leave(self) -> None:
        await self._communicator.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._communicator.wait(SECONDS)


Connect = Callable[..., Any]


@pytest.fixture
def connect() -> Connect:
    """``async with connect(token, workspace) as socket``; ``headers`` are more headers."""

    @asynccontextmanager
    async def opened(
        token: str | None, workspace: str = "default", headers: tuple[tuple[str, str], ...] = ()
    ) -> AsyncIterator[Socket]:
        live.use_loop(asyncio.get_running_loop())
        given = [(name.encode(), value.encode()) for name, value in headers]
        if token is not None:
            given.append((b"authorization", f"Bearer {token}".encode()))
        socket = Socket(open_socket(f"/ws/{workspace}", given))
        assert await socket.is_accepted()
        try:
            yield socket
        finally:
            await socket.leave()

    return opened


@pytest.fixture
def token_of() -> Callable[[User], Awaitable[str]]:
    async def issue(user: User) -> str:
        return await asyncio.to_thread(issue_token, user, "test")

    return issue
