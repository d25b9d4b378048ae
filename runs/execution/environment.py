"""Makes the Python that a step runs in, once, however many steps ask for it at the same time.

No requirements: the studio's own Python. Else a virtual environment ``envs/<digest>`` built by
uv, with the build's log beside it as ``envs/<digest>.log``.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import uv
from filelock import FileLock

from runs.execution import logs
from runs.execution.order import StepFailed
from runs.execution.requirements import Needs
from runs.execution.stopping import StopSignal

READY = ".pipeline-studio-ready"


@dataclass(frozen=True, slots=True)
class Interpreter:
    """``programs``: folders that must stay visible inside a sandbox."""

    bin_folder: Path
    programs: tuple[Path, ...] = ()


def prepare(needs: Needs, envs: Path, say: Callable[[str], None], stop: StopSignal) -> Interpreter:
    """The interpreter for ``needs``; blocks while it is built, by us or by another step."""
    for note in needs.notes:
        say(note)
    if not needs.requirements and needs.python in (None, _own_version()):
        return Interpreter(Path(sys.executable).parent)
    folder = envs / needs.digest
    if not (folder / READY).exists():
        envs.mkdir(parents=True, exist_ok=True)
        with FileLock(envs / f"{needs.digest}.lock"):
            if not (folder / READY).exists():
                say(f"Building the environment; its log is envs/{needs.digest}.log.")
                _build(needs, folder, stop)
                say("The environment is built.")
    return Interpreter(folder / "bin", (folder, *_python_home(folder)))


def _build(needs: Needs, folder: Path, stop: StopSignal) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    log = folder.with_name(f"{folder.name}.log")
    program = uv.find_uv_bin()
    with log.open("w") as file:
        _make_venv(program, needs, folder, file, stop)
        listing = folder / "requirements.txt"
        listing.write_text("".join(f"{line}\n" for line in needs.requirements))
        if needs.requirements:
            argv = [program, "pip", "install", "--compile-bytecode"]
            argv += ["--python", str(folder / "bin" / "python"), "-r", str(listing)]
            _call(argv, file, log, stop)
    (folder / READY).touch()


def _make_venv(program: str, needs: Needs, folder: Path, file: IO[str], stop: StopSignal) -> None:
    """With the asked Python where the machine has it, else with the studio's own."""
    argv = [program, "venv", "--no-python-downloads", "--no-project"]
    log = folder.with_name(f"{folder.name}.log")
    if needs.python is not None:
        try:
            _call([*argv, "--python", needs.python, str(folder)], file, log, stop)
        except StepFailed as error:
            if error.failure.code != "environment-failed":
                raise
            file.write(f"Python {needs.python} is not on this machine; ")
            file.write(f"the studio's own, {_own_version()}, is taken.\n")
            file.flush()
        else:
            return
    _call([*argv, "--python", sys.executable, str(folder)], file, log, stop)


def _call(argv: list[str], file: IO[str], log: Path, stop: StopSignal) -> None:
    file.write(f"$ {' '.join(['uv', *argv[1:]])}\n")
    file.flush()
    child = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=file,
        stderr=subprocess.STDOUT,
        env=_variables(),
        start_new_session=True,
    )
    while child.poll() is None:
        if stop.wait(0.05):
            child.kill()
            child.wait()
            raise StepFailed("interrupted", "The step was stopped while its environment was built.")
    if child.returncode:
        raise StepFailed(
            "environment-failed",
            f"The environment could not be built:\n{logs.tail(log)}",
            hint=f"The whole log is envs/{log.name}.",
        )


def _variables() -> dict[str, str]:
    """uv's environment: the machine's, without the studio's secrets and its own venv."""
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("STUDIO_") and name not in ("VIRTUAL_ENV", "PYTHONPATH")
    }
    for pip_name, uv_name in (
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_EXTRA_INDEX_URL", "UV_INDEX"),
        ("PIP_FIND_LINKS", "UV_FIND_LINKS"),
        ("PIP_CERT", "SSL_CERT_FILE"),
    ):
        if pip_name in kept:
            kept.setdefault(uv_name, kept[pip_name])
    return kept


def _own_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _python_home(folder: Path) -> tuple[Path, ...]:
    """Where the environment's base Python lies, in case that is under a hidden folder."""
    real = (folder / "bin" / "python").resolve()
    return (real.parent.parent,)
