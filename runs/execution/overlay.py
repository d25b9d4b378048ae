"""A step's own Python over the shared one: what the step installs goes here and ends with it.

A virtual environment in the work folder that sees the shared environment's packages behind its
own. pip takes those for installed, and never tries to change or remove them. Making it takes no
process and a few small files; the pip programs are the shared environment's, which start whichever
Python comes first.
"""

from dataclasses import dataclass
from pathlib import Path

from runs.execution.environment import Interpreter
from runs.execution.workdir import WorkFolder

STARTUP = Path(__file__).with_name("startup")


@dataclass(frozen=True, slots=True)
class Overlay:
    """``path``: folders for PATH, the first ones first; ``packages``: where pip installs to."""

    path: tuple[Path, ...]
    packages: Path
    folder: Path


def lay(python: Interpreter, work: WorkFolder) -> Overlay:
    """Makes ``python`` in the work folder, a virtual environment over the shared one."""
    folder = work.root / "python"
    packages = folder / "lib" / f"python{python.version}" / "site-packages"
    programs = folder / "bin"
    real = work.real(programs)
    work.real(packages).mkdir(parents=True)
    real.mkdir()
    (real / "python").symlink_to(python.base)
    for name in ("python3", f"python{python.version}"):
        (real / name).symlink_to("python")
    (work.real(folder) / "pyvenv.cfg").write_text(
        f"home = {python.base.parent}\ninclude-system-site-packages = false\n"
    )
    shared = f"import site; site.addsitedir({str(python.packages)!r})\n"
    (work.real(packages) / "studio_shared.pth").write_text(shared)
    return Overlay((programs, python.bin_folder), packages, folder)
