"""Pipelines of thousands of steps: what one step costs must not grow with their number.

STUDIO_BENCH_STEPS names other sizes than 1,000 and 10,000, such as "1000" for a short measurement.
"""

import os
from typing import Any

import httpx
import psutil

from tests.bench.measure import Result, elapsed_ms
from tests.bench.steps import (
    API,
    bare_ms,
    moment,
    run,
    submit,
    total_ms,
    until_ended,
    uploaded,
    why,
    wide,
)
from tests.support.live_studio import LiveStudio

SIZES = [int(one) for one in os.environ.get("STUDIO_BENCH_STEPS", "1000 10000").split()]


def measure(studio: LiveStudio) -> Result:
    found: Result = {}
    with studio.client() as client:
        code = uploaded(client)
        run(client, wide(4, "warm-up", code))
        before = _memory_mb(studio)
        for size in SIZES:
            found |= _of_size(studio, client, size, code)
        found["1,000 reused steps, start to end, ms"] = _reused(client, code)
        after = _memory_mb(studio)
    found["memory of the studio before, MB"] = before
    found["memory of the studio after / before"] = after / before
    return found


def _of_size(studio: LiveStudio, client: httpx.Client, size: int, code: str) -> Result:
    """Against the mean of 20 steps before and 20 steps after, in the same minutes."""
    bare = bare_ms(20)
    few = total_ms(client, wide(20, f"before-{size}", code)) / 20
    name = ""

    def submitted() -> None:
        nonlocal name
        name = submit(client, wide(size, f"all-{size}", code))

    submission = elapsed_ms(submitted)
    held = _memory_mb(studio)
    job = until_ended(client, name, pause=1.0)
    assert job["status"] == "Completed", why(client, job)
    many = (moment(job["ended_at"]) - moment(job["created_at"])) * 1000 / size
    few = (few + total_ms(client, wide(20, f"after-{size}", code)) / 20) / 2
    what = f"{size:,} steps"
    return {
        f"{what}: submission, ms": submission,
        f"{what}: submission to the first start, ms": _first_start(client, job) * 1000,
        f"{what}: a step, ms": many,
        f"{what}: overhead of a step / of one among 20": (many - bare) / (few - bare),
        f"{what}: memory at their end / at their submission": _memory_mb(studio) / held,
    }


def _reused(client: httpx.Client, code: str) -> float:
    run(client, wide(1_000, "again", code))
    return total_ms(client, wide(1_000, "again", code))


def _first_start(client: httpx.Client, job: dict[str, Any]) -> float:
    """Seconds from the job's creation to the start of the first step."""
    query = {"limit": 1}
    first = client.get(f"{API}/jobs/{job['name']}/children", params=query).json()["items"][0]
    return moment(first["started_at"]) - moment(job["created_at"])


def _memory_mb(studio: LiveStudio) -> float:
    assert studio.process is not None
    return float(psutil.Process(studio.process.pid).memory_info().rss) / 1024**2
