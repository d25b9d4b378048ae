"""The broker within the process: a consumer sleeps, and is woken by what comes."""

import threading
import uuid
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from studio.celery import app
from studio.memory_broker import Channel

ADDRESS = "within-the-process://localhost/"


@pytest.fixture
def queue() -> str:
    return f"news-{uuid.uuid4().hex}"


@pytest.fixture
def looks(queue: str, monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """Grows with each look into the queue."""
    found: list[threading.Thread] = []
    get = Channel._get

    def noted(self: Channel, name: str, timeout: float | None = None) -> Any:
        if name == queue:
            found.append(threading.current_thread())
        return get(self, name, timeout)

    monkeypatch.setattr(Channel, "_get", noted)
    return found


def received(queue: str, seconds: float) -> Any:
    """The next message; raises Empty where none came in time."""
    with Connection(ADDRESS) as own, own.SimpleQueue(queue) as door:
        message = door.get(timeout=seconds)
        message.ack()
        return message.payload


def test_a_sleeping_consumer_is_woken_by_a_message(
    queue: str, looks: list[threading.Thread]
) -> None:
    got: list[Any] = []
    listener = threading.Thread(target=lambda: got.append(received(queue, 60)))
    listener.start()
    while not looks:
        listener.join(0.01)
    with Connection(ADDRESS) as own, own.SimpleQueue(queue) as door:
        door.put("hello")
    listener.join(60)
    assert got == ["hello"]


def test_it_looks_seldom_while_nothing_comes(queue: str, looks: list[threading.Thread]) -> None:
    with pytest.raises(Empty):
        received(queue, 1.2)
    assert 1 <= len(looks) <= 6


def test_an_embedded_studio_uses_it() -> None:
    with app.connection_for_write() as connection:
        assert isinstance(connection.default_channel, Channel)
