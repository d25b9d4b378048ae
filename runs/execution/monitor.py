"""Samples a running step's processor and memory use: ``system_logs/monitor.<attempt>.csv``.

The file is text, one line a sample, oldest first, after a line with the columns' names:

    at_ms,cpu_percent,memory_bytes,processes,gpu_percent,gpu_memory_bytes

``at_ms`` is the time of the sample's end in milliseconds since 1970 (UTC). ``cpu_percent`` is the
mean since the line before, of one core: 200 is two cores in full use. ``memory_bytes`` is the
resident memory of all processes of the step together, the highest seen since the line before;
pages that they share count for each of them. The last two are empty where there is no GPU, and are
those of all GPUs of the machine together, since a driver does not tell whose use it is. A sample
is taken every second; when there are 600 lines, each two become one, and from then on samples are
half as frequent. The file is replaced as a whole then, and only grows at its end otherwise: whoever
reads it may meet an unfinished last line.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from runs.execution import gpu as gpus

COLUMNS = "at_ms,cpu_percent,memory_bytes,processes,gpu_percent,gpu_memory_bytes"
EVERY_SECONDS = 1.0
FIRST_SECONDS = 0.5
MOST_LINES = 600


@dataclass(frozen=True, slots=True)
class Sample:
    at_ms: int
    seconds: float
    cpu_percent: float
    memory_bytes: int
    processes: int
    gpu: gpus.Use | None = None

    def line(self) -> str:
        use = f"{self.gpu.percent:.1f},{self.gpu.memory_bytes}" if self.gpu else ","
        start = f"{self.at_ms},{self.cpu_percent:.1f},{self.memory_bytes},{self.processes}"
        return f"{start},{use}\n"


class Monitor:
    """Asked to look as often as one likes; ``root`` is where the step's process tree hangs."""

    def __init__(self, path: Path, root: Callable[[], int | None]) -> None:
        self._path = path
        self._root = root
        self._tree: _Tree | None = None
        self._samples: list[Sample] = []
        self._period = EVERY_SECONDS
        self._due: float | None = None
        self._last = 0.0

    def look(self, now: float) -> None:
        """Takes a sample when one is due; ``now`` is monotonic. A full disk costs only the line."""
        if self._due is None:
            self._last, self._due = now, now + FIRST_SECONDS
        elif now >= self._due:
            self._due = now + self._period
            with suppress(psutil.Error, OSError):
                self._take(now)

    def _take(self, now: float) -> None:
        if self._tree is None:
            root = self._root()
            if root is None:
                return
            self._tree = _Tree(root)
        elapsed, self._last = now - self._last, now
        used, memory, count = self._tree.measure()
        if count:
            at_ms = int(time.time() * 1000)
            percent = 100 * used / elapsed if elapsed > 0 else 0.0
            self._add(Sample(at_ms, elapsed, percent, memory, count, gpus.use()))

    def _add(self, sample: Sample) -> None:
        self._samples.append(sample)
        if len(self._samples) < MOST_LINES:
            with self._path.open("a" if len(self._samples) > 1 else "w") as file:
                file.write(("" if len(self._samples) > 1 else f"{COLUMNS}\n") + sample.line())
            return
        self._period *= 2
        self._samples = thinned(self._samples)
        partial = self._path.with_name(f"{self._path.name}.partial")
        partial.write_text(f"{COLUMNS}\n" + "".join(one.line() for one in self._samples))
        partial.replace(self._path)


def thinned(samples: list[Sample]) -> list[Sample]:
    """Each two as one; an odd last one stays."""
    pairs = zip(samples[::2], samples[1::2], strict=False)
    return [_joined(*pair) for pair in pairs] + samples[len(samples) // 2 * 2 :]


def _joined(one: Sample, two: Sample) -> Sample:
    seconds = one.seconds + two.seconds
    used = one.cpu_percent * one.seconds + two.cpu_percent * two.seconds
    higher = max(one, two, key=lambda sample: sample.memory_bytes)
    return Sample(
        two.at_ms, seconds, used / seconds, higher.memory_bytes, two.processes, two.gpu or one.gpu
    )


class _Tree:
    """A process and all below it. Each process keeps what those that it waited for have used."""

    def __init__(self, root: int) -> None:
        self._root = psutil.Process(root)
        self._known: dict[int, psutil.Process] = {root: self._root}
        self._used = 0.0

    def measure(self) -> tuple[float, int, int]:
        """Processor seconds since the last time, bytes of memory now, number of processes."""
        before, self._used = self._used, self._seconds_so_far()
        memory = 0
        for process in self._known.values():
            with suppress(psutil.Error):
                memory += process.memory_info().rss
        return max(0.0, self._used - before), memory, len(self._known)

    def _seconds_so_far(self) -> float:
        self._known = dict(self._alive())
        total = 0.0
        for process in self._known.values():
            with suppress(psutil.Error):
                total += sum(process.cpu_times()[:4])
        return total

    def _alive(self) -> Iterator[tuple[int, psutil.Process]]:
        for pid in _below(self._root):
            process = self._known.get(pid)
            with suppress(psutil.Error):
                yield pid, process if process is not None else psutil.Process(pid)


def _below(root: psutil.Process) -> Iterator[int]:
    """Numbers of the tree. The kernel's own lists of children cost a hundredth of a search."""
    if not root.is_running():
        return
    if not Path(f"/proc/{root.pid}/task/{root.pid}/children").exists():
        yield root.pid
        yield from (child.pid for child in root.children(recursive=True))
        return
    waiting = [root.pid]
    while waiting:
        pid = waiting.pop()
        yield pid
        for thread in _threads(pid):
            with suppress(OSError):
                waiting += map(int, (thread / "children").read_text().split())


def _threads(pid: int) -> list[Path]:
    with suppress(OSError):
        return list(Path(f"/proc/{pid}/task").iterdir())
    return []
