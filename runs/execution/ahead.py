"""Makes a step ready while the one before it still runs, so that it starts the moment it is ours.

In the sandbox only. Its work folder lies in ``work/….ahead``, and its command, once started, waits
at a gate: nothing of the step has run, and nothing of it is to be seen, before ``let_go``. Whoever
makes one calls ``discard`` in any case; that does nothing to a step that has run to its end.
"""

import os
import subprocess
import uuid
from typing import Any

from runs.execution import environment, process, workdir
from runs.execution.gate import Gate
from runs.execution.local import LocalRunner
from runs.execution.order import Folders, Order, Render
from runs.execution.program import Program
from runs.execution.requirements import Image, choose
from runs.execution.sandbox import Sandbox
from runs.execution.workdir import WorkFolder
from runs.plan import processes


class Ahead:
    def __init__(
        self, order: Order, folders: Folders, runner: LocalRunner, work: WorkFolder
    ) -> None:
        self.order = order
        self._folders = folders
        self._runner = runner
        self._work = work
        self._command = ""
        self._child: subprocess.Popen[bytes] | None = None
        self._log = work.lies_at.with_suffix(".ahead-log")
        self._gate = Gate()

    @property
    def can_start(self) -> bool:
        return not any(one.coming == "later" for one in self.order.inputs)

    def start(self, render: Render) -> None:
        """The command, up to the gate. Raises StepFailed or OSError when that is not possible."""
        order, work = self.order, self._work
        for one in order.inputs:
            if one.coming == "alone" and one.source is not None:
                one.source.parent.mkdir(parents=True, exist_ok=True)
        self._command = workdir.command_line(order, work, render)
        what = Program(self._command, variables=processes.variables(order.processes, ())[0])
        log_fd = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            self._child = self._runner.start(what, order, work, log_fd, self._gate)
        finally:
            os.close(log_fd)

    def identity(self) -> dict[str, Any] | None:
        """Of the process that waits; None when there is none (any more)."""
        if self._child is None or self._child.poll() is not None:
            return None
        return process.identity(self._child.pid)

    def let_go(self) -> None:
        """The step is ours: its command runs. Raises OSError when nobody waits at the gate."""
        self._gate.open()

    @property
    def child(self) -> "subprocess.Popen[bytes]":
        if self._child is None:
            raise RuntimeError("Nothing was started.")
        return self._child

    def taken(self) -> tuple[LocalRunner, WorkFolder, str]:
        """Its runner, its command line and its work folder, which lies where it belongs now."""
        self._work = workdir.move_in(self._work)
        self._folders.user_logs.mkdir(parents=True, exist_ok=True)
        self._log.rename(self._folders.user_logs / processes.log_names(self.order.processes)[0])
        return self._runner, self._work, self._command

    def discard(self) -> None:
        self._gate.close()
        if self._child is not None and self._child.returncode is None:
            process.kill(self._child.pid)
            self._child.wait()
        self._runner.ended(self._work)
        if self._work.lies_at != self._work.root:
            self._runner.give_back(self._work)
            workdir.give_back(self._work.lies_at, sandboxed=True)
            self._log.unlink(missing_ok=True)


def make(order: Order, folders: Folders, box: Sandbox, has_engine: bool) -> Ahead | None:
    """None for a step that needs more than a sandbox and an environment that is there."""
    is_remote = any(one.remote is not None for one in order.inputs)
    is_several = order.processes.total > 1 or order.processes.ports > 0 or bool(order.parallel)
    if box.program is None or is_several or is_remote:
        return None
    wanted = choose(
        order.environment,
        folders.home / "environments.toml",
        has_engine=has_engine,
        has_micromamba=environment.micromamba() is not None,
    )
    python = None if isinstance(wanted, Image) else environment.made(wanted, folders.envs)
    if python is None:
        return None
    runner = LocalRunner(box, folders.home, python)
    lies_at = folders.work.with_name(f"{uuid.uuid4().hex}.ahead")
    try:
        work = workdir.lay_out(order, folders.work, sandboxed=True, lies_at=lies_at)
        runner.lay_overlay(work)
    except BaseException:
        workdir.clear_meanwhile(lies_at)
        raise
    return Ahead(order, folders, runner, work)
