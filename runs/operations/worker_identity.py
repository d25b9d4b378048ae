"""Who a worker is: enough to tell later, on the same machine, whether it still lives."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from runs.execution import process


@dataclass(frozen=True, slots=True)
class Worker:
    """name: for people. place: what ``Attempt.process`` begins with."""

    name: str
    place: Mapping[str, Any]


def this_process() -> Worker:
    home = str(settings.STUDIO_HOME) if settings.EMBEDDED else ""
    return Worker(f"{process.HOST}.{os.getpid()}", {**_where(os.getpid()), "home": home})


@cache
def _where(pid: int) -> Mapping[str, Any]:
    return {
        "host": process.HOST,
        "boot_id": process.boot_id(),
        "pid_namespace": _pid_namespace(),
        "worker_pid": pid,
        "worker_ticks": process.started_ticks(pid),
    }


def is_dead(place: Mapping[str, Any]) -> bool:
    """True only when it is certain: the worker ran here, where its process would be seen."""
    here = this_process().place
    same = ("host", "boot_id", "pid_namespace")
    if any(place.get(name) != here[name] for name in same) or not place.get("worker_pid"):
        return False
    return bool(process.started_ticks(int(place["worker_pid"])) != place.get("worker_ticks"))


def is_of_this_home(place: Mapping[str, Any]) -> bool:
    """An attempt of an embedded studio on this home; only one at a time may hold a home."""
    home = this_process().place["home"]
    return bool(home) and place.get("home") == home


def is_me(place: Mapping[str, Any]) -> bool:
    here = this_process().place
    return all(
        place.get(name) == here[name] for name in ("host", "boot_id", "worker_pid", "worker_ticks")
    )


def is_here(place: Mapping[str, Any]) -> bool:
    return bool(place.get("host") == process.HOST)


def _pid_namespace() -> str:
    try:
        return os.readlink("/proc/self/ns/pid")  # noqa: PTH115  (not a path)
    except OSError:
        return ""
