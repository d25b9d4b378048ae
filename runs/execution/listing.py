"""Input folders that list their files in name order, as scripts that take them by place expect.

A file system lists a folder in an order of its own. In a sandbox a folder can be shown as an
empty one in memory, which lists by time of making, with each entry bound into it in turn: so a
small folder is shown to all programs. Python, where order has mattered, sorts folders of any size
itself (``startup/sitecustomize.py``).
"""

import os
from pathlib import Path

# Each entry is a mount, and the cost of many grows with their square.
MOST_ENTRIES = 32


def binds(source: Path, place: Path, newest_first: bool) -> list[str]:
    """Bubblewrap's words that show ``source`` at ``place``, read-only."""
    if source.is_dir():
        words, count = _ordered(source, place, newest_first, MOST_ENTRIES)
        if count <= MOST_ENTRIES and words:
            return words
    return ["--ro-bind", str(source), str(place)]


def _ordered(source: Path, place: Path, newest_first: bool, budget: int) -> tuple[list[str], int]:
    """The words, and how many mounts they make; none where the folder lists by name anyway."""
    with os.scandir(source) as found:
        entries = list(found)
    if len(entries) > budget:
        return [], len(entries)
    inner: dict[str, list[str]] = {}
    count = len(entries)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and count <= budget:
            below, more = _ordered(
                Path(entry.path), place / entry.name, newest_first, budget - count
            )
            count += more if below else 0
            if below:
                inner[entry.name] = below
    by_name = sorted(entries, key=lambda entry: entry.name)
    if count > budget or (by_name == entries and not inner):
        return [], count
    words = ["--tmpfs", str(place)]
    for entry in reversed(by_name) if newest_first else by_name:
        words += inner.get(entry.name) or _entry(entry, place / entry.name)
    return [*words, "--remount-ro", str(place)], count


def _entry(entry: "os.DirEntry[str]", place: Path) -> list[str]:
    if entry.is_symlink():
        return ["--symlink", str(Path(entry.path).readlink()), str(place)]
    return ["--ro-bind", entry.path, str(place)]
