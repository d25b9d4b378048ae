"""One open draft: who else is here and what they have selected, and that somebody saved.

Saves are read from storage like everything else. Who is here is stored nowhere: each tab tells
the others over the channel layer, says so again every ``TELL_SECONDS``, and is forgotten when
nothing was heard of it for ``FORGET_SECONDS``, as when its connection broke.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from designer.models import Draft
from runs.live.messages import SubscribeDraft
from runs.live.threads import in_thread
from runs.live.topics import Socket, Subscription
from studio.access import may
from studio.lib.errors import NotFound
from studio.models import Role

TELL_SECONDS: Final = 10.0
FORGET_SECONDS: Final = 25.0
PACE_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Person:
    """Another tab at the draft; ``heard_at`` by the monotonic clock."""

    told: Mapping[str, Any]
    heard_at: float


class DraftTopic(Subscription):
    def __init__(self, socket: Socket, asked: SubscribeDraft) -> None:
        super().__init__(socket, asked.id)
        self._draft, self._revision = asked.draft, asked.revision
        self._group = f"draft.{asked.draft}"
        self._selection = asked.selection
        self._tab = uuid4().hex
        self._others: dict[str, Person] = {}
        self._has_news = self._owes_word = True
        self._told_at = float("-inf")

    def select(self, selection: list[str]) -> None:
        self._selection, self._owes_word = selection, True
        self._woken.set()

    def hint(self, message: Mapping[str, Any]) -> None:
        """A save; or another tab that came, selected something, asks who is here, or left."""
        here, gone = message.get("here"), message.get("gone")
        if here is not None and here["tab"] != self._tab:
            known = self._others.get(here["tab"])
            self._others[here["tab"]] = Person(here, time.monotonic())
            self._has_news |= known is None or known.told != here
            self._owes_word |= bool(message.get("asks"))
        elif gone is not None and self._others.pop(gone, None) is not None:
            self._has_news = True
        super().hint(message)

    async def run(self) -> None:
        await in_thread(self._look)
        await self._socket.join(self._group, self)
        await self._tell("subscribed")
        try:
            await self._say(asks=True)
            while True:
                await self._round()
                await self._wait()
        finally:
            await self._socket.send_to(self._group, {"gone": self._tab})

    async def _round(self) -> None:
        revision, who = await in_thread(self._look)
        if revision > self._revision:
            self._revision = revision
            await self._tell("saved", revision=revision, modified_by=who)
        if self._owes_word or time.monotonic() - self._told_at >= TELL_SECONDS:
            await self._say()
        self._forget()
        if self._has_news:
            self._has_news = False
            people = sorted(self._others.values(), key=lambda one: str(one.told["tab"]))
            await self._tell("people", people=[dict(one.told) for one in people])
        await asyncio.sleep(PACE_SECONDS)

    async def _say(self, asks: bool = False) -> None:
        self._owes_word, self._told_at = False, time.monotonic()
        user, role = self._socket.caller.user, self._socket.caller.role
        here = {
            "tab": self._tab,
            "username": user.get_username() if user else "",
            "name": (user.get_full_name() or user.get_username()) if user else "",
            "can_edit": may(role, Role.CONTRIBUTOR),
            "selection": self._selection,
        }
        await self._socket.send_to(self._group, {"here": here, "asks": asks})

    def _forget(self) -> None:
        then = time.monotonic() - FORGET_SECONDS
        for tab in [tab for tab, one in self._others.items() if one.heard_at < then]:
            del self._others[tab]
            self._has_news = True

    def _look(self) -> tuple[int, str | None]:
        """The draft's revision, and who made it. Raises NotFound."""
        drafts = Draft.objects.filter(workspace=self._socket.workspace, archived=False)
        found = drafts.filter(pk=self._draft).values_list("revision", "modified_by__username")
        row = found.first()
        if row is None:
            raise NotFound("draft-not-found", f"There is no draft {self._draft} here.")
        return row
