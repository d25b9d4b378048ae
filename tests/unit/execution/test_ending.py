"""However a command ends or is ended, nothing of it stays behind."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from runs.execution import process
from runs.execution.stopping import Reason
from tests.unit.execution.conftest import Bench

# Starts what a test asks for, says "ready", and goes on for a minute.
IGNORING = "trap '' TERM; echo ready; sleep 60 & wait; sleep 60"
TIDYING = (
    'python -c "import signal, sys, time; '
    "signal.signal(signal.SIGTERM, lambda *_: (print('tidied'), sys.exit(0))); "
    "print('ready'); time.sleep(60)\""
)
FORKING = "sleep 61 & sleep 62 & echo ready; sleep 60"
DAEMON = "setsid sh -c 'setsid sleep 63 & sleep 64' & echo ready; sleep 60"
DOUBLE_FORK = (
    'python -c "import os, time; '
    'os.fork() and os._exit(0); os.setsid(); os.fork() and os._exit(0); time.sleep(65)"; '
    "echo ready; sleep 60"
)


def left_of(bench: Bench) -> list[int]:
    """Processes that still carry the attempt's mark."""
    mark = f"{process.MARK}={process.mark_of(bench.folders.work)}".encode()
    found = []
    for pid in psutil.pids():
        try:
            if mark in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
                found.append(pid)
        except OSError:
            continue
    return found


def stop_when_ready(bench: Bench, reason: Reason) -> None:
    def look(size: int) -> None:
        if size and "ready" in bench.log:
            bench.stop.request(reason)

    bench.on_log = look


@pytest.mark.parametrize("command", [IGNORING, TIDYING, FORKING, DAEMON, DOUBLE_FORK])
def test_cancel_ends_everything(bench: Bench, command: str) -> None:
    bench.grace_seconds = 0.3
    stop_when_ready(bench, "canceled")
    done = bench.run(command)
    assert (done.ending, done.failure) == ("canceled", None)
    assert left_of(bench) == []


@pytest.mark.parametrize("command", [FORKING, DAEMON, DOUBLE_FORK])
def test_the_commands_own_end_ends_what_it_started(bench: Bench, command: str) -> None:
    done = bench.run(command.removesuffix("; sleep 60"))
    assert (done.ending, done.exit_code) == ("completed", 0)
    assert left_of(bench) == []


@pytest.mark.parametrize("command", [TIDYING, f"{TIDYING}; echo next", f"echo x && {TIDYING}"])
def test_a_canceled_step_may_tidy_up_but_starts_nothing_more(bench: Bench, command: str) -> None:
    bench.grace_seconds = 30
    stop_when_ready(bench, "canceled")
    began = time.monotonic()
    done = bench.run(command)
    assert done.ending == "canceled"
    assert bench.log.endswith("ready\ntidied\n")
    assert time.monotonic() - began < 15


def test_a_step_over_its_time_is_ended(bench: Bench) -> None:
    bench.grace_seconds = 0.3
    done = bench.run(IGNORING, timeout_seconds=0.5)
    assert done.ending == "failed"
    assert done.failure is not None
    assert (done.failure.code, "0.5 seconds" in done.failure.message) == ("timeout", True)
    assert left_of(bench) == []


def test_a_step_that_was_taken_over_is_ended_at_once(bench: Bench) -> None:
    bench.is_ours = False
    bench.grace_seconds = 60
    began = time.monotonic()
    done = bench.run("mkdir outputs; touch outputs/x; sleep 60")
    assert done.ending == "lost"
    assert time.monotonic() - began < 10
    assert not bench.folders.artifacts.exists()


def test_a_stop_before_the_start_starts_nothing(bench: Bench) -> None:
    bench.stop.request("stopped")
    assert bench.run("echo never").ending == "stopped"
    assert not bench.started.is_set()


def test_what_a_dead_worker_left_is_ended(bench: Bench) -> None:
    """As after a kill -9 of the studio: somebody else reads the identity and ends the group."""
    thread = threading.Thread(target=bench.run, args=(f"{FORKING}",))
    thread.start()
    assert bench.started.wait(20)
    process.end_leftovers(bench.identity, bench.folders.work)
    thread.join(20)
    assert not thread.is_alive()
    assert left_of(bench) == []


def test_another_process_with_the_same_number_is_left_alone(bench: Bench) -> None:
    own = process.identity(os.getpid())
    process.end_leftovers({**own, "started_ticks": 1}, bench.folders.work)
    process.end_leftovers({**own, "boot_id": "another"}, bench.folders.work)
    process.end_leftovers({**own, "host": "another"}, bench.folders.work)
    os.kill(os.getpid(), 0)


def test_a_sandboxed_step_dies_with_its_worker(sandboxed: Bench, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.unit.execution.conftest import Bench, box_of\n"
        "Bench(Path(sys.argv[1]), box_of('bubblewrap')).run('echo ready; sleep 66')\n"
    )
    root = Path(__file__).resolve().parents[3]
    worker = psutil.Popen(
        [sys.executable, "-c", script, str(sandboxed.home)], cwd=root, env=os.environ.copy()
    )
    deadline = time.monotonic() + 30
    while not (sandboxed.folders.user_log.exists() and "ready" in sandboxed.log):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert left_of(sandboxed)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    while left_of(sandboxed):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_log_without_line_ends_stays_under_its_limit(bench: Bench) -> None:
    bench.log_bytes = 1_000_000
    done = bench.run("head -c 100000000 /dev/zero | tr '\\0' x; echo end")
    assert done.ending == "completed"
    raw = bench.folders.user_log.read_bytes()
    assert len(raw) < 1_000_200
    assert raw[:1_000_000] == b"x" * 1_000_000
    assert raw.endswith(b"what follows was dropped.\n")


def test_a_log_is_never_over_its_limit_for_its_readers(plain: Bench) -> None:
    plain.log_bytes = 100_000
    plain.run("head -c 20000000 /dev/zero | tr '\\0' x; sleep 0.2; echo more; sleep 0.2")
    assert max(plain.sizes) < 100_200
    told = [size for size in plain.sizes if size]  # 0: the system log has grown
    assert told == sorted(told)
    assert told[-1] == plain.folders.user_log.stat().st_size
