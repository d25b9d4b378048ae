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
MOST_SPARES = 32
MOST_ENTRIES = 64
BIG_BYTES = 1024 * 1024
BIG_FOLDER_BYTES = 4096  # it once held many files, and lists slowly ever after
# After a day another process that starts takes what lies around for left (studio.serve.leftovers).
SPARE_SECONDS = 3600.0
# By the folder of all work folders.
_spares: "defaultdict[Path, deque[Path]]" = defaultdict(deque)


def lay(root: Path) -> None:
    """Makes ``root`` with all of ``FOLDERS``, empty."""
    root.parent.mkdir(parents=True, exist_ok=True)
    if not _taken(root):
        for name, mode in FOLDERS.items():
            (root / name).mkdir(mode=mode)


def give_back(root: Path) -> bool:
    """Empties the folder of a step whose processes have all ended; whether it can be taken again.

    Where it can not, some of its content may be gone.
    """
    spares = _spares[root.parent.parent]
    if len(spares) >= MOST_SPARES:
        return False
    try:
        _empty(str(root), "", MOST_ENTRIES)
        for name, mode in FOLDERS.items():
            _restore(root / name, mode)
        place = root.parent.with_name("spare") / f"{uuid.uuid4().hex}.work"
        place.parent.mkdir(exist_ok=True)
        root.rename(place)
    except OSError:
        return False
    spares.append(place)
    return True


def _taken(root: Path) -> bool:
    spares = _spares[root.parent.parent]
    while spares:
        try:
            spare = spares.popleft()
            if time.time() - spare.lstat().st_mtime < SPARE_SECONDS:
                spare.rename(root)
                return True
            shutil.rmtree(spare, ignore_errors=True)
        except (IndexError, OSError):  # somebody else's thread has it, or a start has cleared it
            continue
    return False


def _empty(folder: str, within: str, budget: int) -> int:
    """Leaves nothing but ``FOLDERS``; what is left of ``budget``. OSError where it costs more."""
    with os.scandir(folder) as found:
        entries = list(islice(found, budget + 1))
    for entry in entries:
        budget -= 1
        name = f"{within}{entry.name}"
        if budget < 0 or _is_big(entry):
            raise OSError(f"{name} is for the sweeper")
        if entry.is_dir(follow_symlinks=False):
            budget = _empty(entry.path, f"{name}/", budget)
            if name not in FOLDERS:
                os.rmdir(entry.path)  # noqa: PTH106
        else:
            os.unlink(entry.path)  # noqa: PTH108
    return budget


def _is_big(entry: "os.DirEntry[str]") -> bool:
    return entry.stat(follow_symlinks=False).st_size > BIG_BYTES


def _restore(folder: Path, mode: int) -> None:
    """Makes it where the step has removed it. OSError where it is not what it was."""
    if not os.path.lexists(folder):
        folder.mkdir(mode=mode)
    found = folder.lstat()
    rights = stat.S_IMODE(found.st_mode)
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    is_as_made = rights & 0o700 == 0o700 and not rights & ~mode
    more = os.listxattr(folder) if hasattr(os, "listxattr") else []
    if not is_ours or not is_as_made or more or found.st_size > BIG_FOLDER_BYTES:
        raise OSError(f"{folder.name} has been changed")
