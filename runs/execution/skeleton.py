"""The folders that every step's work folder has; those of a step that has ended are taken again.

A new folder can cost a busy disk half a millisecond, a rename next to nothing. What a step has
left is removed here and now only where that is quickly done; the rest is for the sweeper.
"""

import os
import shutil
import stat
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

# {path within: mode}. The working folder's own two become artifacts, which others may read.
FOLDERS: Mapping[str, int] = {
    "": 0o700,
    "code": 0o700,
    "code/outputs": 0o755,
    "code/logs": 0o755,
    "inputs": 0o700,
    "outputs": 0o700,
    "tmp": 0o700,
}
# Folders in these have names of the step's own.
_HOLD_PORTS = ("inputs/", "outputs/")
_PORT_MODE = 0o755
MOST_SPARES = 32
MOST_ENTRIES = 64
BIG_BYTES = 1024 * 1024
BIG_FOLDER_BYTES = 4096  # it once held many files, and lists slowly ever after
# After a day another process that starts takes what lies around for left (studio.serve.leftovers).
SPARE_SECONDS = 3600.0
# Whole work folders and those of ports, by the folder that all work folders lie in.
_wholes: "defaultdict[Path, deque[Path]]" = defaultdict(deque)
_ports: "defaultdict[Path, deque[Path]]" = defaultdict(deque)


def lay(root: Path) -> None:
    """Makes ``root`` with all of ``FOLDERS``, empty."""
    root.parent.mkdir(parents=True, exist_ok=True)
    if not _taken(_wholes[root.parent], root):
        for name, mode in FOLDERS.items():
            (root / name).mkdir(mode=mode)


def add_port(root: Path, folder: Path) -> None:
    """Makes ``folder``, which lies in ``inputs`` or ``outputs`` of ``root``."""
    if not _taken(_ports[root.parent], folder):
        folder.mkdir(mode=_PORT_MODE)


def give_back(root: Path) -> bool:
    """Empties the folder of a step whose processes have all ended; whether it can be taken again.

    Where it can not, some of its content may be gone.
    """
    try:
        _empty(root, str(root), "", MOST_ENTRIES)
        for name, mode in FOLDERS.items():
            folder = f"{root}/{name}".rstrip("/")  # else a link there would be followed
            if not os.path.lexists(folder):
                os.mkdir(folder, mode)  # noqa: PTH102
            _require_as_made(folder, mode)
        return _put(_wholes[root.parent], root, root)
    except OSError:
        return False


def _taken(spares: "deque[Path]", place: Path) -> bool:
    while spares:
        try:
            spare = spares.popleft()
            if time.time() - spare.lstat().st_mtime < SPARE_SECONDS:
                spare.rename(place)
                return True
            shutil.rmtree(spare, ignore_errors=True)
        except (IndexError, OSError):  # somebody else's thread has it, or a start has cleared it
            continue
    return False


def _put(spares: "deque[Path]", folder: Path, root: Path) -> bool:
    if len(spares) >= MOST_SPARES:
        return False
    place = root.with_name("spare") / f"{uuid.uuid4().hex}.empty"
    place.parent.mkdir(exist_ok=True)
    folder.rename(place)
    spares.append(place)
    return True


def _empty(root: Path, folder: str, within: str, budget: int) -> int:
    """Leaves nothing but ``FOLDERS``; what is left of ``budget``. OSError where it costs more."""
    with os.scandir(folder) as found:
        entries = list(islice(found, budget + 1))
    for entry in entries:
        budget -= 1
        name = f"{within}{entry.name}"
        if budget < 0 or entry.stat(follow_symlinks=False).st_size > BIG_BYTES:
            raise OSError(f"{name} is for the sweeper")
        if entry.is_dir(follow_symlinks=False):
            budget = _empty(root, entry.path, f"{name}/", budget)
            if name not in FOLDERS and not (
                within in _HOLD_PORTS and _keep_port(root, Path(entry.path))
            ):
                os.rmdir(entry.path)  # noqa: PTH106
        else:
            os.unlink(entry.path)  # noqa: PTH108
    return budget


def _keep_port(root: Path, folder: Path) -> bool:
    with suppress(OSError):
        _require_as_made(str(folder), _PORT_MODE)
        return _put(_ports[root.parent], folder, root)
    return False


def _require_as_made(folder: str, mode: int) -> None:
    """OSError where it is not as it was made: the next step must find nothing of this one."""
    found = os.lstat(folder)
    rights = stat.S_IMODE(found.st_mode)
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    is_as_made = rights & 0o700 == 0o700 and not rights & ~mode
    more = os.listxattr(folder) if hasattr(os, "listxattr") else []
    if not is_ours or not is_as_made or more or found.st_size > BIG_FOLDER_BYTES:
        raise OSError(f"{folder} has been changed")
