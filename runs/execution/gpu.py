"""How busy this machine's GPUs are, from a single ``nvidia-smi`` that goes on as long as needed.

Nothing is started on machines without one.
"""

import shutil
import subprocess
import threading
import time
from dataclasses import dataclass
from functools import cache

EVERY_SECONDS = 2
# When nobody has asked for as long as this, nothing runs that would be interested.
IDLE_SECONDS = 30.0
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Use:
    """Of all GPUs together: 200 percent is two in full use."""

    percent: float
    memory_bytes: int


def use() -> Use | None:
    """The last that is known; None on a machine without GPUs."""
    program = _program()
    return _reader(program).use() if program is not None else None


@cache
def _program() -> str | None:
    return shutil.which("nvidia-smi")


@cache
def _reader(program: str) -> "_Reader":
    return _Reader(program)


class _Reader:
    def __init__(self, program: str) -> None:
        self._program = program
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._asked_at = 0.0
        self._by_gpu: dict[str, Use] = {}

    def use(self) -> Use | None:
        self._asked_at = time.monotonic()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._read, name="studio-gpu", daemon=True)
                self._thread.start()
        found = list(self._by_gpu.values())
        if not found:
            return None
        return Use(sum(one.percent for one in found), sum(one.memory_bytes for one in found))

    def _read(self) -> None:
        argv = [
            self._program,
            "--query-gpu=index,utilization.gpu,memory.used",
            "--format=csv,noheader,nounits",
            f"--loop={EVERY_SECONDS}",
        ]
        child = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        with child:
            for line in child.stdout or ():
                self._note(line.decode(errors="replace"))
                if time.monotonic() - self._asked_at > IDLE_SECONDS:
                    child.kill()

    def _note(self, line: str) -> None:
        words = [word.strip() for word in line.split(",")]
        if len(words) == 3 and words[2].isdigit():
            percent = float(words[1]) if words[1].isdigit() else 0.0
            self._by_gpu[words[0]] = Use(percent, int(words[2]) * MIB)
