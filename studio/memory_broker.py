"""Celery's broker within one process, whose consumers sleep until a message comes.

Kombu's own looks again and again: often costs a core something while nothing happens, seldom makes
a hop slow.
"""

import threading
from queue import Empty
from time import monotonic
from typing import Any, Final

from kombu.transport import memory

# Nothing that a consumer may go on for is missed for longer, whatever it is.
LOOK_SECONDS: Final = 0.5


class _News:
    """Counts what may let a consumer go on: a message that came, one that was acknowledged."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.count = 0

    def tell(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def wait(self, since: int, seconds: float) -> None:
        """Until there was some after ``since``."""
        with self._changed:
            self._changed.wait_for(lambda: self.count != since, seconds)


_news = _News()


class Channel(memory.Channel):
    def _put(self, queue: str, message: Any, **options: Any) -> None:
        super()._put(queue, message, **options)
        _news.tell()

    def _put_fanout(
        self, exchange: str, message: Any, routing_key: Any = None, **options: Any
    ) -> None:
        super()._put_fanout(exchange, message, routing_key, **options)
        _news.tell()

    def basic_ack(self, delivery_tag: Any, multiple: bool = False) -> None:
        super().basic_ack(delivery_tag, multiple)
        _news.tell()

    def basic_reject(self, delivery_tag: Any, requeue: bool = False) -> None:
        super().basic_reject(delivery_tag, requeue)
        _news.tell()


class Transport(memory.Transport):
    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **options: Any) -> None:
        """Hand on one message. Raises TimeoutError where none came within ``timeout`` seconds."""
        deadline = None if timeout is None else monotonic() + timeout
        while True:
            since = _news.count
            try:
                self.cycle.get(self._deliver, timeout=timeout)  # type: ignore[union-attr]
                return
            except Empty:
                pass
            left = LOOK_SECONDS if deadline is None else deadline - monotonic()
            if left <= 0:
                raise TimeoutError
            _news.wait(since, min(left, LOOK_SECONDS))
