"""A running attempt's ear: why it should end before its command does."""

import threading
from typing import Literal

Reason = Literal["canceled", "stopped", "lost"]


class StopSignal:
    """The first reason wins, except that a cancel is never overridden by a shutdown."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._reason: Reason | None = None

    @property
    def reason(self) -> Reason | None:
        return self._reason

    def request(self, reason: Reason) -> None:
        if self._reason is None:
            self._reason = reason
        self._event.set()

    def wait(self, seconds: float) -> bool:
        return self._event.wait(seconds)
