"""What the engine adds to a step, against the bare loop ``for step: run([python, step.py])``.

Chains, a wide pipeline, and the same once more with every step reused; the sandbox is on where the
machine has it.
"""

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from tests.bench.measure import Result, elapsed_ms, wait_for
from tests.support.live_studio import LiveStudio

ENDED = ("Completed", "Failed", "Canceled")
API = "/api/workspaces/default"
STEP = """import sys
text = open(sys.argv[1]).read() if len(sys.argv) > 3 else ""
open(sys.argv[-2], "w").write(f"{text[-20:]}{sys.argv[-1]}\\n")
print("step", sys.argv[-1])
"""


def measure(studio: LiveStudio) -> Result:
    with studio.client() as client:
        code = uploaded(client)
        run(client, wide(4, "warm-up", code))
        bare_20, chain_20 = side_by_side(client, 20, 7, code)
        bare_200, chain_200 = side_by_side(client, 200, 3, code)
        independent = total_ms(client, wide(200, "all", code)) / 200
        reused = total_ms(client, wide(200, "all", code))
        submission = elapsed_ms(lambda: submit(client, wide(200, "other", code)))
        return {
            "bare loop of 20: a step, ms": bare_20,
            "chain of 20: a step, ms": chain_20,
            "chain of 20 / bare loop": chain_20 / bare_20,
            "chain of 200: a step, ms": chain_200,
            "chain of 200 / bare loop": chain_200 / bare_200,
            "overhead of a step, chain of 200 / of 20": (chain_200 - bare_200)
            / (chain_20 - bare_20),
            "200 independent steps: a step, ms": independent,
            "200 independent steps / bare loop": independent / bare_200,
            "200 reused steps, start to end, ms": reused,
            "submission of 200 steps, ms": submission,
            "submission to a step's start, ms": _start_ms(client, code),
        }


def side_by_side(client: httpx.Client, steps: int, rounds: int, code: str) -> tuple[float, float]:
    """A step of the bare loop and one of the chain, in milliseconds.

    A shared machine is quick one minute and slow the next: they take turns, and of the pairs the
    one with the median ratio is told.
    """
    pairs = [
        (bare_ms(steps), total_ms(client, chain(steps, f"{steps}-{turn}", code)) / steps)
        for turn in range(rounds)
    ]
    return sorted(pairs, key=lambda pair: pair[1] / pair[0])[rounds // 2]


def chain(steps: int, mark: str, code: str) -> dict[str, Any]:
    """Each step reads what the one before wrote; ``mark`` as in ``wide``."""
    jobs: dict[str, Any] = {"step_0": _step(["${{outputs.after}}", f"chain-{mark}-0"], code)}
    for number in range(1, steps):
        words = ["${{inputs.before}}", "${{outputs.after}}", f"chain-{mark}-{number}"]
        jobs[f"step_{number}"] = _step(words, code)
        source = f"${{{{parent.jobs.step_{number - 1}.outputs.after}}}}"
        jobs[f"step_{number}"]["inputs"] = {"before": source}
    return _pipeline(jobs)


def wide(steps: int, mark: str, code: str) -> dict[str, Any]:
    """Independent steps; ``mark`` keeps those of one pipeline from being reused by another."""
    words = [["${{outputs.after}}", f"{mark}-{number}"] for number in range(steps)]
    return _pipeline({f"step_{number}": _step(one, code) for number, one in enumerate(words)})


def _step(words: Sequence[str], code: str) -> dict[str, Any]:
    return {
        "command": f"python step.py {' '.join(words)}",
        "code": code,
        "environment": {"image": "python:3.11"},
        "outputs": {"after": {"type": "uri_file"}},
    }


def _pipeline(jobs: dict[str, Any]) -> dict[str, Any]:
    settings = {"default_compute": "azureml:cpu-cluster"}
    return {"type": "pipeline", "settings": settings, "jobs": jobs}


def bare_ms(steps: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "step.py")
        script.write_text(STEP)

        def loop() -> None:
            for number in range(steps):
                before, after = f"{folder}/{number}", f"{folder}/{number + 1}"
                Path(folder, "0").touch()
                argv = [sys.executable, str(script), before, after, str(number)]
                subprocess.run(argv, check=True, capture_output=True)

        return elapsed_ms(loop) / steps


def uploaded(client: httpx.Client) -> str:
    """``azureml:snapshot:…`` of a folder that holds step.py."""
    data = STEP.encode()
    digest = hashlib.sha256(data).hexdigest()
    client.put(f"{API}/blobs/{digest}", content=data).raise_for_status()
    file = {"path": "step.py", "sha256": digest, "size_bytes": len(data), "executable": False}
    answer = client.post(f"{API}/snapshots", json={"files": [file]})
    answer.raise_for_status()
    return str(answer.json()["reference"])


def _start_ms(client: httpx.Client, code: str) -> float:
    """The quickest of nine: from a job's creation to the start of its only step."""
    jobs = [run(client, wide(1, f"start-{number}", code)) for number in range(9)]
    return min((moment(one["started_at"]) - moment(one["created_at"])) * 1000 for one in jobs)


def total_ms(client: httpx.Client, spec: dict[str, Any]) -> float:
    """From the job's creation to its end."""
    job = run(client, spec)
    assert job["status"] == "Completed", why(client, job)
    return (moment(job["ended_at"]) - moment(job["created_at"])) * 1000


def why(client: httpx.Client, job: dict[str, Any]) -> str:
    """What the first step that failed has printed."""
    failed = client.get(f"{API}/jobs", params={"parent": job["name"], "status": "Failed"}).json()
    if not failed["items"]:
        return str(job)
    log = client.get(f"{API}/jobs/{failed['items'][0]['name']}/logs/download").text
    return f"{job['error']}\n{log}"


def run(client: httpx.Client, spec: dict[str, Any]) -> dict[str, Any]:
    return until_ended(client, submit(client, spec))


def until_ended(client: httpx.Client, name: str, pause: float = 0.5) -> dict[str, Any]:
    """Looks seldom, and not at the start: each look costs what is measured some milliseconds."""
    time.sleep(pause)

    def ended() -> dict[str, Any] | None:
        job: dict[str, Any] = client.get(f"{API}/jobs/{name}").json()
        return job if job["status"] in ENDED else None

    return wait_for(ended, seconds=3600, pause=pause)


def submit(client: httpx.Client, spec: dict[str, Any]) -> str:
    answer = client.post(f"{API}/jobs", json={"spec": spec}, timeout=300)
    answer.raise_for_status()
    return str(answer.json()["name"])


def moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
