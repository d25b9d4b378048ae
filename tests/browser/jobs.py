"""Jobs that browser tests submit over REST, and wait for."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

API = "/api/workspaces/default"
ENDED = ("Completed", "Failed", "Canceled")


def submitted(client: httpx.Client, text: str) -> str:
    """The name of the job of a YAML text."""
    answer = client.post(f"{API}/jobs", json={"yaml": text})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["name"])


def submitted_spec(client: httpx.Client, spec: Mapping[str, Any]) -> str:
    """The name of the job of a spec."""
    answer = client.post(f"{API}/jobs", json={"spec": spec})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["name"])


def ended(client: httpx.Client, name: str) -> dict[str, Any]:
    """Asked until it has ended, so that nobody has to guess how long it takes."""
    while True:
        job = dict(client.get(f"{API}/jobs/{name}").json())
        if job["status"] in ENDED:
            return job


_LOG = """import json, os, sys, time, urllib.request
address = os.environ["MLFLOW_TRACKING_URI"] + "/api/2.0/mlflow/runs/log-metric"
headers = {"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"],
           "Content-Type": "application/json"}
for key, values in json.loads(sys.argv[1]).items():
    for step, value in enumerate(values):
        body = {"run_id": os.environ["MLFLOW_RUN_ID"], "key": key, "value": value, "step": step,
                "timestamp": int(time.time() * 1000)}
        request = urllib.request.Request(address, data=json.dumps(body).encode(), headers=headers)
        urllib.request.urlopen(request).read()
"""


def logging(metrics: Mapping[str, Sequence[float]]) -> str:
    """A command that logs these values, one after the other, as an MLflow client does: no package
    is needed for it."""
    return f"python - '{json.dumps(metrics)}' <<'END'\n{_LOG}END\n"
