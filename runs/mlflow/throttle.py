"""Lets news about a key through at once, then at most so often, and never loses the last.

A thread of its own tells the news, so that whoever brings it does not wait. Correctness does not
hang on it: a process that ends takes untold news along, and screens read from storage.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

News = TypeVar("News")


@dataclass(slots=True)
class _Line(Generic[News]):
    """What waits to be told under one key."""

    since: float
    due: float
    waiting: list[News] = field(default_factory=list)


class Throttle(Generic[News]):
    """tell: called with a key and all that has gathered for it; pause: seconds a key has been
    in the news -> seconds between two of its news.
    """

    def __init__(
        self, tell: Callable[[int, list[News]], None], pause: Callable[[float], float]
    ) -> None:
        self._tell = tell
        self._pause = pause
        self._lines: dict[int, _Line[News]] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def bring(self, key: int, news: News) -> None:
        now = time.monotonic()
        with self._changed:
            line = self._lines.setdefault(key, _Line(now, now))
            line.waiting.append(news)
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="studio-metric-news", daemon=True
                )
                self._thread.start()
            if len(line.waiting) == 1:
                self._changed.notify()

    def _run(self) -> None:
        while (due := self._next()) is not None:
            for key, news in due.items():
                self._tell(key, news)

    def _next(self) -> dict[int, list[News]] | None:
        """What is due, waited for; None when nothing is left, which ends the thread."""
        with self._changed:
            while self._lines:
                now = time.monotonic()
                due = {key: line for key, line in self._lines.items() if line.due <= now}
                told = {key: line.waiting for key, line in due.items() if line.waiting}
                for key, line in due.items():
                    if line.waiting:
                        line.waiting = []
                        line.due = now + self._pause(now - line.since)
                    else:
                        del self._lines[key]
                if told:
                    return told
                if self._lines:
                    self._changed.wait(min(line.due for line in self._lines.values()) - now)
            self._thread = None
            return None
