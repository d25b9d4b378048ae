"""Runs a step's command as a process of this machine, in the sandbox where there is one."""

import subprocess
from pathlib import Path

from runs.execution import overlay, process, program, sandbox, shell, variables
from runs.execution.environment import Interpreter
from runs.execution.order import Order
from runs.execution.program import Program
from runs.execution.sandbox import Sandbox, View
from runs.execution.workdir import WorkFolder

# The kernel needs moments to end a sandbox's last processes; more means that one hangs in it.
NAMESPACE_SECONDS = 10.0


class LocalRunner:
    def __init__(self, box: Sandbox, home: Path, python: Interpreter) -> None:
        self._box = box
        self._home = home
        self._python = python
        self._namespace = sandbox.Namespace(box)
        self.holds_inputs = box.program is not None
        self.note = box.note

    def start(
        self, what: Program, order: Order, work: WorkFolder, log_fd: int
    ) -> "subprocess.Popen[bytes]":
        own = overlay.lay(self._python, work.root / "python")
        environ = variables.of_process(order, work, own) | dict(what.variables)
        view = View(
            home=self._home,
            work=work.root,
            tmp=work.tmp,
            cwd=work.code,
            inputs=work.mounts,
            programs=(*sandbox.own_programs(), *self._python.programs),
            logs=work.logs,
        )
        words = _words(what, environ["PATH"])
        argv = sandbox.argv(self._box, view, words, self._namespace)
        try:
            return process.start(argv, work.code, environ, log_fd, self._namespace.fds)
        finally:
            self._namespace.started()

    def handle(self, child: "subprocess.Popen[bytes]", work: WorkFolder) -> process.Handle:
        return process.LocalHandle(child.pid, sandboxed=self._box.program is not None)

    def ended(self, work: WorkFolder) -> None:
        self._namespace.wait(NAMESPACE_SECONDS)
        self._namespace.close()
        if self._box.program is None:
            process.end_strays(process.mark_of(work.root))

    def failure_of(self, code: int) -> str | None:
        return None


def _words(what: Program, path: str) -> list[str]:
    if what.script:
        return [program.python_on(path), *what.script]
    return shell.argv(what.command, path)
