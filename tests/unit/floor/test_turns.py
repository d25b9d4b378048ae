"""Large documents take turns; everything else goes by them."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from studio.api.turns import AT_ONCE, LARGE_BYTES, in_turn


class Application:
    """Holds every request until it is let go, and remembers what each was sent."""

    def __init__(self) -> None:
        self.inside = 0
        self.most = 0
        self.bodies: list[bytes] = []
        self.go = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        self.bodies.append(body)
        await self.go.wait()
        self.inside -= 1


def sent(size: int, kind: bytes = b"application/json", parts: int = 2) -> tuple[Any, Any]:
    headers = [(b"content-type", kind), (b"content-length", str(size).encode())]
    piece = b"x" * (size // parts)
    messages = [
        {"type": "http.request", "body": piece, "more_body": number < parts - 1}
        for number in range(parts)
    ]

    async def receive() -> Any:
        return messages.pop(0)

    return {"type": "http", "method": "POST", "headers": headers}, receive


async def no_answer(message: Any) -> None:
    raise AssertionError(message)


async def settled(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0)


async def test_few_large_documents_are_worked_on_at_once() -> None:
    application = Application()
    turns = in_turn(application)
    size = 2 * LARGE_BYTES
    tasks = [asyncio.ensure_future(turns(*sent(size), no_answer)) for _ in range(20)]
    await settled(lambda: application.inside == AT_ONCE)
    application.go.set()
    await asyncio.gather(*tasks)
    assert application.most == AT_ONCE
    assert application.bodies == [b"x" * size] * 20


@pytest.mark.parametrize(
    ("size", "kind"),
    [(LARGE_BYTES, b"application/json"), (LARGE_BYTES * 4, b"multipart/form-data; boundary=x")],
)
async def test_others_do_not_wait_for_them(size: int, kind: bytes) -> None:
    application = Application()
    turns = in_turn(application)
    large = [asyncio.ensure_future(turns(*sent(LARGE_BYTES * 2), no_answer)) for _ in range(10)]
    small = [asyncio.ensure_future(turns(*sent(size, kind), no_answer)) for _ in range(10)]
    await settled(lambda: application.inside == AT_ONCE + len(small))
    application.go.set()
    await asyncio.gather(*large, *small)


async def test_a_document_takes_its_turn_once_it_has_arrived() -> None:
    """Whoever sends slowly holds up nobody."""
    application = Application()
    turns = in_turn(application)
    scope, _ = sent(LARGE_BYTES * 2)

    async def never() -> Any:
        await asyncio.Event().wait()

    slow = [asyncio.ensure_future(turns(scope, never, no_answer)) for _ in range(AT_ONCE)]
    quick = asyncio.ensure_future(turns(*sent(LARGE_BYTES * 2), no_answer))
    await settled(lambda: application.inside == 1)
    application.go.set()
    await quick
    for task in slow:
        task.cancel()
