"""One attempt at a step, from an empty folder to committed outputs: the whole story.

Knows no database: the caller gives an ``Order`` and hears of the start and of the log's growth
through ``Hooks``.
"""

import os
import subprocess
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from runs.execution import (
    environment,
    logs,
    outputs,
    process,
    sandbox,
    shell,
    variables,
    workdir,
)
from runs.execution.order import Failure, Folders, Order, Outcome, StepFailed
from runs.execution.requirements import needs_of
from runs.execution.sandbox import Sandbox, View
from runs.execution.stopping import StopSignal
from runs.execution.watch import Ended, Watch, until_end

# The kernel needs moments to end a sandbox's last processes; more means that one hangs in it.
NAMESPACE_SECONDS = 10.0

Render = Callable[[str, Mapping[str, str], Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Hooks:
    """render: command template, inputs, outputs -> command line (``runs.plan.command``).

    on_start: the process identity, once the command runs; returns False when the attempt is no
    longer ours. on_log: the size of the user log; 0 when only the system log has grown, so that
    whoever reads along looks. on_end: called once the command has ended, before outputs are
    collected.
    """

    render: Render
    on_start: Callable[[dict[str, Any]], bool]
    on_log: Callable[[int], None]
    on_end: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Limits:
    log_bytes: int
    grace_seconds: float


def run_step(
    order: Order,
    folders: Folders,
    box: Sandbox,
    limits: Limits,
    hooks: Hooks,
    stop: StopSignal,
) -> Outcome:
    """Never raises for the step's sake: whatever goes wrong is the outcome."""
    system_log = logs.SystemLog(folders.system_log, partial(hooks.on_log, 0))
    attempt = _Attempt(order, folders, box, limits, hooks, stop, system_log)
    try:
        outcome = attempt.run()
    except StepFailed as error:
        reason = stop.reason
        outcome = Outcome(reason or "failed", failure=None if reason else error.failure)
    except Exception as error:  # noqa: BLE001  (any fault here is this step's, not the worker's)
        system_log.say(traceback.format_exc())
        outcome = Outcome(
            "failed",
            failure=Failure(
                "studio-fault",
                f"The studio could not run the step: {error}",
                hint="The step's system log has the details.",
            ),
        )
    finally:
        workdir.clear_meanwhile(folders.work)
    system_log.say(_last_line(outcome))
    system_log.close()
    return outcome


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What ``run_step`` was given, for its parts."""

    order: Order
    folders: Folders
    box: Sandbox
    limits: Limits
    hooks: Hooks
    stop: StopSignal
    system_log: logs.SystemLog

    def run(self) -> Outcome:
        order = self.order
        needs = needs_of(order.environment, self.folders.home / "environments.toml")
        python = environment.prepare(needs, self.folders.envs, self.system_log.say, self.stop)
        work = workdir.lay_out(order, self.folders.work, sandboxed=self.box.program is not None)
        places = {name: str(place) for name, place in work.outputs.items()}
        command = self.hooks.render(order.command, work.inputs, places)
        self.system_log.say(
            f"Attempt {order.attempt} on {process.HOST}. {self.box.note}\nCommand: {command}"
        )
        if self.stop.reason is not None:
            return Outcome(self.stop.reason)
        ended = self._command(command, work, python)
        if self.box.program is None:
            process.end_strays(process.mark_of(work.root))
        self.system_log.say(f"The command ended with exit code {ended.exit_code}.")
        self.hooks.on_end()
        if self.stop.reason != "lost":
            outputs.collect_artifacts(work.code, self.folders.artifacts)
        return _outcome(order, work, ended)

    def _command(
        self, command: str, work: workdir.WorkFolder, python: environment.Interpreter
    ) -> Ended:
        view = View(
            home=self.folders.home,
            work=work.root,
            tmp=work.tmp,
            cwd=work.code,
            inputs=work.mounts,
            programs=(*sandbox.own_programs(), *python.programs),
        )
        environ = variables.build(self.order, work, python.bin_folder)
        namespace = sandbox.Namespace(self.box)
        argv = sandbox.argv(self.box, view, shell.argv(command, environ["PATH"]), namespace)
        log_fd = logs.open_user_log(self.folders.user_log, self.order.attempt)
        try:
            child = process.start(argv, work.code, environ, log_fd, namespace.fds)
            namespace.started()
            ended = self._watch(child)
            namespace.wait(NAMESPACE_SECONDS)
        finally:
            os.close(log_fd)
            namespace.close()
        return ended

    def _watch(self, child: "subprocess.Popen[bytes]") -> Ended:
        cut_fd = -1
        try:
            cut_fd = logs.open_to_cut(self.folders.user_log)
            if not self.hooks.on_start(process.identity(child.pid)):
                self.stop.request("lost")
            watch = Watch(
                log_fd=cut_fd,
                log_limit=self.limits.log_bytes,
                sandboxed=self.box.program is not None,
                timeout_seconds=self.order.timeout_seconds,
                grace_seconds=self.limits.grace_seconds,
                on_log=self.hooks.on_log,
            )
            return until_end(child, self.stop, watch)
        finally:
            if child.returncode is None:
                process.kill(child.pid)
                child.wait()
            if cut_fd >= 0:
                os.close(cut_fd)


def _outcome(order: Order, work: workdir.WorkFolder, ended: Ended) -> Outcome:
    code = ended.exit_code
    if ended.why in ("canceled", "stopped", "lost"):
        return Outcome(ended.why, code)
    if ended.why == "timeout":
        failure = Failure(
            "timeout",
            f"The step ran longer than its limit of {order.timeout_seconds:g} seconds.",
            hint="Raise limits.timeout, or make the step faster.",
        )
        return Outcome("failed", code, failure)
    if code:
        failure = Failure(
            "command-failed",
            f"The command ended with exit code {code}{_signal_of(code)}.",
            hint="The end of user_logs/std_log.txt says more.",
        )
        return Outcome("failed", code, failure)
    committed = {one.name: outputs.collect(one, work.outputs[one.name]) for one in order.outputs}
    return Outcome("completed", code, outputs=committed)


def _signal_of(code: int) -> str:
    number = -code if code < 0 else code - 128
    if number == 9:
        return " (killed; often the machine ran out of memory)"
    if number == 11:
        return " (it crashed: segmentation fault)"
    return ""


def _last_line(outcome: Outcome) -> str:
    if outcome.failure is not None:
        return f"Failed: {outcome.failure.message}"
    words = {
        "completed": "Completed.",
        "canceled": "Canceled.",
        "stopped": "Stopped with the studio; the step will start again.",
        "lost": "Given up: another worker has taken the step over.",
        "failed": "Failed.",
    }
    return words[outcome.ending]
