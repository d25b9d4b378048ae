"""Jobs that browser tests submit over REST, and wait for."""

from typing import Any

import httpx

API = "/api/workspaces/default"
ENDED = ("Completed", "Failed", "Canceled")


def submitted(client: httpx.Client, text: str) -> str:
    """The name of the job of a YAML text."""
    answer = client.post(f"{API}/jobs", json={"yaml": text})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["name"])


def ended(client: httpx.Client, name: str) -> dict[str, Any]:
    """Asked until it has ended, so that nobody has to guess how long it takes."""
    while True:
        job = dict(client.get(f"{API}/jobs/{name}").json())
        if job["status"] in ENDED:
            return job
