"""Runs a step's command as a process of this machine, in the sandbox where there is one."""

import subprocess
from pathlib import Path

from runs.execution import overlay, process, program, sandbox, shell, variables
from runs.execution.environment import Interpreter
from runs.execution.gate import Gate
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
        self._overlay: overlay.Overlay | None = None
        self._namespace = sandbox.Namespace(box)
        self.holds_inputs = box.program is not None
        self.note = box.note

    def lay_overlay(self, work: WorkFolder) -> overlay.Overlay:
        """The step's own Python; made by ``start`` where nobody has asked for it before."""
        if self._overlay is None:
            self._overlay = overlay.lay(self._python, work)
        return self._overlay

    def start(
        self, what: Program, order: Order, work: WorkFolder, log_fd: int, gate: Gate | None = None
    ) -> "subprocess.Popen[bytes]":
        own = self.lay_overlay(work)
        environ = variables.of_process(order, work, own) | dict(what.variables)
        view = View(
            home=self._home,
            work=work.root,
            lies_at=work.lies_at,
            tmp=work.real(work.tmp),
            cwd=work.code,
            inputs=work.mounts,
            programs=(*sandbox.own_programs(), *self._python.programs),
            logs=work.logs,
        )
        words = _words(what, environ["PATH"])
        if gate is not None:
            words = gate.argv(words)
        argv = sandbox.argv(self._box, view, words, self._namespace)
        stdin = subprocess.DEVNULL if gate is None else gate.stdin
        cwd, fds = work.real(work.code), self._namespace.fds
        try:
            return process.start(argv, cwd, environ, log_fd, fds, stdin)
        finally:
            self._namespace.started()
            if gate is not None:
                gate.started()

    def handle(self, child: "subprocess.Popen[bytes]", work: WorkFolder) -> process.Handle:
        return process.LocalHandle(child.pid, sandboxed=self._box.program is not None)

    def ended(self, work: WorkFolder) -> None:
        self._namespace.wait(NAMESPACE_SECONDS)
        self._namespace.close()
        if self._box.program is None:
            process.end_strays(process.mark_of(work.root))

    def give_back(self, work: WorkFolder) -> None:
        if self._overlay is not None:
            overlay.give_back(self._overlay, work)
            self._overlay = None

    def failure_of(self, code: int) -> str | None:
        return None


def _words(what: Program, path: str) -> list[str]:
    if what.script:
        return [program.python_on(path), *what.script]
    return shell.argv(what.command, path)
