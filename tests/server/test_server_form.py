"""Web and worker as separate processes over PostgreSQL, Redis and RabbitMQ, for real."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from websockets.sync.client import ClientConnection, connect

from tests.support.live_studio import ROOT, LiveStudio
from tests.support.server_form import need, server_form

pytestmark = pytest.mark.server
SAMPLES = ROOT / "studio" / "samples"
JOBS = "/api/workspaces/default/jobs"
WAIT_SECONDS = 60
PATIENT = """
type: command
command: echo "I wait"; sleep 600
environment: azureml:python@latest
compute: azureml:cpu-cluster
"""


@pytest.fixture(scope="module", params=["redis", "rabbitmq"])
def studio(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveStudio]:
    need(request.param)
    with server_form(tmp_path_factory.mktemp("server"), request.param) as studio:
        studio.studio("environment", "create", "--file", str(SAMPLES / "environments/python.yml"))
        yield studio


def open_socket(studio: LiveStudio) -> ClientConnection:
    return connect(
        studio.url.replace("http", "ws") + "/ws/default",
        additional_headers={"Authorization": f"Bearer {studio.config['token']}"},
        proxy=None,
    )


def receive(socket: ClientConnection, kind: str) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = json.loads(socket.recv(WAIT_SECONDS))
        assert message["kind"] != "error", message
        if message["kind"] == kind:
            return message


def until_status(socket: ClientConnection, job: str, wanted: str) -> None:
    """Follow the events of the root job until it has the status ``wanted``."""
    socket.send(json.dumps({"action": "subscribe", "id": "e", "topic": "job", "job": job}))
    while True:
        for event in receive(socket, "events")["events"]:
            if event["data"]["name"] == job and event["data"].get("status") == wanted:
                return


def log_of(socket: ClientConnection, job: str) -> Iterator[tuple[str, bool]]:
    """All that has come of the log so far, each time that more has; and whether it is all."""
    socket.send(json.dumps({"action": "subscribe", "id": job, "topic": "log", "job": job}))
    text = ""
    while True:
        message = receive(socket, "log")
        text += message["text"]
        yield text, message["ended"]
        if message["ended"]:
            return


def test_a_link_that_signs_in_is_not_printed_into_a_log(studio: LiveStudio) -> None:
    printed = studio.log.read_text()
    assert f"ready at {studio.url}" in printed
    assert "token=" not in printed
    assert "`studio admin sign-in-link`" in printed
    assert "/sign-in?token=" in studio.studio("admin", "sign-in-link").stdout


def test_a_sample_pipeline_runs_and_its_log_arrives(studio: LiveStudio) -> None:
    created = studio.studio("job", "create", "--file", str(SAMPLES / "hello/pipeline.yml"))
    name = json.loads(created.stdout)["name"]
    with open_socket(studio) as socket:
        until_status(socket, name, "Completed")
    with studio.client() as client:
        children = client.get(f"{JOBS}/{name}/children").json()["items"]
        graph = client.get(f"{JOBS}/{name}/graph").json()
    written = yaml.safe_load((SAMPLES / "hello/pipeline.yml").read_text())
    assert list(graph["document"]["nodes"]) == list(written["jobs"]), "as people wrote them"
    assert sorted(child["key"] for child in children) == [
        "hello_again",
        "hello_python",
        "hello_world",
    ]
    step = next(child["name"] for child in children if child["key"] == "hello_world")
    with open_socket(studio) as socket:
        *_, (text, ended) = log_of(socket, step)
    assert (text, ended) == ("Hello, world.\n", True)


def test_a_line_arrives_while_the_step_runs_and_a_cancel_reaches_the_worker(
    studio: LiveStudio,
) -> None:
    with studio.client() as client, open_socket(studio) as socket:
        root = client.post(JOBS, json={"yaml": PATIENT}).raise_for_status().json()["name"]
        children = client.get(f"{JOBS}/{root}/children").json()["items"]
        step = children[0]["name"] if children else root
        lines = log_of(socket, step)
        while "I wait" not in next(lines)[0]:
            pass
        assert client.get(f"{JOBS}/{step}").json()["status"] == "Running"
        client.post(f"{JOBS}/{root}/cancel").raise_for_status()
        *_, (_, ended) = lines
        assert ended
        until_status(socket, root, "Canceled")


def test_a_compute_made_later_has_a_worker_too(studio: LiveStudio) -> None:
    studio.studio("compute", "create", "--name", "later", "--type", "local")
    with studio.client() as client, open_socket(studio) as socket:
        text = PATIENT.replace("cpu-cluster", "later").replace("sleep 600", "true")
        root = client.post(JOBS, json={"yaml": text}).raise_for_status().json()["name"]
        until_status(socket, root, "Completed")
