"""One WebSocket a browser tab, carrying all its subscriptions.

It checks who asks, starts and ends subscriptions, and hands hints to them. What is sent comes
from ``runs.live.topics``.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

from runs.live.access import Caller, caller, is_own_origin
from runs.live.draft_topic import DraftTopic
from runs.live.messages import (
    Ping,
    Presence,
    Subscribe,
    SubscribeDraft,
    SubscribeJob,
    SubscribeJobs,
    Unsubscribe,
    decode,
    parse,
)
from runs.live.sources import Sources
from runs.live.topics import JobsTopic, JobTopic, LogTopic, Subscription
from studio.api.errors import Unauthenticated
from studio.lib.errors import Conflict, Invalid, NotFound, StudioError, TooLarge
from studio.models import Workspace

MOST_SUBSCRIPTIONS = 1000
UNAUTHENTICATED, STRANGER = 4401, 4404
logger = logging.getLogger(__name__)


class LiveConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels has no types
    """The socket at ``/ws/<workspace>``; docs/reference/live.md lists its messages."""

    caller: Caller
    workspace: Workspace

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = Sources()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._groups: dict[str, set[Subscription]] = defaultdict(set)
        self._drafts: dict[str, DraftTopic] = {}
        self._sending = asyncio.Lock()
        self._grouping = asyncio.Lock()
        self._is_open = False

    async def connect(self) -> None:
        if not is_own_origin(self.scope):
            await self.close()
            return
        # Browsers learn the code of a close only after an accept.
        await self.accept()
        self.caller = caller(self.scope)
        try:
            self.workspace = await self.caller.workspace()
        except Unauthenticated:
            await self.close(UNAUTHENTICATED)
        except StudioError:
            await self.close(STRANGER)
        else:
            self._is_open = True

    async def disconnect(self, code: int) -> None:
        self._is_open = False
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if not self._is_open:
            return
        about: str | None = None
        try:
            data = decode(text_data)
            about = data["id"] if isinstance(data.get("id"), str) else None
            await self._do(parse(data))
        except StudioError as error:
            await self._tell_error(about, error)

    async def hint(self, message: Mapping[str, Any]) -> None:
        """From the channel layer. Never waits, so that hints do not pile up."""
        for subscription in list(self._groups.get(message["group"], ())):
            subscription.hint(message)

    async def tell(self, message: Mapping[str, Any]) -> None:
        """One message at a time, in turn: the socket's back-pressure reaches every subscription."""
        text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        async with self._sending:
            if not self._is_open:
                return
            try:
                await self.send(text_data=text)
            except OSError:  # the browser has left, and the news of it is on its way
                self._is_open = False

    async def join(self, group: str, subscription: Subscription) -> None:
        async with self._grouping:
            self._groups[group].add(subscription)
            await self.channel_layer.group_add(group, self.channel_name)

    async def send_to(self, group: str, message: Mapping[str, Any]) -> None:
        """To every subscription of every socket that has joined ``group``, our own too."""
        await self.channel_layer.group_send(group, {"type": "hint", "group": group, **message})

    async def _do(self, message: Subscribe | Unsubscribe | Presence | Ping) -> None:
        if isinstance(message, Ping):
            await self.tell({"kind": "pong"})
        elif isinstance(message, Presence):
            if (draft := self._drafts.get(message.id)) is None:
                raise NotFound(
                    "no-subscription", f'There is no draft subscribed as "{message.id}".'
                )
            draft.select(message.selection)
        elif isinstance(message, Unsubscribe):
            if task := self._tasks.get(message.id):
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        else:
            self._start(message)

    def _start(self, message: Subscribe) -> None:
        if message.id in self._tasks:
            raise Conflict("subscription-exists", f'There is a subscription "{message.id}".')
        if len(self._tasks) >= MOST_SUBSCRIPTIONS:
            raise TooLarge(
                "too-many-subscriptions",
                f"A socket carries at most {MOST_SUBSCRIPTIONS} subscriptions.",
                hint="Unsubscribe from some first.",
            )
        subscription = self._made(message)
        self._tasks[message.id] = asyncio.create_task(self._carry(subscription))

    def _made(self, message: Subscribe) -> Subscription:
        if isinstance(message, SubscribeJobs):
            return JobsTopic(self, message)
        if isinstance(message, SubscribeJob):
            return JobTopic(self, message)
        if isinstance(message, SubscribeDraft):
            self._drafts[message.id] = DraftTopic(self, message)
            return self._drafts[message.id]
        return LogTopic(self, message)

    async def _carry(self, subscription: Subscription) -> None:
        try:
            await subscription.run()
        except StudioError as error:
            await self._tell_error(subscription.id, error)
        except Exception:  # nothing above a task's own code would say that it died
            logger.exception("Subscription %s ended", subscription.id)
            await self._tell_error(
                subscription.id,
                Invalid("subscription-failed", "The studio could not go on sending this."),
            )
        finally:
            self._tasks.pop(subscription.id, None)
            self._drafts.pop(subscription.id, None)
            await self._leave(subscription)

    async def _leave(self, subscription: Subscription) -> None:
        async with self._grouping:
            for group, members in list(self._groups.items()):
                members.discard(subscription)
                if not members:
                    del self._groups[group]
                    await self.channel_layer.group_discard(group, self.channel_name)

    async def _tell_error(self, about: str | None, error: StudioError) -> None:
        told = {"code": error.code, "message": error.message, "hint": error.hint}
        await self.tell({"id": about, "kind": "error", **told})
