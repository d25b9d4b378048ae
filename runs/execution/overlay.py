"""A step's own Python over the shared one: what the step installs goes here and ends with it.

A virtual environment in the work folder that sees the shared environment's packages behind its
own. pip takes those for installed, and never tries to change or remove them. The pip programs are
the shared environment's, which start whichever Python comes first.

Making it takes no process, but folders and files, which can cost a busy disk more than all else
around a short step. So one in which a step has changed nothing is taken again. Paths in it are
plain text: making a ``Path`` of each would cost as much as looking at them.
"""

import os
import stat
import uuid
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from runs.execution import workdir
from runs.execution.environment import Interpreter
from runs.execution.workdir import WorkFolder

MOST_SPARES = 32
_FOLDER = stat.S_IFDIR | 0o700
# By shared environment: where overlays lie that a step has left. None was looked at yet.
_spares: "defaultdict[Path, deque[Path]]" = defaultdict(deque)


@dataclass(frozen=True, slots=True)
class Overlay:
    """``path``: folders for PATH, the first ones first; ``packages``: where pip installs to."""

    path: tuple[Path, ...]
    packages: Path
    folder: Path
    python: Interpreter


def lay(python: Interpreter, work: WorkFolder) -> Overlay:
    """Makes ``python`` in the work folder, a virtual environment over the shared one."""
    folder = work.root / "python"
    parts = _Parts.of(python)
    if not _spare(python, parts, work.real(folder)):
        parts.make(work.real(folder))
    return Overlay((folder / "bin", python.bin_folder), folder / parts.packages, folder, python)


def give_back(overlay: Overlay, work: WorkFolder) -> None:
    """When all processes of the step have ended. Whether it can be taken again shows later."""
    spares = _spares[overlay.python.folder]
    if len(spares) < MOST_SPARES:
        place = work.root.with_name("spare") / uuid.uuid4().hex
        with suppress(OSError):
            place.parent.mkdir(exist_ok=True)
            work.real(overlay.folder).rename(place)
            spares.append(place)


def _spare(python: Interpreter, parts: "_Parts", folder: Path) -> bool:
    """Moves one that is as it was made to ``folder``, if there is one."""
    spares = _spares[python.folder]
    while True:
        try:
            place = spares.popleft()
        except IndexError:
            return False
        try:
            if parts.are_all(place):
                place.rename(folder)
                return True
        except OSError:  # a step may have left anything there
            pass
        workdir.clear_meanwhile(place)


@dataclass(frozen=True, slots=True)
class _Parts:
    """All that an overlay consists of, by its path within: folders, links and files."""

    packages: str
    folders: tuple[str, ...]
    links: Mapping[str, str]
    files: Mapping[str, str]

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, python: Interpreter) -> "_Parts":
        lib = f"lib/python{python.version}"
        packages = f"{lib}/site-packages"
        config = f"home = {python.base.parent}\ninclude-system-site-packages = false\n"
        shared = f"import site; site.addsitedir({str(python.packages)!r})\n"
        names = ("python3", f"python{python.version}")
        return cls(
            packages=packages,
            folders=("", "bin", "lib", lib, packages),
            links={"bin/python": str(python.base), **{f"bin/{name}": "python" for name in names}},
            files={"pyvenv.cfg": config, f"{packages}/studio_shared.pth": shared},
        )

    def make(self, folder: Path) -> None:
        for name in self.folders:
            (folder / name).mkdir(mode=0o700)
        for name, target in self.links.items():
            (folder / name).symlink_to(target)
        for name, text in self.files.items():
            (folder / name).write_text(text)

    def are_all(self, folder: Path) -> bool:
        """Nothing is missing, changed or added, and nobody else holds a part of it."""
        expected = {*self.folders, *self.links, *self.files}
        top = str(folder)
        folders = (f"{top}/{name}".rstrip("/") for name in self.folders)  # no link is followed
        return (
            set(_found(top)) == expected
            and all(os.lstat(one).st_mode == _FOLDER for one in folders)
            and all(os.readlink(f"{top}/{name}") == text for name, text in self.links.items())  # noqa: PTH115
            and all(_is_file(f"{top}/{name}", text) for name, text in self.files.items())
        )


def _is_file(path: str, text: str) -> bool:
    found = os.lstat(path)
    size_fits = found.st_nlink == 1 and found.st_size == len(text.encode())
    return size_fits and stat.S_ISREG(found.st_mode) and Path(path).read_text() == text


def _found(folder: str, within: str = "") -> Iterator[str]:
    yield within.rstrip("/")
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _found(entry.path, f"{within}{entry.name}/")
            else:
                yield f"{within}{entry.name}"
