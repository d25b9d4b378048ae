"""The two logs of a step: what its command prints, and what the studio did with it."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from studio.lib import clock

USUAL = "std_log.txt"
MORE_TO_COME = "more-to-come"
MORE_SECONDS = 60
CUT = b"\n[Pipeline Studio] The log reached its limit of %d bytes; what follows was dropped.\n"


def expect_more(job: Path) -> None:
    """Whoever reads the logs of the job in this folder waits for more, though it may have ended."""
    with suppress(OSError):
        job.mkdir(parents=True, exist_ok=True)
        (job / MORE_TO_COME).touch()


def expect_no_more(job: Path) -> None:
    with suppress(OSError):
        (job / MORE_TO_COME).unlink(missing_ok=True)


def is_more_expected(job: Path) -> bool:
    """For a while: who was to say more may have been killed."""
    try:
        since = (job / MORE_TO_COME).stat().st_mtime
    except OSError:
        return False
    return time.time() - since < MORE_SECONDS


class SystemLog:
    """Appends dated lines to ``system_logs/lifecycle.log``; a line is on disk when ``say`` ends.

    A full disk costs the line, not the step.

    on_say: wakes whoever reads along.
    """

    def __init__(self, path: Path, on_say: Callable[[], None]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._on_say = on_say
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)

    def say(self, text: str) -> None:
        stamp = clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        lines = text.splitlines() or [""]
        with suppress(OSError):
            os.write(self._fd, "".join(f"{stamp} {line}\n" for line in lines).encode())
        self._on_say()

    def close(self) -> None:
        os.close(self._fd)


class UserLogs:
    """What the processes of a command print: a file each, in ``names``, the first one's first.

    ``fd`` is the first one's: the command writes to it by itself, so that order is kept and it
    survives the studio's death. Whoever asks for ``std_log.txt`` reads the first, too.
    """

    def __init__(self, folder: Path, names: Sequence[str], attempt: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.files = [folder / name for name in names]
        self.fd = _open_to_add(self.files[0], attempt)
        for file in self.files[1:]:
            os.close(_open_to_add(file, attempt))
        # Not appending ones, which could only write at the end: they cut.
        self._to_cut = [os.open(file, os.O_RDWR | os.O_CLOEXEC) for file in self.files]
        if self.files[0].name != USUAL:
            with suppress(FileExistsError):
                (folder / USUAL).symlink_to(self.files[0].name)

    def keep_under(self, limit: int) -> int:
        """The size of all together, after cutting each that is over ``limit``."""
        return sum(keep_under(fd, limit) for fd in self._to_cut)

    def close(self, drop_empty: bool) -> None:
        """drop_empty: of processes that were never started, where that may be."""
        for fd in (self.fd, *self._to_cut):
            os.close(fd)
        for file in self.files[1:] if drop_empty else ():
            if file.exists() and not file.stat().st_size:
                file.unlink()


def _open_to_add(path: Path, attempt: int) -> int:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
    if attempt > 1 and os.fstat(fd).st_size:
        os.write(fd, f"\n[Pipeline Studio] Attempt {attempt}\n".encode())
    return fd


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
