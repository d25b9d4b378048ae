"""What the engine adds to a step: a trivial command in pipelines of different shapes.

Submission to start, a chain, a wide pipeline, the same once more with every step reused.
"""

import subprocess
from datetime import datetime
from typing import Any

import httpx

from tests.bench.language import pipeline
from tests.bench.measure import Result, elapsed_ms, median_ms, wait_for
from tests.support.live_studio import LiveStudio

ENDED = ("Completed", "Failed", "Canceled")
API = "/api/workspaces/default"


def measure(studio: LiveStudio) -> Result:
    with studio.client() as client:
        bare = median_ms(lambda: subprocess.run(["bash", "-c", "echo 0 >/dev/null"], check=True))
        _run(client, wide(1, "warm-up"))
        hop = min(_start_ms(client, number) for number in range(9))
        chain = _per_step(client, pipeline(20))
        few, many = _per_step(client, wide(20, "few")), _per_step(client, wide(1_000, "many"))
        submit = elapsed_ms(lambda: _submit(client, wide(1_000, "many")))
        reused = _per_step(client, wide(1_000, "many")) * 1_000
        return {
            "bash -c echo, ms": bare,
            "submission to the command's start, ms": hop,
            "chain of 20: a step, ms": chain,
            "chain of 20: a step / bash": chain / bare,
            "wide, 20 steps: a step, ms": few,
            "wide, 1,000 steps: a step, ms": many,
            "a step among 1,000 / among 20": many / few,
            "submission of 1,000 reused steps, ms": submit,
            "1,000 reused steps, start to end, ms": reused,
        }


def wide(steps: int, mark: str) -> dict[str, Any]:
    """Independent steps; ``mark`` keeps those of one pipeline from being reused by another."""
    jobs = {
        f"step_{number}": {
            "command": f"echo {mark} {number} > ${{{{outputs.out}}}}",
            "environment": {"image": "python:3.11"},
            "outputs": {"out": {"type": "uri_file"}},
        }
        for number in range(steps)
    }
    return {
        "type": "pipeline",
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": jobs,
    }


def _start_ms(client: httpx.Client, number: int) -> float:
    job = _run(client, wide(1, f"start-{number}"))
    return (_moment(job["started_at"]) - _moment(job["created_at"])) * 1000


def _per_step(client: httpx.Client, spec: dict[str, Any]) -> float:
    """Milliseconds a step, from the job's creation to its end."""
    job = _run(client, spec)
    assert job["status"] == "Completed", job
    return (_moment(job["ended_at"]) - _moment(job["created_at"])) * 1000 / len(spec["jobs"])


def _run(client: httpx.Client, spec: dict[str, Any]) -> dict[str, Any]:
    name = _submit(client, spec)

    def ended() -> dict[str, Any] | None:
        job: dict[str, Any] = client.get(f"{API}/jobs/{name}").json()
        return job if job["status"] in ENDED else None

    return wait_for(ended, pause=0.05)


def _submit(client: httpx.Client, spec: dict[str, Any]) -> str:
    answer = client.post(f"{API}/jobs", json={"spec": spec}, timeout=300)
    answer.raise_for_status()
    return str(answer.json()["name"])


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
