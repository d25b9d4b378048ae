"""Runs a step's command in a container: its folders at the paths they have outside, its own user.

The engine's program stays the parent that waits; it writes what the command prints straight to
the step's log. The container is named by the work folder, and a record beside that folder lets
whoever takes over after a crash end it.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runs.execution import engine as engines
from runs.execution import process, variables
from runs.execution.curated import Table
from runs.execution.engine import Engine
from runs.execution.order import Order, StepFailed
from runs.execution.process import MARK, container_name, container_record, mark_of
from runs.execution.program import Program
from runs.execution.sandbox import STARTUP
from runs.execution.workdir import WorkFolder

SHM_SIZE = "2g"
# bash where the image has it, as outside; both streams as one, so that lines keep their order.
_SHELL = (
    'exec 2>&1; if command -v bash >/dev/null 2>&1; then exec bash -c "$0"; fi; exec sh -c "$0"'
)
_TRAP = "trap 'exit 143' TERM; "
_PYTHON = (
    "python=$(command -v python3 || command -v python) || "
    "{ echo 'The image has no Python, which steps of several processes need.'; exit 127; }; "
    '"$python"'
)
_TAKES_NO_VALUE = ("--init",)
ENGINE_FAILED = 125
ASK_TRIES = 10
ASK_SECONDS = 0.3


class ContainerRunner:
    """``image`` is there already; ``table`` says which docker_args are allowed."""

    holds_inputs = True

    def __init__(self, engine: Engine, image: str, table: Table) -> None:
        self.engine = engine
        self.image = image
        self.table = table
        self._handle: _Handle | None = None

    @property
    def note(self) -> str:
        return f"Container: {self.engine.name}, image {self.image}."

    def start(
        self, what: Program, order: Order, work: WorkFolder, log_fd: int
    ) -> "subprocess.Popen[bytes]":
        name = container_name(work.root)
        argv = self._argv(name, what, order, work)
        record = {"argv": list(self.engine.argv), "name": name, "host": process.HOST}
        container_record(work.root).write_text(json.dumps(record))
        environ = engines.environ() | {MARK: mark_of(work.root)}
        return process.start(argv, work.code, environ, log_fd)

    def handle(self, child: "subprocess.Popen[bytes]", work: WorkFolder) -> "_Handle":
        self._handle = _Handle(self.engine, container_name(work.root), child.pid)
        return self._handle

    def ended(self, work: WorkFolder) -> None:
        """A container that ended by itself is gone; one that was killed may just have been made."""
        if self._handle is not None and self._handle.was_killed:
            remove(self.engine, self._handle.name)
        container_record(work.root).unlink(missing_ok=True)

    def give_back(self, work: WorkFolder) -> None:
        """Nothing here outlasts a container."""

    def failure_of(self, code: int) -> str | None:
        if code == ENGINE_FAILED:
            return f"{self.engine.name} could not start the container."
        return None

    def _argv(self, name: str, what: Program, order: Order, work: WorkFolder) -> list[str]:
        extra = _docker_args(order.resources, self.table)
        words = [*self.engine.argv, "run", "--rm", "--name", name, "--label", f"studio={name}"]
        words += ["--log-driver", "none", "--security-opt", "no-new-privileges"]
        if not _has(extra, "--network"):
            words += ["--network", "host" if sys.platform == "linux" else "bridge"]
        if not _has(extra, "--shm-size"):
            words += ["--shm-size", _shm_size(order.resources)]
        words += [*self._user(), *_mounts(work), "--workdir", str(work.code)]
        words += _environment(variables.of_container(order, work) | dict(what.variables), work)
        words += [*self.engine.run, *extra, "--entrypoint", "/bin/sh"]
        return [*words, self.image, "-c", _SHELL, f"{_TRAP}{_command(what)}"]

    def _user(self) -> list[str]:
        """Ours, so that outputs can be read and moved. Rootless podman maps us to ourselves."""
        if self.engine.is_podman and os.geteuid() != 0:
            return ["--userns", "keep-id"]
        return ["--user", f"{os.geteuid()}:{os.getegid()}"]


@dataclass(slots=True)
class _Handle:
    """Ends the container by the engine; its program ends with it."""

    engine: Engine
    name: str
    pid: int
    was_killed: bool = False

    def ask_to_end(self) -> None:
        """SIGTERM to all processes inside; the engine itself would only tell the first.

        The first, our shell, is told before the others: it starts no further command then.
        """
        threading.Thread(target=self._ask, name="studio-container-end", daemon=True).start()

    def _ask(self) -> None:
        """More than once: the container may be about to start."""
        for _ in range(ASK_TRIES):
            words = ("exec", self.name, "/bin/sh", "-c", "kill -TERM 1; kill -TERM -1")
            if self.engine.call(*words)[0] == 0:
                return
            time.sleep(ASK_SECONDS)

    def kill(self) -> None:
        self.was_killed = True
        remove(self.engine, self.name)
        process.kill(self.pid)

    def root_pid(self) -> int | None:
        """The first process inside, where it is one of this machine."""
        code, text = self.engine.call("inspect", "--format", "{{.State.Pid}}", self.name)
        return int(text) if code == 0 and text.isdigit() and int(text) > 0 else None


def remove(engine: Engine, name: str) -> None:
    """At once: ``rm --force`` alone may wait for a process that ignores SIGTERM."""
    engine.call("kill", "--signal", "KILL", name)
    engine.call("rm", "--force", name)


def _command(what: Program) -> str:
    """A script of ours runs in the image's Python."""
    return f"{_PYTHON} {shlex.join(what.script)}" if what.script else what.command


def _mounts(work: WorkFolder) -> list[str]:
    words = []
    written = [work.code, *sorted({_output_folder(work, one) for one in work.outputs.values()})]
    for folder in written:
        words += _bind(folder, folder, writable=True)
    words += _bind(work.tmp, Path("/tmp"), writable=True)  # noqa: S108  (inside the container)
    for place, source in work.mounts.items():
        words += _bind(source, place, writable=False)
    given = work.root / "studio"
    if given.is_dir():
        words += _bind(given, given, writable=True)
    for place, source in work.logs.items():
        words += _bind(source, place, writable=True)
    return words + _bind(STARTUP, STARTUP, writable=False)


def _output_folder(work: WorkFolder, place: Path) -> Path:
    """The folder right below ``outputs``: an output that is a file is made in it."""
    return work.root / "outputs" / place.relative_to(work.root / "outputs").parts[0]


def _bind(source: Path, target: Path, *, writable: bool) -> list[str]:
    fields = ["type=bind", _field("source", source), _field("target", target)]
    return ["--mount", ",".join(fields if writable else [*fields, "readonly"])]


def _field(name: str, path: Path) -> str:
    """A field of a line of CSV: names of data files may hold commas and quotes."""
    text = f"{name}={path}"
    if "," in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def _environment(values: Mapping[str, str], work: WorkFolder) -> list[str]:
    """In a file that only we can read: a command line is seen by everybody on the machine."""
    file = work.root / "container.env"
    words = ["--env-file", str(file)]
    lines = []
    for name, text in values.items():
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name):
            continue
        if "\n" in text:
            words += ["--env", f"{name}={text}"]
        else:
            lines.append(f"{name}={text}\n")
    file.touch(mode=0o600)
    file.write_text("".join(lines))
    return words


def _shm_size(resources: Mapping[str, Any]) -> str:
    size = str(resources.get("shm_size") or SHM_SIZE).strip().lower()
    if not re.fullmatch(r"\d+[bkmg]?", size):
        raise StepFailed(
            "bad-shm-size", f'resources.shm_size is "{size}".', hint="Write it like 2g or 512m."
        )
    return size


def _docker_args(resources: Mapping[str, Any], table: Table) -> list[str]:
    given = resources.get("docker_args") or []
    try:
        words = shlex.split(given) if isinstance(given, str) else [str(one) for one in given]
    except ValueError as error:
        raise StepFailed("docker-args-refused", f"resources.docker_args: {error}.") from None
    allowed = frozenset(table.words("containers", "docker_args"))
    may_be_value = False
    for word in words:
        if word.startswith("-"):
            if word not in allowed and word.partition("=")[0] not in allowed:
                raise _refused(word)
            may_be_value = "=" not in word and word not in _TAKES_NO_VALUE
        elif may_be_value:
            may_be_value = False
        else:
            raise _refused(word)
    return words


def _refused(word: str) -> StepFailed:
    return StepFailed(
        "docker-args-refused",
        f'resources.docker_args: "{word}" is not allowed here.',
        hint="An administrator can allow it in STUDIO_HOME/environments.toml: "
        "[containers] docker_args.",
    )


def _has(words: Sequence[str], option: str) -> bool:
    return any(word == option or word.startswith(f"{option}=") for word in words)
