"""Hides the studio, its user's home and the machine's writable files from a step.

With bubblewrap the whole system is read-only, STUDIO_HOME is gone but for the step's own work
folder and inputs, the home of the studio's user is gone but for the programs that the step needs,
/tmp is private, and all processes of the step die with their namespace.
"""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from runs.execution import homes, listing
from studio.lib.errors import StudioError

ISOLATION = (
    "--die-with-parent",
    "--unshare-pid",
    "--unshare-ipc",
    "--unshare-uts",
    "--cap-drop",
    "ALL",
)
# Sockets of the machine's services (container engines, databases) lie in /run; what resolves host
# names and, on some systems, the programs themselves do, too.
KEPT_OF_RUN = (
    "/run/systemd/resolve",
    "/run/resolvconf",
    "/run/NetworkManager/resolv.conf",
    "/run/current-system",
    "/run/wrappers",
    "/run/opengl-driver",
)
STARTUP = Path(__file__).with_name("startup")
GPU_DEVICES = ("/dev/nvidia*", "/dev/kfd", "/dev/dri")


@dataclass(frozen=True, slots=True)
class Sandbox:
    """``program`` None means no sandbox; ``note`` is what a step's system log says about it.

    newest_first: how this machine's tmpfs lists a folder, see ``listing``.
    """

    program: str | None
    note: str
    newest_first: bool = True


NO_SANDBOX = Sandbox(None, "No sandbox.")


@dataclass(frozen=True, slots=True)
class View:
    """What a step may see: ``work`` to write, ``inputs`` {place in work: source} to read.

    logs: {place in work: file}, to write. lies_at: where the folder lies that is shown at ``work``,
    when it is not there; ``tmp`` is that of the same folder.
    """

    home: Path
    work: Path
    lies_at: Path
    tmp: Path
    cwd: Path
    inputs: Mapping[Path, Path]
    programs: Sequence[Path]
    logs: Mapping[Path, Path] = field(default_factory=dict)


class Namespace:
    """Waits for the last process of a sandbox, however it left the step's process group.

    Bubblewrap itself ends as soon as the command does; the kernel then kills all that is left in
    its process namespace, and the namespace's first process is gone when that is done.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._read_fd = self._write_fd = -1
        if sandbox.program is not None and hasattr(os, "pidfd_open"):
            self._read_fd, self._write_fd = os.pipe()

    @property
    def fds(self) -> tuple[int, ...]:
        """What bubblewrap must inherit to tell us the number of that process."""
        return () if self._write_fd < 0 else (self._write_fd,)

    def started(self) -> None:
        """Bubblewrap holds its end now."""
        if self._write_fd >= 0:
            os.close(self._write_fd)
            self._write_fd = -1

    def wait(self, seconds: float) -> None:
        """Until no process is left."""
        first = -1 if self._write_fd >= 0 else self._first()
        if first < 0:
            return
        try:
            poll = select.poll()
            poll.register(first, select.POLLIN)
            poll.poll(seconds * 1000)
        finally:
            os.close(first)

    def close(self) -> None:
        self.started()
        if self._read_fd >= 0:
            os.close(self._read_fd)
            self._read_fd = -1

    def _first(self) -> int:
        """A handle on it, or -1 where it is gone or never was."""
        told = os.read(self._read_fd, 4096) if self._read_fd >= 0 else b""
        try:
            return os.pidfd_open(json.loads(told)["child-pid"])
        except (ValueError, KeyError, OSError):
            return -1


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
    if program is None:
        why, newest_first = "bubblewrap (bwrap) is not installed", True
    else:
        why, newest_first = _trial(program)
    if not why:
        return Sandbox(program, "Sandbox: bubblewrap.", newest_first)
    if setting == "bubblewrap":
        raise StudioError("no-sandbox", f"STUDIO_SANDBOX is bubblewrap, but {why}.")
    return Sandbox(None, f"No sandbox: {why}.")


def argv(sandbox: Sandbox, view: View, command: Sequence[str], namespace: "Namespace") -> list[str]:
    """``command`` inside ``sandbox``; the same paths hold inside and outside."""
    if sandbox.program is None:
        return list(command)
    words = [sandbox.program]
    for info_fd in namespace.fds:
        words += ["--info-fd", str(info_fd)]
    words += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    for device in _devices():
        words += ["--dev-bind-try", device, device]
    words += _run_folder()
    words += ["--bind", str(view.tmp), "/tmp"]  # noqa: S108  (a mount point, not a file of ours)
    words += _hiding(view.home, tuple(view.programs))
    words += ["--bind", str(view.lies_at), str(view.work)]
    for place, source in view.inputs.items():
        words += listing.binds(source, place, sandbox.newest_first)
    for place, source in view.logs.items():
        words += ["--bind", str(source), str(place)]
    return [*words, *homes.closing(), *ISOLATION, "--chdir", str(view.cwd), "--", *command]


@lru_cache(maxsize=64)
def _hiding(home: Path, programs: tuple[Path, ...]) -> tuple[str, ...]:
    """The homes of user and studio; of what lies there only programs can be seen."""
    elsewhere = [one for one in programs if not one.is_relative_to(home)]
    seen = dict.fromkeys((*elsewhere, *homes.named_by_the_machine()))
    words = [*homes.hiding(), *_again(seen, Path("/tmp"), Path("/run"), *homes.hidden())]  # noqa: S108
    return (*words, "--tmpfs", str(home), *_again(programs, home))


def _again(folders: Iterable[Path], *hidden: Path) -> list[str]:
    """Those of ``folders`` that lie in a folder just hidden, shown again."""
    words = []
    for folder in homes.shown_again(folders, *hidden):
        words += ["--ro-bind", str(folder), str(folder)]
    return words


@cache
def own_programs() -> tuple[Path, ...]:
    """Where the studio's own Python lies, and what runs at the start of a step's: they stay visible
    even under a hidden folder.
    """
    return tuple({Path(sys.prefix), Path(sys.base_prefix), STARTUP})


@cache
def _devices() -> tuple[str, ...]:
    root = Path("/")
    return tuple(
        str(path) for pattern in GPU_DEVICES for path in sorted(root.glob(pattern.lstrip("/")))
    )


@cache
def _run_folder() -> tuple[str, ...]:
    if not Path("/run").is_dir():
        return ()
    words = ["--tmpfs", "/run"]
    for place in KEPT_OF_RUN:
        if Path(place).exists():
            words += ["--ro-bind", place, place]
    return tuple(words)


def _trial(program: str) -> tuple[str, bool]:
    """Why a sandboxed process does not run here, empty when it does; and ``newest_first``."""
    words = [program, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", *ISOLATION]
    words += ["--tmpfs", "/tmp", "--dir", "/tmp/old", "--dir", "/tmp/new"]  # noqa: S108
    try:
        done = subprocess.run(
            [*words, "--", "/bin/ls", "-U", "/tmp"],  # noqa: S108
            capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not start here ({error})", True
    if done.returncode:
        return f"bubblewrap does not work here ({done.stderr.strip()[:200]})", True
    return "", done.stdout.split() == ["new", "old"]
