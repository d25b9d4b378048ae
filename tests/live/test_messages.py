"""Bad input gets a sentence; the socket goes on."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from runs import consumers
from studio.models import User, Workspace
from tests.live.conftest import Connect

pytestmark = pytest.mark.django_db(transaction=True)
TokenOf = Callable[[User], Awaitable[str]]

BAD: list[dict[str, Any]] = [
    {},
    {"action": "dance"},
    {"action": "subscribe", "id": "a"},
    {"action": "subscribe", "id": "a", "topic": "weather"},
    {"action": "subscribe", "id": "a", "topic": "job"},
    {"action": "subscribe", "id": "a", "topic": "job", "job": "j", "after": -1},
    {"action": "subscribe", "id": "a", "topic": "job", "job": "j", "after": "1"},
    {"action": "subscribe", "id": "a", "topic": "log", "job": "j", "offset": 2**70},
    {"action": "subscribe", "id": 7, "topic": "jobs"},
    {"action": "subscribe", "id": "", "topic": "jobs"},
    {"action": "subscribe", "id": "a", "topic": "jobs", "extra": 1},
]


async def test_a_message_that_does_not_fit_gets_an_error(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    async with connect(await token_of(bob)) as socket:
        for message in BAD:
            await socket.send(**message)
            answer = await socket.receive()
            assert (answer["kind"], answer["code"]) == ("error", "bad-message"), message
            assert answer["id"] == (message["id"] if message.get("id") in ("a", "") else None)
        await socket.send(action="ping")
        assert await socket.receive() == {"kind": "pong"}


@pytest.mark.parametrize("text", ["", "not json", "[1]", "null", "[" * 10_000, '"x' * 20_000])
async def test_what_is_no_json_object_gets_an_error(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User, text: str
) -> None:
    async with connect(await token_of(bob)) as socket:
        await socket.send_text(text)
        answer = await socket.receive()
        assert (answer["kind"], answer["code"], answer["id"]) == ("error", "bad-message", None)


async def test_an_id_is_used_once_and_free_again_after_unsubscribing(
    connect: Connect, token_of: TokenOf, workspace: Workspace, bob: User
) -> None:
    async with connect(await token_of(bob)) as socket:
        await socket.send(action="subscribe", id="a", topic="jobs")
        await socket.until("subscribed", "a")
        await socket.send(action="subscribe", id="a", topic="jobs")
        assert (await socket.receive())["code"] == "subscription-exists"
        await socket.send(action="unsubscribe", id="a")
        await socket.send(action="unsubscribe", id="never-there")
        await socket.send(action="subscribe", id="a", topic="jobs")
        await socket.until("subscribed", "a")


async def test_a_socket_carries_so_many_subscriptions_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
    connect: Connect,
    token_of: TokenOf,
    workspace: Workspace,
    bob: User,
) -> None:
    monkeypatch.setattr(consumers, "MOST_SUBSCRIPTIONS", 2)
    async with connect(await token_of(bob)) as socket:
        for name in ("a", "b"):
            await socket.send(action="subscribe", id=name, topic="jobs")
            await socket.until("subscribed", name)
        await socket.send(action="subscribe", id="c", topic="jobs")
        answer = await socket.receive()
        assert (answer["id"], answer["code"]) == ("c", "too-many-subscriptions")
