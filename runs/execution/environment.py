"""Makes the Python that a step runs in, once, however many steps ask for it at the same time.

No requirements: the studio's own Python. Else a virtual environment ``envs/<digest>`` built by
uv, with the build's log beside it as ``envs/<digest>.log``. Whoever needs it, the builder and
those who wait for it, sees that log as it grows in the step's system log.
"""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import uv
from filelock import FileLock, Timeout

from runs.execution import logs, package_index, process
from runs.execution.order import StepFailed
from runs.execution.requirements import Needs
from runs.execution.stopping import StopSignal

READY = ".pipeline-studio-ready"
LOOK_SECONDS = 0.1

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """``programs``: folders that must stay visible inside a sandbox."""

    bin_folder: Path
    programs: tuple[Path, ...] = ()


def prepare(needs: Needs, envs: Path, say: Say, stop: StopSignal) -> Interpreter:
    """The interpreter for ``needs``; blocks while it is built, by us or by another step."""
    for note in needs.notes:
        say(note)
    if not needs.requirements and needs.python in (None, own_version()):
        return Interpreter(Path(sys.executable).parent)
    folder = envs / needs.digest
    if not (folder / READY).exists():
        envs.mkdir(parents=True, exist_ok=True)
        _Builder(needs, folder, say, stop).build_once()
    return Interpreter(folder / "bin", (folder, _python_home(folder)))


def own_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


class _Builder:
    def __init__(self, needs: Needs, folder: Path, say: Say, stop: StopSignal) -> None:
        self._needs = needs
        self._folder = folder
        self._stop = stop
        self._say = say
        self._log = folder.with_name(f"{folder.name}.log")
        self._follow = _Follower(self._log, say)

    def build_once(self) -> None:
        lock = FileLock(self._folder.with_name(f"{self._folder.name}.lock"))
        self._acquire(lock)
        try:
            if not (self._folder / READY).exists():
                self._say("Building the environment. This is done once; later steps reuse it.")
                self._build()
                self._say("The environment is built.")
        finally:
            lock.release()

    def _acquire(self, lock: FileLock) -> None:
        """Wait for our turn, showing how the one before us gets on."""
        is_first_look = True
        while True:
            try:
                lock.acquire(timeout=0 if is_first_look else LOOK_SECONDS)
            except Timeout:
                if is_first_look:
                    self._say("Building the environment: another step does it already.")
                is_first_look = False
                self._follow.look()
                if self._stop.reason is not None:
                    raise _interrupted() from None
            else:
                return

    def _build(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._log.write_text("")
        self._follow.start_over()
        self._make_venv()
        if self._needs.requirements:
            with self._log.open("a") as file:
                self._install(file)
        (self._folder / READY).touch()
        if self._needs.requirements:
            _compile_meanwhile(self._folder)

    def _make_venv(self) -> None:
        """With the asked Python where the machine has it, else with the studio's own."""
        argv = ["venv", "--no-python-downloads", "--no-project", "--quiet", str(self._folder)]
        wanted = self._needs.python
        if wanted is not None:
            if self._call([*argv, "--python", wanted], subprocess.DEVNULL) == 0:
                return
            self._say(f"Python {wanted} is not on this machine: {own_version()} is taken.")
        with self._log.open("a") as file:
            self._must([*argv, "--python", sys.executable], file)

    def _install(self, file: IO[str]) -> None:
        """Without compiling: the first step need not wait for what it may never import."""
        file.write(f"uv pip install {' '.join(self._needs.requirements)}\n")
        file.flush()
        listing = self._folder / "requirements.txt"
        listing.write_text("".join(f"{line}\n" for line in self._needs.requirements))
        python = str(self._folder / "bin" / "python")
        self._must(["pip", "install", "--python", python, "-r", str(listing)], file)

    def _must(self, arguments: list[str], file: IO[str]) -> None:
        if self._call(arguments, file):
            raise StepFailed(
                "environment-failed",
                f"The environment could not be built:\n{logs.tail(self._log)}",
                hint="The whole build is in the step's system log.",
            )

    def _call(self, arguments: list[str], sink: IO[str] | int) -> int:
        """uv's exit code. What the build's log gains meanwhile goes into the step's, too."""
        child = subprocess.Popen(
            [uv.find_uv_bin(), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=package_index.variables(),
            start_new_session=True,
        )
        while True:
            try:
                child.wait(LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                self._follow.look()
                if self._stop.reason is not None:
                    process.kill(child.pid)
                    child.wait()
                    raise _interrupted() from None
            else:
                self._follow.look()
                return child.returncode


class _Follower:
    """Says the lines that a build's log has gained since the last look."""

    def __init__(self, log: Path, say: Say) -> None:
        self._log, self._say, self._offset = log, say, 0

    def start_over(self) -> None:
        self._offset = 0

    def look(self) -> None:
        try:
            with self._log.open("rb") as file:
                file.seek(self._offset)
                lines = file.read().rpartition(b"\n")
        except FileNotFoundError:
            return
        if lines[0]:
            self._offset += len(lines[0]) + 1
            self._say(lines[0].decode(errors="replace"))


def _compile_meanwhile(folder: Path) -> None:
    """Byte code, while the first step already runs: imports of later ones take a third.

    A step sees the environment read-only and could not keep the byte code itself.
    """
    python = folder / "bin" / "python"
    argv = ["nice", str(python), "-m", "compileall", "-q", "-x", "/tests?/", str(folder / "lib")]
    child = subprocess.Popen(
        argv if shutil.which("nice") else argv[1:],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=package_index.variables(),
        start_new_session=True,
    )
    threading.Thread(target=child.wait, name="studio-compile", daemon=True).start()


def _interrupted() -> StepFailed:
    return StepFailed("interrupted", "The step was stopped while its environment was built.")


def _python_home(folder: Path) -> Path:
    """Where the environment's base Python lies, in case that is under a hidden folder."""
    return (folder / "bin" / "python").resolve().parent.parent
