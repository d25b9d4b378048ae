"""One studio a home: an operating-system lock, which a killed process cannot leave behind."""

import json
import os
from pathlib import Path

from filelock import FileLock, Timeout

from studio.lib.errors import StudioError

NOTE = "studio.json"


def address(home: Path) -> str | None:
    """Where the studio that holds ``home`` is found; None when none does.

    It was told its port when it started, and another process may not know that.
    """
    note = _note(home)
    if note is None:
        return None
    pid, url = note
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass  # it lives, and is somebody else's
    return url


def _note(home: Path) -> tuple[int, str] | None:
    try:
        note = json.loads((home / NOTE).read_text())
        return int(note["pid"]), str(note["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


class Holder:
    """Holds ``home`` from ``take`` until ``release`` or the end of the process."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = FileLock(home / "studio.lock")
        self._note = home / NOTE

    def take(self, url: str) -> None:
        """Raises StudioError("home-in-use"), naming who holds the home."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise self._taken() from None
        self._note.write_text(json.dumps({"pid": os.getpid(), "url": url}))

    def release(self) -> None:
        self._note.unlink(missing_ok=True)
        self._lock.release()

    def _taken(self) -> StudioError:
        return StudioError(
            "home-in-use",
            f"Another studio holds {self._home}: {self._who()}.",
            hint="Stop it first, or set STUDIO_HOME to another folder.",
        )

    def _who(self) -> str:
        note = _note(self._home)
        if note is None:
            return "a process that has only just started"
        pid, url = note
        return f"process {pid}, at {url}"
