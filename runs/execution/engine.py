"""The container engine of this machine: docker or podman, as STUDIO_CONTAINER_ENGINE says.

The setting is a program with arguments of its own, and after a ``--`` more for each ``run``:
``podman --runtime runc -- --ulimit nofile=1024:4096``.
"""

import os
import shlex
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from studio.lib.errors import StudioError

AUTO = "auto"
NONE = "none"
CALL_SECONDS = 20.0
# A daemon may be started later than the studio.
LOOK_AGAIN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Engine:
    """``argv``: the program and its own arguments; ``run``: arguments for each container."""

    argv: tuple[str, ...]
    run: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return Path(self.argv[0]).name

    @property
    def is_podman(self) -> bool:
        return "podman" in self.name

    def call(self, *words: str, seconds: float = CALL_SECONDS) -> tuple[int, str]:
        """Exit code and output of a short command; -1 where it does not end in time."""
        try:
            done = subprocess.run(
                [*self.argv, *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                env=environ(),
            )
        except subprocess.TimeoutExpired:
            return -1, f"{self.name} does not answer."
        except OSError as error:
            return -1, str(error)
        return done.returncode, done.stdout.decode(errors="replace").strip()

    def answers(self) -> bool:
        """docker's client knows its daemon's version only from the daemon."""
        what = "{{.Client.Version}}" if self.is_podman else "{{.Server.Version}}"
        return self.call("version", "--format", what)[0] == 0


def environ() -> dict[str, str]:
    """What the engine's program gets: this machine's environment without the studio's secrets."""
    return {name: text for name, text in os.environ.items() if not name.startswith("STUDIO_")}


_kept: dict[str, tuple[float, Engine | None]] = {}


def choose(setting: str) -> Engine | None:
    """The engine for a setting; None for none. ``auto`` takes docker or podman if it answers."""
    if setting in ("", NONE):
        return None
    kept = _kept.get(setting)
    if kept is None or (kept[1] is None and time.monotonic() - kept[0] > LOOK_AGAIN_SECONDS):
        found = _automatic() if setting == AUTO else _given(setting)
        kept = _kept[setting] = (time.monotonic(), found)
    return kept[1]


def _automatic() -> Engine | None:
    for name in ("docker", "podman"):
        program = shutil.which(name)
        if program is not None and Engine((program,)).answers():
            return Engine((program,))
    return None


def _given(setting: str) -> Engine:
    try:
        words = shlex.split(setting)
    except ValueError as error:
        raise StudioError("bad-setting", f"STUDIO_CONTAINER_ENGINE: {error}.") from None
    program = shutil.which(words[0]) if words else None
    if program is None:
        raise StudioError(
            "no-container-engine", f'STUDIO_CONTAINER_ENGINE: there is no program "{setting}".'
        )
    rest = words[1:]
    cut = rest.index("--") if "--" in rest else len(rest)
    return Engine((program, *rest[:cut]), tuple(rest[cut + 1 :]))
