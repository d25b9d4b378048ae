"""Starting, recognising and ending the process group of a step.

A group is recognised by its number, its leader's start time and the machine's boot, so that
whoever takes over after a crash ends what is left of the step and never somebody else's process.
"""

import hashlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import psutil

HOST = socket.gethostname()
MARK = "PIPELINE_STUDIO_ATTEMPT"


def mark_of(work: Path) -> str:
    """What tells the processes of one attempt, by its work folder, from all others here."""
    return str(work)


@cache
def boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return str(psutil.boot_time())


def start(
    argv: Sequence[str],
    cwd: Path,
    variables: Mapping[str, str],
    log_fd: int,
    kept_fds: Sequence[int] = (),
    stdin: int = subprocess.DEVNULL,
) -> "subprocess.Popen[bytes]":
    """The command in a session of its own, writing straight to the log.

    No ``preexec_fn``: Python then starts the child with vfork, which a big process needs.
    """
    return subprocess.Popen(
        argv,
        cwd=cwd,
        env=dict(variables),
        stdin=stdin,
        stdout=log_fd,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        pass_fds=kept_fds,
    )


def identity(pid: int) -> dict[str, Any]:
    """What ``Attempt.process`` stores of a group whose leader is ``pid``."""
    return {
        "pgid": pid,
        "started_ticks": started_ticks(pid),
        "boot_id": boot_id(),
        "host": HOST,
    }


class Handle(Protocol):
    """What ends a running command; the number is that of the process that its tree hangs from."""

    def ask_to_end(self) -> None: ...
    def kill(self) -> None: ...
    def root_pid(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class LocalHandle:
    pid: int
    sandboxed: bool

    def ask_to_end(self) -> None:
        ask_to_end(self.pid, self.sandboxed)

    def kill(self) -> None:
        kill(self.pid)

    def root_pid(self) -> int | None:
        return self.pid


def ask_to_end(pid: int, sandboxed: bool) -> None:
    """SIGTERM to the step's processes, but not to the sandbox that holds them.

    Bubblewrap would die of it and take the step along before the step can tidy up.
    """
    for process in _inside(pid, sandboxed):
        try:
            process.send_signal(signal.SIGTERM)
        except psutil.Error:
            continue


def kill(pid: int) -> None:
    """SIGKILL to the group. In a sandbox its process namespace, daemons included, goes too."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def end_strays(mark: str, wait_seconds: float = 5.0) -> int:
    """End every process that carries ``mark`` in its environment; how many there were.

    This finds children that left the process group. Only our own processes can be read. A look
    may miss a process that starts another and ends meanwhile, so two in a row must find nothing.
    """
    ended = 0
    deadline = time.monotonic() + wait_seconds
    while found := _marked(mark) or _marked(mark):
        ended = max(ended, len(found))
        for process in found:
            try:
                process.kill()
            except psutil.Error:
                continue
        psutil.wait_procs(found, timeout=0.05)
        if time.monotonic() > deadline:
            break
    return ended


def end_leftovers(process: Mapping[str, Any], work: Path) -> int:
    """End what a dead worker's attempt left on this machine; how many processes there were.

    process: what ``Attempt.process`` holds; work: the attempt's work folder. On another machine,
    or after a reboot, there is nothing to end here.
    """
    if process and (process.get("host") != HOST or process.get("boot_id") != boot_id()):
        return 0
    pgid = process.get("pgid")
    if isinstance(pgid, int) and started_ticks(pgid) == process.get("started_ticks") is not None:
        kill(pgid)
    end_container(work)
    return end_strays(mark_of(work))


def container_name(work: Path) -> str:
    return f"studio-{hashlib.sha256(str(work).encode()).hexdigest()[:24]}"


def container_record(work: Path) -> Path:
    """Beside the work folder, which the step may write to: this names a program to start."""
    return work.with_name(f"{work.name}.container")


def end_container(work: Path) -> None:
    """End the container of an attempt, if its record says that it had one on this machine."""
    file = container_record(work)
    try:
        record = json.loads(file.read_text())
    except (OSError, ValueError):
        return
    if record.get("host") == HOST:
        engine = [str(word) for word in record["argv"]]
        for words in (["kill", "--signal", "KILL"], ["rm", "--force"]):
            _quietly([*engine, *words, container_name(work)])
    file.unlink(missing_ok=True)


def _quietly(argv: Sequence[str]) -> None:
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20,
        )


def started_ticks(pid: int) -> int | None:
    """When the process began, in the system's ticks; None when there is no such process."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[19])
    except (OSError, IndexError):
        pass
    try:
        return int(psutil.Process(pid).create_time() * 1000)
    except psutil.Error:
        return None


def _inside(pid: int, sandboxed: bool) -> list[psutil.Process]:
    try:
        leader = psutil.Process(pid)
        children = leader.children(recursive=True)
    except psutil.Error:
        return []
    if not sandboxed:
        return [leader, *children]
    return [child for child in children if child.ppid() != pid]


def _marked(mark: str) -> list[psutil.Process]:
    wanted = f"{MARK}={mark}".encode()
    found = []
    for pid in psutil.pids():
        try:
            variables = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if wanted in variables and pid != os.getpid():
            try:
                process = psutil.Process(pid)
                if process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except psutil.Error:
                continue
    return found
