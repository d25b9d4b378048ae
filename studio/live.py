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


class _Hand:
    """Holds the loop that hints are handed to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def use(self, loop: asyncio.AbstractEventLoop) -> None:
        with self._lock:
            self._loop = loop

    def loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None or self._loop.is_closed():
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=self._loop.run_forever, name="studio-live", daemon=True
                ).start()
            return self._loop


_hand = _Hand()
_tasks: set[asyncio.Task[None]] = set()


def use_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Hand all hints to ``loop``; called once by the web server as it starts."""
    _hand.use(loop)


def publish(group: str, **message: Any) -> None:
    """Wake ``group`` now. Never blocks, never raises for a reader's sake."""
    layer = get_channel_layer()
    if layer is None:
        return
    send = layer.group_send(group, {"type": "hint", "group": group, **message})
    _hand.loop().call_soon_threadsafe(_start, send)


def publish_on_commit(group: str, **message: Any) -> None:
    """Wake ``group`` once the open transaction is committed (at once when there is none)."""
    transaction.on_commit(lambda: publish(group, **message), robust=True)


def _start(send: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(send)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
