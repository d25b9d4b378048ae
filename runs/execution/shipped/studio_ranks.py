"""Starts a step's command once for each rank, and ends all of them when one fails.

Runs inside the step: in its sandbox or container, in its own Python (3.7 or newer), from a copy in
the step's work folder. It knows nothing but its plan, a JSON file:

    command         what a shell runs for each rank
    ranks           [{"variables": {name: text}, "log": file}], in order
    mpi             start them by Open MPI's mpirun, where there is one
    grace_seconds   between SIGTERM and SIGKILL, once a rank has failed
    report          where to write, one JSON line each: {"note"}, {"rank", "exit_code"}

    studio_ranks.py PLAN           start all ranks
    studio_ranks.py PLAN --rank    started by mpirun: be the rank that its variables name
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Ranks:
    """All of them as processes of ours, in one process group."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.alive: dict[int, int] = {}
        # Python reaps a process whose object is gone; ours are waited for here.
        self.kept: list[subprocess.Popen[bytes]] = []
        self.first_code = 0
        self.was_asked = False

    def run(self) -> int:
        if os.getpgrp() != os.getpid():
            os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, self._asked)
        signal.signal(signal.SIGALRM, self._kill)
        for rank in range(len(self.plan["ranks"])):
            self.kept.append(start(self.plan, rank))
            self.alive[self.kept[-1].pid] = rank
        while self.alive:
            pid, status = os.wait()
            rank = self.alive.pop(pid, -1)
            if rank >= 0:
                self._ended(rank, exit_code(status))
        return 143 if self.was_asked and not self.first_code else self.first_code

    def _ended(self, rank: int, code: int) -> None:
        """Those that others end are not to blame, nor is anybody once all were asked to end."""
        if code == 0 or self.first_code or self.was_asked:
            return
        self.first_code = code
        report(self.plan, {"rank": rank, "exit_code": code})
        if self.alive:
            signal.setitimer(signal.ITIMER_REAL, max(0.01, self.plan["grace_seconds"]))
            os.killpg(0, signal.SIGTERM)

    def _asked(self, number: int, frame: object) -> None:
        self.was_asked = True

    def _kill(self, number: int, frame: object) -> None:
        for pid in list(self.alive):
            os.kill(pid, signal.SIGKILL)


def start(plan: dict[str, Any], rank: int) -> subprocess.Popen[bytes]:
    """On SIGTERM the shell waits for what it runs, and starts nothing more."""
    one = plan["ranks"][rank]
    shell = shutil.which("bash") or "/bin/sh"
    log = os.open(one["log"], os.O_WRONLY | os.O_APPEND)
    try:
        return subprocess.Popen(
            [shell, "-c", "trap 'exit 143' TERM; " + plan["command"]],
            env=dict(os.environ, **one["variables"]),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    finally:
        os.close(log)


def be_rank(plan: dict[str, Any]) -> int:
    """One rank below mpirun, which ends the others by itself."""
    rank = int(os.environ["OMPI_COMM_WORLD_RANK"])
    child = start(plan, rank)
    signal.signal(signal.SIGTERM, lambda number, frame: child.send_signal(signal.SIGTERM))
    code = child.wait()
    code = 128 - code if code < 0 else code
    if code:
        report(plan, {"rank": rank, "exit_code": code})
    return code


def by_mpirun(mpirun: str, path: str, plan: dict[str, Any]) -> None:
    """Becomes mpirun. All ranks are on this machine, more than it has cores if need be."""
    own = {
        "OMPI_ALLOW_RUN_AS_ROOT": "1",
        "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
        "OMPI_MCA_plm": "isolated",
        # It waits so long before SIGTERM, too.
        "OMPI_MCA_odls_base_sigkill_timeout": str(max(1, int(plan["grace_seconds"] / 2))),
        "OMPI_MCA_btl_vader_single_copy_mechanism": "none",
    }
    words = [mpirun, "-np", str(len(plan["ranks"])), "--oversubscribe", "--bind-to", "none"]
    words += [sys.executable, "-I", "-S", os.path.abspath(__file__), path, "--rank"]
    os.execve(mpirun, words, dict(own, **os.environ))


def open_mpi() -> str | None:
    """Open MPI's mpirun; others have other options and other variables."""
    found = shutil.which("mpirun")
    if found is None:
        return None
    try:
        told = subprocess.run([found, "--version"], stdout=subprocess.PIPE, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found if b"Open MPI" in told.stdout else None


def exit_code(status: int) -> int:
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def report(plan: dict[str, Any], entry: dict[str, Any]) -> None:
    fd = os.open(plan["report"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(fd, (json.dumps(entry) + "\n").encode())
    os.close(fd)


def main(arguments: list[str]) -> int:
    with open(arguments[0], encoding="utf-8") as file:
        plan = json.load(file)
    if arguments[1:] == ["--rank"]:
        return be_rank(plan)
    if plan["mpi"]:
        mpirun = open_mpi()
        if mpirun is not None:
            report(plan, {"note": "Started by mpirun of Open MPI."})
            by_mpirun(mpirun, arguments[0], plan)
        report(plan, {"note": "There is no mpirun of Open MPI here: the studio started the ranks."})
    return Ranks(plan).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
