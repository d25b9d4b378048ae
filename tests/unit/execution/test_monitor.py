"""What is written of a step's use of the machine."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runs.execution import gpu, monitor
from runs.execution.monitor import COLUMNS, Monitor, Sample
from tests.unit.execution.conftest import Bench

FAMILY = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=0)
sum(range(5_000_000))
print("ready", flush=True)
child.wait()
"""


@pytest.fixture
def family() -> Iterator[int]:
    """A process with a child, until the test ends."""
    child = subprocess.Popen(
        [sys.executable, "-c", FAMILY], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    child.stdout.readline()
    yield child.pid
    child.communicate(b"\n")


def rows(path: Path) -> list[list[str]]:
    first, *lines = path.read_text().splitlines()
    assert first == COLUMNS
    return [line.split(",") for line in lines]


def test_a_sample_is_of_the_whole_process_tree(family: int, tmp_path: Path) -> None:
    watched = Monitor(tmp_path / "monitor.csv", lambda: family)
    for now in (0.0, 0.1, 0.6, 0.7, 1.7):
        watched.look(now)
    samples = rows(tmp_path / "monitor.csv")
    assert [row[3] for row in samples] == ["2", "2"]
    assert all(int(row[2]) > 2_000_000 for row in samples)
    assert all(float(row[1]) >= 0 for row in samples)


def test_processor_time_is_that_since_the_sample_before(family: int, tmp_path: Path) -> None:
    tree = monitor._Tree(family)
    used, _, _ = tree.measure()
    assert used > 0.01
    assert tree.measure()[0] < used


def test_each_two_samples_become_one_when_there_are_many(family: int, tmp_path: Path) -> None:
    path = tmp_path / "monitor.csv"
    watched = Monitor(path, lambda: family)
    watched.look(0.0)
    for second in range(1, monitor.MOST_LINES + 1):
        watched.look(float(second))
    assert len(rows(path)) == monitor.MOST_LINES // 2
    for second in range(monitor.MOST_LINES + 1, monitor.MOST_LINES + 11):
        watched.look(float(second))
    assert len(rows(path)) == monitor.MOST_LINES // 2 + 5


def test_a_joined_sample_keeps_the_mean_and_the_highest() -> None:
    low, high = Sample(1000, 1.0, 50.0, 10, 1), Sample(4000, 3.0, 10.0, 30, 2)
    odd = Sample(5000, 1.0, 1.0, 1, 1)
    joined, last = monitor.thinned([low, high, odd])
    assert joined == Sample(4000, 4.0, 20.0, 30, 2)
    assert last is odd


def test_a_process_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    done = subprocess.Popen(["true"])
    done.wait()
    watched = Monitor(tmp_path / "monitor.csv", lambda: done.pid)
    watched.look(0.0)
    watched.look(1.0)
    assert not (tmp_path / "monitor.csv").exists()


def test_a_step_leaves_what_it_used(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monitor, "FIRST_SECONDS", 0.0)
    bench.run('python -c "import time; time.sleep(0.5)"')
    samples = rows(bench.folders.monitor(1))
    assert samples
    assert int(samples[0][2]) > 1_000_000


def test_gpus_are_asked_where_there_are_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "nvidia-smi"
    program.write_text("#!/bin/sh\necho '0, 40, 100'\necho '1, [N/A], 20'\n")
    program.chmod(0o755)
    reader = gpu._Reader(str(program))
    assert reader.use() is None
    assert reader._thread is not None
    reader._thread.join()
    assert reader.use() == gpu.Use(40.0, 120 * gpu.MIB)


def test_nothing_is_started_where_there_is_no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpu, "_program", lambda: None)
    assert gpu.use() is None
