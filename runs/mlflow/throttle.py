"""Lets news about a key through at once, then at most so often, and never loses the last.

A thread of its own tells the news, so that whoever brings it does not wait. Correctness does not
hang on it: a process that ends takes untold news along, and screens read from storage.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

News = TypeVar("News")
log = logging.getLogger("studio.mlflow")


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
        self._is_telling = False

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
                self._changed.notify_all()

    def flush(self, seconds: float) -> bool:
        """Tell at once what waits; whether that was done within ``seconds``."""
        with self._changed:
            for line in self._lines.values():
                line.due = 0.0
            self._changed.notify_all()
            return self._changed.wait_for(self._is_silent, seconds)

    def _is_silent(self) -> bool:
        return not self._is_telling and not any(line.waiting for line in self._lines.values())

    def _run(self) -> None:
        while (due := self._next()) is not None:
            for key, news in due.items():
                try:
                    self._tell(key, news)
                except Exception:  # one piece of news must not end the thread that tells the rest
                    # News of one key that cannot be told must not end the news of all others.
                    log.exception("News of %s could not be told", key)

    def _next(self) -> dict[int, list[News]] | None:
        """What is due, waited for; None when nothing is left, which ends the thread."""
        with self._changed:
            self._is_telling = False
            self._changed.notify_all()
            while self._lines:
                now = time.monotonic()
                if told := self._take(now):
                    self._is_telling = True
                    return told
                if self._lines:
                    self._changed.wait(min(line.due for line in self._lines.values()) - now)
            self._thread = None
            return None

    def _take(self, now: float) -> dict[int, list[News]]:
        """What is due now. A key that had no news for its whole pause is forgotten."""
        told: dict[int, list[News]] = {}
        for key, line in list(self._lines.items()):
            if line.due > now:
                continue
            if line.waiting:
                told[key], line.waiting = line.waiting, []
                line.due = now + self._pause(now - line.since)
            else:
                del self._lines[key]
        return told
