"""One studio a home: an operating-system lock, which a killed process cannot leave behind."""

import json
import os
from pathlib import Path

from filelock import FileLock, Timeout

from studio.lib.errors import StudioError


class Holder:
    """Holds ``home`` from ``take`` until ``release`` or the end of the process."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._lock = FileLock(home / "studio.lock")
        self._note = home / "studio.json"

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
        try:
            note = json.loads(self._note.read_text())
            return f"process {note['pid']}, at {note['url']}"
        except (OSError, ValueError, KeyError):
            return "a process that has only just started"
