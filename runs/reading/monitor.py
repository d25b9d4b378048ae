"""What an attempt at a step used of its machine, read from the file that was written meanwhile.

See runs.execution.monitor for the file. Answers are bounded: long files are joined to at most
``MOST_SAMPLES`` lines, the mean of the processor's use and the most of memory.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from designer.api.wire import Answer

MOST_SAMPLES = 400
MOST_BYTES = 1024 * 1024
FILE = re.compile(r"monitor\.(\d{1,9})\.csv")
FOLDER = "system_logs"


class Monitoring(Answer):
    """One list for each column, oldest first; times in ms since 1970. GPU use may be null.

    attempts: those that have samples. cpu_percent: of one core, 200 is two cores in full use.
    """

    attempts: list[int]
    attempt: int | None
    at_ms: list[int]
    cpu_percent: list[float]
    memory_bytes: list[int]
    processes: list[int]
    gpu_percent: list[float | None]
    gpu_memory_bytes: list[int | None]


@dataclass(frozen=True, slots=True)
class _Sample:
    at_ms: int
    cpu_percent: float
    memory_bytes: int
    processes: int
    gpu_percent: float | None
    gpu_memory_bytes: int | None


def is_monitor(path: str) -> bool:
    """Whether a log's path is such a file: it is shown as charts, not as a log."""
    folder, _, name = path.partition("/")
    return folder == FOLDER and FILE.fullmatch(name) is not None


def of_attempt(job_folder: Path, attempt: int | None = None) -> Monitoring:
    """``attempt``: the last one that has samples when it is None."""
    folder = job_folder / FOLDER
    found = _attempts(folder)
    chosen = attempt if attempt is not None else max(found, default=None)
    samples = _joined(list(_read(folder / f"monitor.{chosen}.csv"))) if chosen in found else []
    return Monitoring(
        attempts=found,
        attempt=chosen,
        at_ms=[one.at_ms for one in samples],
        cpu_percent=[round(one.cpu_percent, 1) for one in samples],
        memory_bytes=[one.memory_bytes for one in samples],
        processes=[one.processes for one in samples],
        gpu_percent=[one.gpu_percent for one in samples],
        gpu_memory_bytes=[one.gpu_memory_bytes for one in samples],
    )


def _attempts(folder: Path) -> list[int]:
    if not folder.is_dir():
        return []
    names = (FILE.fullmatch(one.name) for one in folder.iterdir())
    return sorted(int(name[1]) for name in names if name)


def _read(path: Path) -> Iterator[_Sample]:
    """An unfinished last line is left for the next time."""
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            text = file.read(MOST_BYTES)
    except FileNotFoundError:
        return
    for line in text.splitlines(keepends=True)[1:]:
        sample = _sample(line.rstrip("\n").split(",")) if line.endswith("\n") else None
        if sample is not None:
            yield sample


def _sample(cells: list[str]) -> _Sample | None:
    try:
        at, cpu, memory, processes, gpu, gpu_memory = cells
        return _Sample(
            int(at),
            float(cpu),
            int(memory),
            int(processes),
            float(gpu) if gpu else None,
            int(gpu_memory) if gpu_memory else None,
        )
    except ValueError:
        return None


def _joined(samples: list[_Sample]) -> list[_Sample]:
    """So many to one that at most ``MOST_SAMPLES`` are left."""
    size = -(-len(samples) // MOST_SAMPLES)
    if size <= 1:
        return samples
    return [_one(samples[start : start + size]) for start in range(0, len(samples), size)]


def _one(some: list[_Sample]) -> _Sample:
    last = some[-1]
    gpus = [one.gpu_percent for one in some if one.gpu_percent is not None]
    return _Sample(
        last.at_ms,
        sum(one.cpu_percent for one in some) / len(some),
        max(one.memory_bytes for one in some),
        last.processes,
        sum(gpus) / len(gpus) if gpus else None,
        _most(one.gpu_memory_bytes for one in some),
    )


def _most(values: Iterable[int | None]) -> int | None:
    return max((one for one in values if one is not None), default=None)
