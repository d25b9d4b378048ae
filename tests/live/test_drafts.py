"""Several people at one draft: who is here, what they selected, and each other's saves."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from designer.graph.document import PipelineDocument
from designer.models import Draft
from designer.operations import create_draft, drafts, save_draft
from runs.live import draft_topic
from studio.models import User, Workspace
from tests.live.conftest import Connect, Socket

pytestmark = pytest.mark.django_db(transaction=True)
TokenOf = Callable[[User], Awaitable[str]]
in_thread = asyncio.to_thread


async def made(workspace: Workspace, user: User) -> Draft:
    return await in_thread(create_draft.create, workspace, user, "Shared")


async def opened(socket: Socket, draft: Draft, **more: Any) -> None:
    await socket.send(
        action="subscribe", id="d", topic="draft", draft=draft.pk, revision=draft.revision, **more
    )
    await socket.until("subscribed", "d")


async def people(socket: Socket, is_it: Callable[[list[dict[str, Any]]], bool]) -> Any:
    """The first list of people that ``is_it`` holds for."""
    while True:
        found = (await socket.until("people", "d"))["people"]
        if is_it(found):
            return found


async def test_each_sees_who_else_is_here_and_what_they_selected(
    connect: Connect, token_of: TokenOf, workspace: Workspace, alice: User, bob: User
) -> None:
    draft = await made(workspace, alice)
    async with connect(await token_of(alice)) as one, connect(await token_of(bob)) as other:
        await opened(one, draft, selection=["train"])
        assert await people(one, lambda found: True) == []
        await opened(other, draft)
        (seen,) = await people(other, bool)
        assert (seen["username"], seen["can_edit"], seen["selection"]) == ("alice", True, ["train"])
        (reader,) = await people(one, bool)
        assert (reader["username"], reader["can_edit"]) == ("bob", False)
        await one.send(action="presence", id="d", selection=["score"])
        await people(other, lambda found: found[0]["selection"] == ["score"])


async def test_who_leaves_is_gone_for_the_others(
    connect: Connect, token_of: TokenOf, workspace: Workspace, alice: User, bob: User
) -> None:
    draft = await made(workspace, alice)
    async with connect(await token_of(alice)) as one:
        await opened(one, draft)
        async with connect(await token_of(bob)) as other:
            await opened(other, draft)
            await people(one, bool)
        await people(one, lambda found: not found)


async def test_who_falls_silent_is_forgotten(
    connect: Connect,
    token_of: TokenOf,
    workspace: Workspace,
    alice: User,
    bob: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A broken connection says no goodbye, and tells nothing any more."""

    draft = await made(workspace, alice)
    async with connect(await token_of(alice)) as one, connect(await token_of(bob)) as other:
        await opened(other, draft)
        await opened(one, draft)
        await people(one, bool)
        monkeypatch.setattr(draft_topic, "FORGET_SECONDS", 0.0)
        await people(one, lambda found: not found)


async def test_a_save_is_told_to_everybody_once(
    connect: Connect, token_of: TokenOf, workspace: Workspace, alice: User, bob: User
) -> None:
    draft = await made(workspace, alice)
    async with connect(await token_of(bob)) as socket:
        await opened(socket, draft)
        for revision in (1, 2):
            await in_thread(
                save_draft.save, draft.pk, revision, PipelineDocument(), "Shared", alice
            )
            told = await socket.until("saved", "d")
            assert (told["revision"], told["modified_by"]) == (revision + 1, "alice")


async def test_a_save_from_before_the_connection_is_told(
    connect: Connect, token_of: TokenOf, workspace: Workspace, alice: User
) -> None:
    draft = await made(workspace, alice)
    await in_thread(save_draft.save, draft.pk, 1, PipelineDocument(), "Shared", alice)
    async with connect(await token_of(alice)) as socket:
        await opened(socket, draft)
        assert (await socket.until("saved", "d"))["revision"] == 2


async def test_strangers_and_deleted_drafts_tell_nothing(
    connect: Connect, token_of: TokenOf, workspace: Workspace, alice: User
) -> None:
    draft = await made(workspace, alice)
    async with connect(await token_of(alice)) as socket:
        await socket.send(action="subscribe", id="x", topic="draft", draft=draft.pk + 1)
        assert (await socket.until("error", "x"))["code"] == "draft-not-found"
        await socket.send(action="presence", id="x", selection=[])
        assert (await socket.until("error", "x"))["code"] == "no-subscription"
        await opened(socket, draft)
        await in_thread(drafts.delete, draft)
        assert (await socket.until("error", "d"))["code"] == "draft-not-found"


@pytest.mark.parametrize("selection", [["x"] * 101, ["x" * 301], [1], "train"])
async def test_a_selection_has_a_limit(
    connect: Connect, token_of: TokenOf, workspace: Workspace, alice: User, selection: object
) -> None:
    async with connect(await token_of(alice), workspace.name) as socket:
        await socket.send(action="presence", id="d", selection=selection)
        assert (await socket.until("error"))["code"] == "bad-message"
