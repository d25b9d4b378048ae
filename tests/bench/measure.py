"""How things are measured: medians of repeated calls, in milliseconds."""

import statistics
import time
from collections.abc import Callable
from typing import TypeVar

Result = dict[str, float]
T = TypeVar("T")


def median_ms(call: Callable[[], object], times: int = 9) -> float:
    """The median of ``times`` calls after one that warms up."""
    call()
    return statistics.median(elapsed_ms(call) for _ in range(times))


def elapsed_ms(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def wait_for(ask: Callable[[], T | None], seconds: float = 600, pause: float = 0.02) -> T:
    """Ask until there is an answer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        answer = ask()
        if answer is not None:
            return answer
        time.sleep(pause)
    raise TimeoutError(f"Nothing within {seconds} seconds.")
