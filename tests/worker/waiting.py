"""Waiting for conditions, never for luck; and reading jobs by path."""

import time
from collections.abc import Callable

from runs.models import Job


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Returns as soon as ``condition`` holds; fails after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "It did not come true in time."
        time.sleep(0.01)


def step_of(root: Job, path: str) -> Job:
    return Job.objects.get(root=root, path=path)


def statuses(root: Job) -> dict[str, str]:
    return dict(Job.objects.filter(root=root).values_list("path", "status"))


def errors(root: Job) -> dict[str, object]:
    return dict(Job.objects.filter(root=root).exclude(error=None).values_list("path", "error"))
