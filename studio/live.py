"""Wakes readers: a hint to a channel-layer group, from any thread, after commit.

A hint carries no truth. Whoever is woken reads from storage what it has not seen. Channel layers
belong to one event loop, so a hint from a worker thread is handed to that loop: the web server's
where there is one (``use_loop``), else a loop of our own in a daemon thread.
"""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

from channels.layers import get_channel_layer
from django.db import transaction

# A step's changes come in bursts: what is published within this time wakes the loop once.
GATHER_SECONDS = 0.005


class _Hand:
    """Holds the loop that hints are handed to, and those that are on their way to it.

    A hint only says that there is something to read, so a later one of the same group, and about
    the same job, takes the place of one that still waits.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[tuple[str, object], dict[str, Any]] = {}

    def use(self, loop: asyncio.AbstractEventLoop) -> None:
        with self._lock:
            self._loop = loop
            self._waiting.clear()

    def give(self, group: str, message: dict[str, Any]) -> None:
        with self._lock:
            loop = self._open_loop()
            is_first = not self._waiting
            self._waiting[group, message.get("job")] = message
            if is_first:
                loop.call_soon_threadsafe(loop.call_later, GATHER_SECONDS, self._send)

    def _open_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None or self._loop.is_closed():
            self._loop = asyncio.new_event_loop()
            self._waiting.clear()
            threading.Thread(target=self._loop.run_forever, name="studio-live", daemon=True).start()
        return self._loop

    def _send(self) -> None:
        """Runs in the loop."""
        with self._lock:
            messages = [(group, one) for (group, _), one in self._waiting.items()]
            self._waiting.clear()
        layer = get_channel_layer()
        for group, message in messages:
            if layer is not None:
                _start(layer.group_send(group, message))


_hand = _Hand()
_tasks: set[asyncio.Task[None]] = set()


def use_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Hand all hints to ``loop``; called once by the web server as it starts."""
    _hand.use(loop)


def publish(group: str, **message: Any) -> None:
    """Wake ``group`` now. Never blocks, never raises for a reader's sake."""
    _hand.give(group, {"type": "hint", "group": group, **message})


def publish_on_commit(group: str, **message: Any) -> None:
    """Wake ``group`` once the open transaction is committed (at once when there is none)."""
    transaction.on_commit(lambda: publish(group, **message), robust=True)


def _start(send: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(send)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
