"""A browser that leaves while something is sent to it is no error in the server's log."""

import asyncio
import logging
from typing import Any

import pytest

from runs.consumers import LiveConsumer


class Leaving:
    """A subscription that has something to say, twice."""

    id = "s1"

    def __init__(self, consumer: LiveConsumer) -> None:
        self._consumer = consumer

    async def run(self) -> None:
        for number in (1, 2):
            await self._consumer.tell({"id": self.id, "number": number})


def test_what_is_sent_to_a_socket_that_is_gone_is_dropped(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tries: list[str] = []

    async def send(text_data: str) -> None:
        tries.append(text_data)
        raise OSError("ClientDisconnected")

    async def story() -> None:
        consumer: Any = LiveConsumer()
        consumer._is_open = True
        consumer.send = send
        await consumer._carry(Leaving(consumer))

    with caplog.at_level(logging.WARNING):
        asyncio.run(story())
    assert len(tries) == 1
    assert not caplog.records
