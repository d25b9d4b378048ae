"""The worker processes of a parallel step, as its driver sees them.

Runs inside the step, in its own Python (3.7 or newer).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import connection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "studio_batch_worker.py")


class Task:
    """A mini-batch on its way; rows: the file with what it returned."""

    def __init__(self, index: int, batch: dict[str, Any]) -> None:
        self.index = index
        self.batch = batch
        self.tries = 0
        self.first_reason = ""
        self.rows: str | None = None
        self.is_over = False


class Worker:
    """A process, and what it is doing: ``task`` None means that it waits or starts.

    until: when init() or run() must have ended, by the monotonic clock.
    """

    def __init__(self, plan: dict[str, Any], plan_file: str, number: int) -> None:
        self.number = number
        self.log = plan["logs"][number]
        self.link, far = connection.Pipe()
        out = os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            self.process = subprocess.Popen(
                [sys.executable, WORKER, plan_file, str(far.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                pass_fds=[far.fileno()],
                start_new_session=True,
            )
        finally:
            os.close(out)
            far.close()
        self.task: Task | None = None
        self.is_ready = False
        self.until = time.monotonic() + plan["first_task_creation_timeout"]

    @property
    def is_busy(self) -> bool:
        return self.task is not None or not self.is_ready

    @property
    def is_gone(self) -> bool:
        """It has ended, and everything that it said has been heard."""
        return self.process.poll() is not None and not self.link.poll()

    def give(self, task: Task, seconds: float) -> None:
        """A process that is gone is noticed by whoever listens to it."""
        self.task, self.until = task, time.monotonic() + seconds
        message = {"index": task.index, "tries": task.tries, "batch": task.batch}
        with suppress(OSError):
            self.link.send_bytes(json.dumps(message).encode())

    def hear(self) -> dict[str, Any] | None:
        """What it says; None when it is gone."""
        try:
            found: dict[str, Any] = json.loads(self.link.recv_bytes())
        except (EOFError, OSError):
            return None
        return found

    def ask_to_shut_down(self) -> None:
        with suppress(OSError):
            self.link.send_bytes(b"null")

    def end(self, seconds: float = 0.0) -> int:
        """Wait for its end, then kill it and all that it started; its exit code."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.link.close()
        return self.process.wait()
