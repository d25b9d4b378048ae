"""A step's own Python over the shared one: what the step installs goes here and ends with it.

A virtual environment in the work folder that sees the shared environment's packages behind its
own. pip takes those for installed, and never tries to change or remove them. Making it takes no
process and a dozen small files.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from runs.execution.environment import Interpreter

STARTUP = Path(__file__).with_name("startup")
_PIP = '#!/bin/sh\nexec "$(dirname "$0")/python" -m pip "$@"\n'


@dataclass(frozen=True, slots=True)
class Overlay:
    """``path``: folders for PATH, the first ones first; ``packages``: where pip installs to."""

    path: tuple[Path, ...]
    packages: Path
    folder: Path


def lay(python: Interpreter, folder: Path) -> Overlay:
    """Makes ``folder``, a virtual environment over ``python``."""
    packages = folder / "lib" / f"python{python.version}" / "site-packages"
    packages.mkdir(parents=True)
    programs = folder / "bin"
    programs.mkdir()
    (programs / "python").symlink_to(python.base)
    for name in ("python3", f"python{python.version}"):
        (programs / name).symlink_to("python")
    for name in ("pip", "pip3", f"pip{python.version}"):
        _write_program(programs / name, _PIP)
    (folder / "pyvenv.cfg").write_text(
        f"home = {python.base.parent}\ninclude-system-site-packages = false\n"
    )
    shared = f"import site; site.addsitedir({str(python.packages)!r})\n"
    (packages / "studio_shared.pth").write_text(shared)
    return Overlay((programs, python.bin_folder), packages, folder)


def _write_program(path: Path, text: str) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o755)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)
