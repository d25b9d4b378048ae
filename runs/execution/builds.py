"""Builds a thing once, however many steps of however many processes ask for it at the same time.

Each has a lock and a log beside its place. Whoever needs it, the builder and those who wait for
it, sees that log as it grows in the step's system log.
"""

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from filelock import FileLock, Timeout

from runs.execution import logs, process
from runs.execution.order import StepFailed
from runs.execution.stopping import StopSignal

LOOK_SECONDS = 0.1

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Verbs:
    doing: str
    done: str


BUILD: Final = Verbs("Building", "built")
PULL: Final = Verbs("Pulling", "pulled")


class Build:
    """``place`` names the thing; ``what`` is its name in sentences, like "environment"; ``verbs``
    say what is done to it."""

    def __init__(
        self, place: Path, what: str, say: Say, stop: StopSignal, verbs: Verbs = BUILD
    ) -> None:
        self._place = place
        self._what = what
        self._verbs = verbs
        self._say = say
        self._stop = stop
        self.log = place.with_name(f"{place.name}.log")
        self._follow = _Follower(self.log, say)

    def once(self, is_there: Callable[[], bool], make: Callable[[], None]) -> None:
        """Calls ``make`` unless another has made it by the time that it is our turn."""
        self._place.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._place.with_name(f"{self._place.name}.lock"))
        self._acquire(lock)
        try:
            if not is_there():
                doing = f"{self._verbs.doing} the {self._what}"
                self._say(f"{doing}. This is done once; later steps reuse it.")
                self.log.write_text("")
                self._follow.start_over()
                make()
                self._say(f"The {self._what} is {self._verbs.done}.")
        finally:
            lock.release()

    def must(self, argv: Sequence[str], environ: Mapping[str, str]) -> None:
        """Runs a program with its output in the log; fails the step when the program fails."""
        if self.attempt(argv, environ):
            raise StepFailed(
                f"{self._what.partition(' ')[0]}-failed",
                f"The {self._what} could not be {self._verbs.done}:\n{logs.tail(self.log)}",
                hint="The whole build is in the step's system log.",
            )

    def attempt(self, argv: Sequence[str], environ: Mapping[str, str]) -> int:
        """The exit code of a program with its output in the log."""
        with self.log.open("a") as file:
            return self.call(argv, environ, file)

    def call(self, argv: Sequence[str], environ: Mapping[str, str], sink: IO[str] | int) -> int:
        """The exit code. What the log gains meanwhile goes into the step's, too."""
        child = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=dict(environ),
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
                    raise self._interrupted() from None
            else:
                self._follow.look()
                return child.returncode

    def write(self, line: str) -> None:
        with self.log.open("a") as file:
            file.write(f"{line}\n")

    def say(self, text: str) -> None:
        self._say(text)

    def _acquire(self, lock: FileLock) -> None:
        """Wait for our turn, showing how the one before us gets on."""
        is_first_look = True
        while True:
            try:
                lock.acquire(timeout=0 if is_first_look else LOOK_SECONDS)
            except Timeout:
                if is_first_look:
                    self._say(
                        f"{self._verbs.doing} the {self._what}: another step does it already."
                    )
                is_first_look = False
                self._follow.look()
                if self._stop.reason is not None:
                    raise self._interrupted() from None
            else:
                return

    def _interrupted(self) -> StepFailed:
        return StepFailed(
            "interrupted", f"The step was stopped while its {self._what} was {self._verbs.done}."
        )


class _Follower:
    """Says the lines that a build's log has gained since the last look."""

    def __init__(self, log: Path, say: Say) -> None:
        self._log, self._say, self._offset = log, say, 0

    def start_over(self) -> None:
        self._offset = 0

    def look(self) -> None:
        try:
            with self._log.open("rb") as file:
                if os.fstat(file.fileno()).st_size < self._offset:
                    self._offset = 0
                file.seek(self._offset)
                lines = file.read().rpartition(b"\n")
        except FileNotFoundError:
            return
        if lines[0]:
            self._offset += len(lines[0]) + 1
            self._say(lines[0].decode(errors="replace"))
