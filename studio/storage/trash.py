"""Taking files away at once, although removing them takes a while.

What goes is renamed into STUDIO_HOME/trash, where nobody finds it, and removed from there by a
process of its own; what a killed studio left there goes at the next start (studio.serve.leftovers).
"""

import os
import shutil
import subprocess
import threading
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from studio.storage import home


def throw_away(paths: Iterable[Path]) -> threading.Thread | None:
    """The thread that removes them, for those who want to wait; None when there was nothing."""
    return remove(take(paths))


def take(paths: Iterable[Path]) -> list[Path]:
    """Where they lie now; they still have to be removed, by ``remove`` or at the next start."""
    return [place for path in paths if (place := _taken(path)) is not None]


def remove(places: Sequence[Path]) -> threading.Thread | None:
    if not places:
        return None
    thread = threading.Thread(target=_remove, args=(places,), name="studio-trash", daemon=True)
    thread.start()
    return thread


def _taken(path: Path) -> Path | None:
    """Where it lies now: another file system cannot be renamed to, and is cleared in place."""
    if not os.path.lexists(path):
        return None
    home.trash().mkdir(parents=True, exist_ok=True)
    target = home.trash() / uuid.uuid4().hex
    try:
        path.rename(target)
    except OSError:
        return path
    with suppress(OSError):  # the folder of its job, when this was the last thing in it
        path.parent.rmdir()
    return target


def _remove(places: Sequence[Path]) -> None:
    """`rm` first: a thread would ask for the interpreter's lock at each of many files."""
    subprocess.run(["rm", "-rf", "--", *places], check=False, stderr=subprocess.DEVNULL)
    for place in places:
        if place.is_dir() and not place.is_symlink():
            for folder, _, _ in os.walk(place):  # a step may have taken its own rights away
                with suppress(OSError):
                    Path(folder).chmod(0o700)
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
