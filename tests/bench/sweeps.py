"""A sweep of 50 trials against the bare loop of the same 50 processes, in the same run.

Each trial logs its metric over HTTP, as MLflow does; the bare loop computes it and logs nothing.
"""

import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from tests.bench.measure import Result, elapsed_ms, wait_for
from tests.support.live_studio import LiveStudio

TRIALS = 50
API = "/api/workspaces/default"
ENDED = ("Completed", "Failed", "Canceled")
SCRIPT = """import json, os, sys, time, urllib.request
x = float(sys.argv[1])
body = {"run_id": os.environ.get("MLFLOW_RUN_ID"), "key": "loss", "value": (x - 2) ** 2, "step": 0,
        "timestamp": int(time.time() * 1000)}
if "MLFLOW_TRACKING_URI" in os.environ:
    address = os.environ["MLFLOW_TRACKING_URI"] + "/api/2.0/mlflow/runs/log-metric"
    headers = {"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"],
               "Content-Type": "application/json"}
    data = json.dumps(body).encode()
    urllib.request.urlopen(urllib.request.Request(address, data=data, headers=headers)).read()
print(body["value"])
"""


def measure(studio: LiveStudio) -> Result:
    with studio.client() as client:
        _total_ms(client, sweep("random", 4, 4, seed=1))
        bare = _bare()
        alone = _total_ms(client, sweep("random", TRIALS, 1, seed=2)) / TRIALS
        together = _total_ms(client, sweep("random", TRIALS, 4, seed=3)) / TRIALS
        learned = _total_ms(client, sweep("bayesian", TRIALS, 1, seed=4)) / TRIALS
        return {
            "bare loop of 50: a trial, ms": bare,
            "50 trials, one at a time: a trial, ms": alone,
            "50 trials, one at a time / bare loop": alone / bare,
            "50 trials, four at once: a trial, ms": together,
            "50 trials, four at once / bare loop": together / bare,
            "50 trials, bayesian: a trial, ms": learned,
            "50 trials, bayesian / bare loop": learned / bare,
        }


def sweep(sampling: str, trials: int, at_once: int, seed: int) -> dict[str, Any]:
    """A standalone job: nothing of it is ever reused."""
    told = {"type": "random", "seed": seed} if sampling == "random" else sampling
    return {
        "type": "sweep",
        "trial": {
            "command": f"python - ${{{{search_space.x}}}} <<'END'\n{SCRIPT}END\n",
            "environment": {"image": "python:3.11"},
        },
        "search_space": {"x": {"type": "uniform", "min_value": -5, "max_value": 5}},
        "sampling_algorithm": told,
        "objective": {"goal": "minimize", "primary_metric": "loss"},
        "limits": {"max_total_trials": trials, "max_concurrent_trials": at_once},
        "compute": "azureml:cpu-cluster",
    }


def _bare() -> float:
    variables = {key: value for key, value in os.environ.items() if not key.startswith("MLFLOW_")}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "trial.py")
        script.write_text(SCRIPT)

        def loop() -> None:
            for number in range(TRIALS):
                argv = [sys.executable, str(script), str(number)]
                subprocess.run(argv, check=True, capture_output=True, env=variables)

        return elapsed_ms(loop) / TRIALS


def _total_ms(client: httpx.Client, spec: dict[str, Any]) -> float:
    """From the job's creation to its end."""
    answer = client.post(f"{API}/jobs", json={"spec": spec}, timeout=300)
    answer.raise_for_status()
    name = answer.json()["name"]

    def ended() -> dict[str, Any] | None:
        job: dict[str, Any] = client.get(f"{API}/jobs/{name}").json()
        return job if job["status"] in ENDED else None

    job = wait_for(ended, pause=0.2)
    assert job["status"] == "Completed", job["error"]
    began, end = (datetime.fromisoformat(job[one]) for one in ("created_at", "ended_at"))
    return (end - began).total_seconds() * 1000
