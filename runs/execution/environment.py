"""Makes the Python that steps run in, once: a virtual environment ``envs/<digest>`` built by uv,
or a conda environment by micromamba, with the build's log beside it as ``envs/<digest>.log``.

Steps share it and never change it: each has an ``overlay`` of its own before it.
"""

import json
import os
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uv

from runs.execution import conda, package_index, pythons, sandbox
from runs.execution.builds import Build, Say
from runs.execution.order import StepFailed
from runs.execution.requirements import Needs
from runs.execution.sandbox import NO_SANDBOX, STARTUP, Sandbox, View
from runs.execution.stopping import StopSignal

READY = ".pipeline-studio-ready"
PIP_OF_THE_SYSTEM = Path("/usr/share/python-wheels")
_PIP = '#!/bin/sh\nexec python -m pip "$@"\n'
_STAND_IN = """import sys

sys.path.insert(0, {wheel!r})
del sys.modules["pip"]
import pip
"""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """``base``: the program behind the environment's; ``version`` like "3.11".

    programs: folders that must stay visible inside a sandbox.
    """

    folder: Path
    base: Path
    version: str
    programs: tuple[Path, ...]

    @property
    def bin_folder(self) -> Path:
        return self.folder / "bin"

    @property
    def packages(self) -> Path:
        return self.folder / "lib" / f"python{self.version}" / "site-packages"


def made(needs: Needs, envs: Path) -> Interpreter | None:
    """The interpreter for ``needs`` where it need not be built first."""
    folder = envs / needs.digest
    return _interpreter(folder) if (folder / READY).exists() else None


def prepare(
    needs: Needs, envs: Path, say: Say, stop: StopSignal, box: Sandbox = NO_SANDBOX
) -> Interpreter:
    """The interpreter for ``needs``; blocks while it is built, by us or by another step.

    box: where packages that come as source are built, since that runs code of theirs.
    """
    for note in needs.notes:
        say(note)
    folder = envs / needs.digest
    if not (folder / READY).exists():
        build = Build(folder, "environment", say, stop)
        maker = _Maker(needs, folder, build, package_index.variables(), box)
        build.once((folder / READY).exists, maker.make)
    return _interpreter(folder)


@cache
def micromamba() -> str | None:
    return shutil.which("micromamba")


def _interpreter(folder: Path) -> Interpreter:
    """What the ready file says, so that nothing need be looked for when a step starts."""
    kept = json.loads((folder / READY).read_text())
    base = Path(kept["base"])
    programs = dict.fromkeys((folder, base.parent.parent, *_linked(folder / "bin" / "python")))
    return Interpreter(folder, base, kept["version"], tuple(programs))


def _linked(python: Path) -> list[Path]:
    """Where an environment's Python says it comes from, which may be a link to where that lies."""
    try:
        target = Path(os.readlink(python))  # noqa: PTH115
    except OSError:
        return []
    return [target.parent.parent] if target.is_absolute() else []


class _Maker:
    def __init__(
        self,
        needs: Needs,
        folder: Path,
        build: Build,
        environ: Mapping[str, str],
        box: Sandbox,
    ) -> None:
        self._needs = needs
        self._folder = folder
        self._build = build
        self._environ = environ
        self._box = box

    def make(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._needs.conda:
            self._conda()
        else:
            python = pythons.find(self._needs.pythons, self._build, self._environ)
            self._venv(python.program)
            try:
                self._pip_install(self._needs.requirements)
            except StepFailed as error:
                raise conda.explained(error, self._needs.of_conda) from error
        base, version = self._asked()
        self._offer_pip(version)
        kept = self._folder / f"{READY}.partial"
        kept.write_text(json.dumps({"base": base, "version": version}))
        kept.rename(self._folder / READY)
        of_packages = [str(self._folder / "lib")] if self._needs.requirements else []
        _compile_meanwhile(self._folder, [str(STARTUP), *of_packages])

    def _uv(self, *arguments: str) -> None:
        self._build.must([uv.find_uv_bin(), *arguments], self._environ)

    def _venv(self, program: str) -> None:
        target = str(self._folder)
        self._uv("venv", "--no-project", "--quiet", "--python", program, target)

    def _pip_install(self, requirements: tuple[str, ...]) -> None:
        """Without compiling: the first step need not wait for what it may never import."""
        if not requirements:
            return
        self._build.write(f"uv pip install {' '.join(requirements)}")
        listing = self._folder / "requirements.txt"
        listing.write_text("".join(f"{line}\n" for line in requirements))
        python = str(self._folder / "bin" / "python")
        words = ["pip", "install", "--python", python, "-r", str(listing)]
        if self._box.program is None:
            self._uv(*words)
        elif self._build.attempt([uv.find_uv_bin(), *words, "--no-build"], self._environ):
            self._build.write("Once more, building in the sandbox what comes as source.")
            self._build_in_sandbox([uv.find_uv_bin(), *words])

    def _build_in_sandbox(self, argv: list[str]) -> None:
        """With a cache of its own: what such code leaves there must reach no other environment."""
        place = self._folder / ".build"
        tmp = place / "tmp"
        tmp.mkdir(parents=True)
        base = (self._folder / "bin" / "python").resolve().parent.parent
        programs = (*sandbox.own_programs(), base, self._folder)
        home = self._folder.parent.parent
        view = View(home, self._folder, self._folder, tmp, self._folder, {}, programs)
        nothing = sandbox.Namespace(NO_SANDBOX)
        own = {"UV_CACHE_DIR": str(place / "cache"), "HOME": str(place), "TMPDIR": "/tmp"}  # noqa: S108
        try:
            boxed = sandbox.argv(self._box, view, argv, nothing)
            self._build.must(boxed, package_index.harmless(self._environ) | own)
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _conda(self) -> None:
        needs = self._needs
        python = [f"python={version}" for version in needs.pythons[:1]] or ["python"]
        channels = needs.channels or ("conda-forge",)
        words = [word for channel in channels for word in ("--channel", channel)]
        program = micromamba() or "micromamba"
        argv = [program, "create", "--yes", "--prefix", str(self._folder), *words]
        self._build.write(f"micromamba create {' '.join([*python, *needs.conda])}")
        self._build.must([*argv, *python, "pip", *needs.conda], self._environ)
        self._pip_install(needs.requirements)

    def _asked(self) -> tuple[str, str]:
        """The base program and version, as the environment's Python itself tells."""
        code = (
            "import os, sys; print(os.path.realpath(sys.executable)); "
            "print('%d.%d' % sys.version_info[:2])"
        )
        python = self._folder / "bin" / "python"
        done = subprocess.run(
            # -S: what packages put into site-packages must not run here, outside of any sandbox.
            [str(python), "-I", "-S", "-c", code],
            capture_output=True,
            text=True,
            timeout=60,
        )
        lines = done.stdout.splitlines()
        if done.returncode or len(lines) != 2:
            raise StepFailed(
                "environment-failed",
                f"The environment's Python does not start: {done.stderr.strip()[-300:]}",
            )
        return lines[0], lines[1]

    def _offer_pip(self, version: str) -> None:
        """``pip install …`` in a command needs one; the wheel that Python ships will do.

        In a plain environment even as it is: unpacking it would cost more than all the rest.
        """
        packages = self._folder / "lib" / f"python{version}" / "site-packages"
        if not (packages / "pip").is_dir():
            wheel = _pip_wheel(self._folder / "bin" / "python")
            if wheel is None:
                return
            if self._needs.requirements:
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(packages)
            else:
                self._stand_in(packages / "pip", wheel)
        for name in ("pip", "pip3", f"pip{version}"):
            program = self._folder / "bin" / name
            program.unlink(missing_ok=True)
            program.write_text(_PIP)
            program.chmod(0o755)

    def _stand_in(self, package: Path, wheel: Path) -> None:
        """A package that becomes the wheel's once it is asked for.

        On ``sys.path`` from the start, the wheel's list of files would be read by each Python.
        """
        target = self._folder / wheel.name
        shutil.copyfile(wheel, target)
        package.mkdir()
        (package / "__init__.py").write_text(_STAND_IN.format(wheel=str(target)))


def _pip_wheel(python: Path) -> Path | None:
    """Of the base Python, or of the system's packages; None where neither has one."""
    base = python.resolve().parent.parent
    found = [*base.glob("lib/python3*/ensurepip/_bundled/pip-*.whl")]
    found += PIP_OF_THE_SYSTEM.glob("pip-*.whl")
    found += Path(os.__file__).parent.glob("ensurepip/_bundled/pip-*.whl")
    return found[0] if found else None


def _compile_meanwhile(folder: Path, sources: Sequence[str]) -> None:
    """Byte code, while the first step already runs: imports of later ones take a third.

    A step sees the environment, and what runs at its Python's start, read-only: it could not keep
    the byte code itself.
    """
    python = folder / "bin" / "python"
    # -S as above: a .pth file of a package may hold code.
    words = ["-I", "-S", "-m", "compileall", "-q", "-x", "/tests?/", *sources]
    argv = ["nice", str(python), *words]
    child = subprocess.Popen(
        argv if shutil.which("nice") else argv[1:],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=package_index.variables(),
        start_new_session=True,
    )
    threading.Thread(target=child.wait, name="studio-compile", daemon=True).start()
