"""Who is at a draft, told between processes: over Redis as over memory."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from pytest_django import Settings

from designer.operations import create_draft
from studio.models import User, Workspace
from tests.live.conftest import Connect
from tests.live.test_drafts import opened, people
from tests.support.server_form import REDIS, redis_answers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.skipif(not redis_answers(), reason="Redis does not answer here.")
async def test_people_are_seen_over_redis(
    connect: Connect,
    token_of: Callable[[User], Awaitable[str]],
    workspace: Workspace,
    alice: User,
    bob: User,
    settings: Settings,
) -> None:
    layer = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": layer, "CONFIG": {"hosts": [REDIS]}}}
    draft = await asyncio.to_thread(create_draft.create, workspace, alice, "Shared")
    async with connect(await token_of(alice)) as one:
        await opened(one, draft, selection=["train"])
        async with connect(await token_of(bob)) as other:
            await opened(other, draft)
            (seen,) = await people(other, bool)
            assert (seen["username"], seen["selection"]) == ("alice", ["train"])
            await people(one, bool)
        await people(one, lambda found: not found)
