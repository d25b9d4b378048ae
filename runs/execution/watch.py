"""Waits for a step's command: its end, its timeout, a stop, and growth of its log.

The log's growth is only told as a size: readers read the file by offset. Output is looked for
every 15 ms while it flows and every 40 ms else, so that a line is seen well within 100 ms.
"""

import os
import select
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from runs.execution import process
from runs.execution.logs import UserLogs
from runs.execution.monitor import Monitor
from runs.execution.process import Handle
from runs.execution.stopping import StopSignal

BUSY_MS, IDLE_MS = 15, 40
FLOWING_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Watch:
    """timeout_seconds: None means none; grace_seconds: between SIGTERM and SIGKILL."""

    handle: Handle
    user_logs: UserLogs
    log_limit: int
    timeout_seconds: float | None
    grace_seconds: float
    on_log: Callable[[int], None]
    monitor: Monitor


@dataclass(frozen=True, slots=True)
class Ended:
    exit_code: int
    why: Literal["exit", "timeout", "canceled", "stopped", "lost"]


def until_end(child: "subprocess.Popen[bytes]", stop: StopSignal, watch: Watch) -> Ended:
    """Blocks until nothing of the process group is left."""
    pause = _Pause(child)
    try:
        return _loop(child, stop, watch, pause)
    finally:
        pause.close()
        watch.on_log(watch.user_logs.keep_under(watch.log_limit))


def _loop(
    child: "subprocess.Popen[bytes]", stop: StopSignal, watch: Watch, pause: "_Pause"
) -> Ended:
    began = time.monotonic()
    size, grown_at = 0, began
    why: Literal["exit", "timeout", "canceled", "stopped", "lost"] = "exit"
    kill_at: float | None = None
    while not pause.ended(BUSY_MS if time.monotonic() - grown_at < FLOWING_SECONDS else IDLE_MS):
        now = time.monotonic()
        watch.monitor.look(now)
        new_size = watch.user_logs.keep_under(watch.log_limit)
        if new_size != size:
            size, grown_at = new_size, now
            watch.on_log(size)
        if why == "exit":
            if stop.reason is not None:
                why = stop.reason
            elif watch.timeout_seconds is not None and now - began > watch.timeout_seconds:
                why = "timeout"
            if why != "exit":
                watch.handle.ask_to_end()
                kill_at = now + (0 if why == "lost" else watch.grace_seconds)
        if kill_at is not None and now >= kill_at:
            watch.handle.kill()
            kill_at = None
    # Before the leader is reaped its number cannot belong to anybody else.
    process.kill(child.pid)
    return Ended(child.wait(), why)


class _Pause:
    """Sleeps until the child ends, on its pidfd where the system has one."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child
        self._fd = -1
        if hasattr(os, "pidfd_open"):
            self._fd = os.pidfd_open(child.pid)
            self._poll = select.poll()
            self._poll.register(self._fd, select.POLLIN)

    def ended(self, milliseconds: int) -> bool:
        if self._fd >= 0:
            return bool(self._poll.poll(milliseconds))
        try:
            self._child.wait(milliseconds / 1000)
        except subprocess.TimeoutExpired:
            return False
        return True

    def close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
