"""From a line being printed in a step to its arrival on the socket."""

import json
import statistics
import time
from typing import Any

from websockets.sync.client import connect

from tests.bench.measure import Result
from tests.support.live_studio import LiveStudio

LINES = 60
COMMAND = (
    f"python -c 'import time; [(print(time.time(), flush=True), time.sleep(0.1))"
    f" for _ in range({LINES})]'"
)


def measure(studio: LiveStudio) -> Result:
    spec: dict[str, Any] = {
        "type": "pipeline",
        "settings": {"default_compute": "azureml:cpu-cluster", "force_rerun": True},
        "jobs": {"say": {"command": COMMAND, "environment": {"image": "python:3.11"}}},
    }
    with studio.client() as client:
        root = client.post("/api/workspaces/default/jobs", json={"spec": spec}).json()["name"]
        children = client.get(f"/api/workspaces/default/jobs/{root}/children").json()
    delays = _delays(studio, children["items"][0]["name"])
    return {
        "a printed line on the socket, median ms": statistics.median(delays),
        "a printed line on the socket, p95 ms": statistics.quantiles(delays, n=20)[-1],
    }


def _delays(studio: LiveStudio, job: str) -> list[float]:
    found: list[float] = []
    with connect(
        f"{studio.url.replace('http', 'ws', 1)}/ws/default",
        additional_headers={"Authorization": f"Bearer {studio.config['token']}"},
        proxy=None,
    ) as socket:
        subscription = {"action": "subscribe", "id": "log", "topic": "log", "job": job}
        socket.send(json.dumps({**subscription, "path": "user_logs/std_log.txt", "offset": 0}))
        while True:
            message = json.loads(socket.recv(timeout=60))
            now = time.time()
            if message["kind"] == "log":
                found += [(now - float(line)) * 1000 for line in message["text"].split()]
                if message["ended"]:
                    return found
