"""Hides the studio and the rest of the machine's writable files from a step.

With bubblewrap the whole system is read-only, STUDIO_HOME is gone but for the step's own work
folder and inputs, /tmp is private, and all processes of the step die with their namespace.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from studio.lib.errors import StudioError

ISOLATION = (
    "--die-with-parent",
    "--unshare-pid",
    "--unshare-ipc",
    "--unshare-uts",
    "--cap-drop",
    "ALL",
)
GPU_DEVICES = ("/dev/nvidia*", "/dev/kfd", "/dev/dri")


@dataclass(frozen=True, slots=True)
class Sandbox:
    """``program`` None means no sandbox; ``note`` is what a step's system log says about it."""

    program: str | None
    note: str


@dataclass(frozen=True, slots=True)
class View:
    """What a step may see: ``work`` to write, ``inputs`` {place in work: source} to read."""

    home: Path
    work: Path
    tmp: Path
    cwd: Path
    inputs: Mapping[Path, Path]
    programs: Sequence[Path]


@cache
def choose(setting: str) -> Sandbox:
    """The sandbox for ``auto``, ``bubblewrap`` or ``none``; tried once, on a real process."""
    if setting == "none":
        return Sandbox(None, "No sandbox: STUDIO_SANDBOX is none.")
    if setting not in ("auto", "bubblewrap"):
        raise StudioError(
            "bad-setting", f'STUDIO_SANDBOX: "{setting}" is not auto, bubblewrap or none.'
        )
    program = shutil.which("bwrap")
    why = "bubblewrap (bwrap) is not installed" if program is None else _trial(program)
    if not why:
        return Sandbox(program, "Sandbox: bubblewrap.")
    if setting == "bubblewrap":
        raise StudioError("no-sandbox", f"STUDIO_SANDBOX is bubblewrap, but {why}.")
    return Sandbox(None, f"No sandbox: {why}.")


def argv(sandbox: Sandbox, view: View, command: Sequence[str]) -> list[str]:
    """``command`` inside ``sandbox``; the same paths hold inside and outside."""
    if sandbox.program is None:
        return list(command)
    hidden = (Path("/tmp"), view.home)  # noqa: S108  (a mount point, not a file of ours)
    words = [sandbox.program, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    for device in _devices():
        words += ["--dev-bind-try", device, device]
    words += ["--bind", str(view.tmp), "/tmp", "--tmpfs", str(view.home)]  # noqa: S108
    for program in _under(view.programs, hidden):
        words += ["--ro-bind", str(program), str(program)]
    words += ["--bind", str(view.work), str(view.work)]
    for place, source in view.inputs.items():
        words += ["--ro-bind", str(source), str(place)]
    return [*words, *ISOLATION, "--chdir", str(view.cwd), "--", *command]


@cache
def own_programs() -> tuple[Path, ...]:
    """Where the studio's own Python lies: it stays visible even under a hidden folder."""
    return tuple({Path(sys.prefix), Path(sys.base_prefix)})


@cache
def _devices() -> tuple[str, ...]:
    root = Path("/")
    return tuple(
        str(path) for pattern in GPU_DEVICES for path in sorted(root.glob(pattern.lstrip("/")))
    )


def _under(programs: Iterable[Path], hidden: Iterable[Path]) -> list[Path]:
    tops = tuple(hidden)
    return [one for one in programs if any(one.is_relative_to(top) for top in tops)]


def _trial(program: str) -> str:
    """Empty when a sandboxed process runs, else why it does not."""
    words = [program, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", *ISOLATION]
    try:
        done = subprocess.run(
            [*words, "--", "/bin/sh", "-c", "exit 0"], capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not start here ({error})"
    if done.returncode:
        return f"bubblewrap does not work here ({done.stderr.strip()[:200]})"
    return ""
