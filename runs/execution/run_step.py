"""One attempt at a step, from an empty folder to committed outputs: the whole story.

Knows no database: the caller gives an ``Order`` and hears of the start and of the log's growth
through ``Hooks``.
"""

import subprocess
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol

from runs.execution import (
    blame,
    environment,
    images,
    logs,
    outputs,
    process,
    remote,
    several,
    workdir,
)
from runs.execution.ahead import Ahead
from runs.execution.container import ContainerRunner
from runs.execution.curated import Table
from runs.execution.engine import Engine
from runs.execution.local import LocalRunner
from runs.execution.monitor import Monitor
from runs.execution.order import Failure, Folders, Order, Outcome, Render, StepFailed, fault
from runs.execution.program import Program
from runs.execution.requirements import Image, choose
from runs.execution.sandbox import Sandbox
from runs.execution.stopping import StopSignal
from runs.execution.watch import Ended, Watch, until_end


@dataclass(frozen=True, slots=True)
class Hooks:
    """render: command template, inputs, outputs -> command line (``runs.plan.command``).

    on_start: the process identity, once the command runs; returns False when the attempt is no
    longer ours. on_log: the size of the user log; 0 when only the system log has grown, so that
    whoever reads along looks. on_end: called once the command has ended, before outputs are
    collected. meanwhile: called once the command runs, for what can be done until it ends. later:
    given what may wait until the step's end is known to all.
    """

    render: Render
    on_start: Callable[[dict[str, Any]], bool]
    on_log: Callable[[int], None]
    on_end: Callable[[], None]
    meanwhile: Callable[[], None] = lambda: None
    later: Callable[[Callable[[], None]], None] = lambda call: call()


@dataclass(frozen=True, slots=True)
class Limits:
    log_bytes: int
    grace_seconds: float
    fetch: remote.Policy = field(default_factory=remote.Policy)


class Runner(Protocol):
    """Where a command runs: a process of this machine, or a container.

    holds_inputs: inputs are shown at their places, no links are needed. ended: called once, when
    the command has ended or could not start. give_back: what others may use again; after that.
    """

    @property
    def holds_inputs(self) -> bool: ...
    @property
    def note(self) -> str: ...
    def start(
        self, what: Program, order: Order, work: workdir.WorkFolder, log_fd: int
    ) -> "subprocess.Popen[bytes]": ...
    def handle(
        self, child: "subprocess.Popen[bytes]", work: workdir.WorkFolder
    ) -> process.Handle: ...
    def ended(self, work: workdir.WorkFolder) -> None: ...
    def give_back(self, work: workdir.WorkFolder) -> None: ...
    def failure_of(self, code: int) -> str | None: ...


def run_step(
    order: Order,
    folders: Folders,
    box: Sandbox,
    limits: Limits,
    hooks: Hooks,
    stop: StopSignal,
    engine: Engine | None = None,
    ahead: Ahead | None = None,
) -> Outcome:
    """Never raises for the step's sake: whatever goes wrong is the outcome.

    ahead: the step was made ready before; its command runs already.
    """
    system_log = logs.SystemLog(folders.system_log, partial(hooks.on_log, 0))
    attempt = _Attempt(order, folders, box, limits, hooks, stop, system_log, engine, ahead)
    try:
        outcome = attempt.run()
    except StepFailed as error:
        reason = stop.reason
        outcome = Outcome(reason or "failed", failure=None if reason else error.failure)
    except Exception as error:  # noqa: BLE001  (any fault here is this step's, not the worker's)
        system_log.say(traceback.format_exc())
        outcome = Outcome("failed", failure=fault(error))
    finally:
        if ahead is not None:
            ahead.discard()
        hooks.later(partial(workdir.give_back, folders.work, box.program is not None))
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
    engine: Engine | None
    ahead: Ahead | None

    def run(self) -> Outcome:
        found = remote.fetched(
            self.order, self.folders.fetched, self.limits.fetch, self.system_log.say, self.stop
        )
        outcome = replace(self, order=found.order).run_here()
        return outcome if found.is_as_planned else replace(outcome, is_reusable=False)

    def run_here(self) -> Outcome:
        """All inputs are on this machine."""
        order = self.order
        runner, work, command = self._ready() if self.ahead is None else self.ahead.taken()
        self.system_log.say(
            f"Attempt {order.attempt} on {process.HOST}. {runner.note}\nCommand: {command}"
        )
        if self.stop.reason is not None and self.ahead is None:
            return Outcome(self.stop.reason)
        ended = self._command(runner, command, work)
        for note in several.notes(work):
            self.system_log.say(note)
        self.system_log.say(f"The command ended with exit code {ended.exit_code}.")
        self.hooks.on_end()
        if self.stop.reason != "lost":
            declared = work.outputs.get(outputs.ARTIFACTS)
            outputs.collect_artifacts(work.code, self.folders.artifacts, declared)
        return _outcome(order, work, ended, runner, self.folders)

    def _ready(self) -> tuple[Runner, workdir.WorkFolder, str]:
        runner = self._runner()
        work = workdir.lay_out(self.order, self.folders.work, sandboxed=runner.holds_inputs)
        return runner, work, workdir.command_line(self.order, work, self.hooks.render)

    def _runner(self) -> Runner:
        """Blocks until what the step's environment asks for is there."""
        say, envs, stop = self.system_log.say, self.folders.envs, self.stop
        admin = self.folders.home / "environments.toml"
        wanted = choose(
            self.order.environment,
            admin,
            has_engine=self.engine is not None,
            has_micromamba=environment.micromamba() is not None,
        )
        if isinstance(wanted, Image):
            return self._container(wanted, Table(admin))
        python = environment.prepare(wanted, envs, say, stop, self.box)
        return LocalRunner(self.box, self.folders.home, python)

    def _container(self, wanted: Image, table: Table) -> Runner:
        engine, envs = self.engine, self.folders.envs
        if engine is None:
            raise StepFailed("no-container-engine", "There is no container engine here.")
        context, say = self.order.build_context, self.system_log.say
        name = images.prepare(wanted, context, engine, envs, say, self.stop)
        return ContainerRunner(engine, name, table)

    def _command(self, runner: Runner, command: str, work: workdir.WorkFolder) -> Ended:
        order, grace = self.order, self.limits.grace_seconds
        names = several.log_names(order)
        user_logs = logs.UserLogs(self.folders.user_logs, names, order.attempt)
        try:
            if self.ahead is not None:
                ahead = self.ahead
                return self._started(runner, work, user_logs, lambda: ahead.child)
            with several.prepared(order, command, work, user_logs.files, grace) as what:
                if what.shown:
                    self.system_log.say(what.shown)
                start = partial(runner.start, what, order, work, user_logs.fd)
                return self._started(runner, work, user_logs, start)
        finally:
            user_logs.close(drop_empty=bool(order.parallel))

    def _started(
        self,
        runner: Runner,
        work: workdir.WorkFolder,
        user_logs: logs.UserLogs,
        start: "Callable[[], subprocess.Popen[bytes]]",
    ) -> Ended:
        try:
            child = start()
            return self._watch(child, runner.handle(child, work), user_logs)
        finally:
            runner.ended(work)
            self.hooks.later(partial(runner.give_back, work))

    def _watch(
        self, child: "subprocess.Popen[bytes]", handle: process.Handle, user_logs: logs.UserLogs
    ) -> Ended:
        try:
            if not self.hooks.on_start(process.identity(child.pid)):
                self.stop.request("lost")
            watch = Watch(
                handle=handle,
                user_logs=user_logs,
                log_limit=self.limits.log_bytes,
                timeout_seconds=self.order.timeout_seconds,
                grace_seconds=self.limits.grace_seconds,
                on_log=self.hooks.on_log,
                monitor=Monitor(self.folders.monitor(self.order.attempt), handle.root_pid),
            )
            self.hooks.meanwhile()
            return until_end(child, self.stop, watch)
        finally:
            if child.returncode is None:
                handle.kill()
                child.wait()


def _outcome(
    order: Order, work: workdir.WorkFolder, ended: Ended, runner: Runner, folders: Folders
) -> Outcome:
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
    fault = runner.failure_of(code)
    if fault is not None:
        hint = "The end of user_logs/std_log.txt says why."
        return Outcome("failed", code, Failure("container-failed", fault, hint))
    if code:
        failure = several.failure(order, work, folders) or Failure(
            "command-failed",
            f"The command ended with exit code {code}{_signal_of(code)}.",
            hint=blame.hint(folders.user_log),
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
        "lost": "Given up: this worker no longer holds the step; another attempt follows.",
        "failed": "Failed.",
    }
    return words[outcome.ending]
