"""The two logs of a step: what its command prints, and what the studio did with it."""

import os
from collections.abc import Callable
from pathlib import Path

from studio.lib import clock

CUT = b"\n[Pipeline Studio] The log reached its limit of %d bytes; what follows was dropped.\n"


class SystemLog:
    """Appends dated lines to ``system_logs/lifecycle.log``; a line is on disk when ``say`` ends.

    on_say: wakes whoever reads along.
    """

    def __init__(self, path: Path, on_say: Callable[[], None]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._on_say = on_say
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def say(self, text: str) -> None:
        stamp = clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        lines = text.splitlines() or [""]
        os.write(self._fd, "".join(f"{stamp} {line}\n" for line in lines).encode())
        self._on_say()

    def close(self) -> None:
        os.close(self._fd)


def open_user_log(path: Path, attempt: int) -> int:
    """A descriptor that the command writes to itself: order kept, survives the studio's death."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    if attempt > 1 and os.fstat(fd).st_size:
        os.write(fd, f"\n[Pipeline Studio] Attempt {attempt}\n".encode())
    return fd


def open_to_cut(path: Path) -> int:
    """A descriptor for ``keep_under``: not an appending one, which could only write at the end."""
    return os.open(path, os.O_RDWR | os.O_CLOEXEC)


def keep_under(fd: int, limit: int) -> int:
    """The log's size, after cutting what is over ``limit``, with a line that says so."""
    size = os.fstat(fd).st_size
    if size <= limit:
        return size
    mark = CUT % limit
    whole = limit + len(mark)
    if size != whole or os.pread(fd, len(mark), limit) != mark:
        os.pwrite(fd, mark, limit)
        os.ftruncate(fd, whole)
    return whole


def tail(path: Path, lines: int = 15) -> str:
    """The last lines of a text file, for messages."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 8192))
        text = file.read().decode(errors="replace")
    return "\n".join(text.splitlines()[-lines:])
