"""The socket of a real studio, with real steps, over the network."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.support.live_studio import LiveStudio

SECONDS = 60


@pytest.fixture(scope="module")
def studio() -> Iterator[LiveStudio]:
    with LiveStudio.started("--empty") as running:
        yield running


@pytest.fixture
def client(studio: LiveStudio) -> Iterator[httpx.Client]:
    with studio.client() as made:
        yield made


def listen(studio: LiveStudio, origin: Any = None) -> ClientConnection:
    return connect(
        f"{studio.url.replace('http', 'ws', 1)}/ws/{studio.config['workspace']}",
        additional_headers={"Authorization": f"Bearer {studio.config['token']}"},
        origin=origin,
        proxy=None,
    )


def submit(client: httpx.Client, command: str) -> tuple[str, str]:
    """The names of a pipeline job and of its one step."""
    component = {
        "type": "command",
        "command": command,
        "environment": {"image": "python:3.11"},
        "is_deterministic": False,
    }
    spec = {
        "type": "pipeline",
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": {"say": {"type": "command", "component": component}},
    }
    answer = client.post("/api/workspaces/default/jobs", json={"spec": spec})
    assert answer.status_code == 201, answer.text
    root = answer.json()["name"]
    children = client.get(f"/api/workspaces/default/jobs/{root}/children").json()["items"]
    return root, children[0]["name"]


def messages(socket: ClientConnection) -> Iterator[dict[str, Any]]:
    while True:
        yield json.loads(socket.recv(timeout=SECONDS))


def test_a_step_is_followed_line_by_line_to_its_end(
    studio: LiveStudio, client: httpx.Client
) -> None:
    root, step = submit(client, "for i in 1 2 3 4 5; do echo line $i; sleep 0.05; done")
    text, numbers, statuses, log_ended = "", [], [], False
    with listen(studio) as socket:
        socket.send(json.dumps({"action": "subscribe", "id": "e", "topic": "job", "job": root}))
        socket.send(json.dumps({"action": "subscribe", "id": "l", "topic": "log", "job": step}))
        for message in messages(socket):
            if message["kind"] == "log":
                assert message["offset"] == len(text)
                text += message["text"]
                log_ended = message["ended"]
            for event in message.get("events", ()):
                numbers.append(event["sequence"])
                if event["data"]["name"] == root:
                    statuses.append(event["data"].get("status"))
            if log_ended and "Completed" in statuses:
                break
    assert text == "".join(f"line {n}\n" for n in range(1, 6))
    assert numbers == list(range(1, len(numbers) + 1))
    assert statuses[-1] == "Completed"


def test_a_reader_that_never_reads_does_not_slow_the_step(
    studio: LiveStudio, client: httpx.Client
) -> None:
    root, step = submit(client, "head -c 20000000 /dev/zero | tr '\\0' x; echo; echo done")
    with listen(studio) as lazy, listen(studio) as socket:
        lazy.send(json.dumps({"action": "subscribe", "id": "l", "topic": "log", "job": step}))
        socket.send(json.dumps({"action": "subscribe", "id": "e", "topic": "job", "job": root}))
        for message in messages(socket):
            ends = [
                event["data"].get("status")
                for event in message.get("events", ())
                if event["data"]["name"] == root
            ]
            if "Completed" in ends:
                break
        end = client.get(
            f"/api/workspaces/default/jobs/{step}/logs/content", params={"offset": 20_000_000}
        )
        assert end.json()["text"] == "\ndone\n"


def test_a_page_of_another_site_gets_no_socket(studio: LiveStudio) -> None:
    with pytest.raises(InvalidStatus) as refused, listen(studio, origin="https://evil.example"):
        pass
    assert refused.value.response.status_code == 403
    with listen(studio, origin=studio.url) as socket:
        socket.send(json.dumps({"action": "ping"}))
        assert json.loads(socket.recv(timeout=SECONDS)) == {"kind": "pong"}
