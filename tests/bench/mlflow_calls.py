"""300 synchronous ``log_metric`` calls of the real client, here and on MLflow's own server.

Both servers run on this machine in the same minutes, with SQLite, and take turns. The comparison
needs the whole ``mlflow`` package, which the studio's environment does not hold: name a Python that
has it in ``BENCH_MLFLOW_PYTHON``. Without one only the studio is measured, and a sentence says so.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.bench.measure import Result, wait_for
from tests.support.live_studio import LiveStudio, free_port

CALLS = 300
ROUNDS = 3
WORKERS = 1  # as the studio; more of them only take the client's processor
STOP_SECONDS = 30
PYTHON = "BENCH_MLFLOW_PYTHON"
SCRIPT = f"""
import time
import mlflow
mlflow.set_experiment("bench")
with mlflow.start_run():
    for step in range(30):
        mlflow.log_metric("warm", step, step=step)
    began = time.perf_counter()
    for step in range({CALLS}):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    print("milliseconds", (time.perf_counter() - began) * 1000 / {CALLS})
"""


def measure() -> Result:
    """Milliseconds a call, and the studio's as a part of MLflow's own."""
    python = os.environ.get(PYTHON, sys.executable)
    with LiveStudio.started("--empty") as studio:
        here = {
            "MLFLOW_TRACKING_URI": f"{studio.url}/mlflow",
            "MLFLOW_TRACKING_TOKEN": str(studio.config["token"]),
        }
        if not _has_server(python):
            print(f"No comparison: {python} has no `mlflow server`; set {PYTHON} to one that has.")
            return {"log_metric on the studio: a call, ms": _median(here)}
        with _mlflow_server(python) as address:
            return _compared(here, {"MLFLOW_TRACKING_URI": address})


def _compared(here: Mapping[str, str], there: Mapping[str, str]) -> Result:
    """In turns, so that both meet the same machine."""
    rounds = [(_a_call_ms(here), _a_call_ms(there)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(times) for times in zip(*rounds, strict=True))
    return {
        "log_metric on the studio: a call, ms": ours,
        "log_metric on mlflow server: a call, ms": theirs,
        "log_metric, studio / mlflow server": ours / theirs,
    }


def _median(variables: Mapping[str, str]) -> float:
    return statistics.median(_a_call_ms(variables) for _ in range(ROUNDS))


def _a_call_ms(variables: Mapping[str, str]) -> float:
    """In a process of its own, which remembers no address."""
    kept = {key: text for key, text in os.environ.items() if not key.startswith("MLFLOW_")}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=kept | dict(variables),
        capture_output=True,
        text=True,
        check=True,
    )
    line = next(one for one in done.stdout.splitlines() if one.startswith("milliseconds"))
    return float(line.split()[1])


def _has_server(python: str) -> bool:
    """mlflow-skinny has the command too, but nothing to serve with."""
    tried = subprocess.run(
        [python, "-c", "import flask, mlflow.server"], capture_output=True, check=False
    )
    return tried.returncode == 0


@contextmanager
def _mlflow_server(python: str) -> Iterator[str]:
    """Its address; on SQLite in a folder that is removed."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="mlflow-server-") as top:
        options = (
            *("--port", str(port), "--workers", str(WORKERS)),
            *("--backend-store-uri", f"sqlite:///{top}/mlflow.db"),
            *("--artifacts-destination", f"{top}/artifacts"),
        )
        with Path(top, "server.log").open("wb") as log:
            server = subprocess.Popen(
                [*(python, "-m", "mlflow", "server", "--host", "127.0.0.1"), *options],
                cwd=top,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(lambda: _answers(address), seconds=180, pause=0.2)
            yield address
        finally:
            server.terminate()
            server.wait(STOP_SECONDS)


def _answers(address: str) -> bool | None:
    try:
        return httpx.get(f"{address}/health").status_code == 200 or None
    except httpx.TransportError:
        return None
