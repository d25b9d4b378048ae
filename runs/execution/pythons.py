"""Finds a Python of a wanted version: on this machine, else by download, else the nearest."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uv

from runs.execution.builds import Build

QUERY_SECONDS = 20.0
# A download that failed is not tried again by every build that follows.
RETRY_SECONDS = 600.0
_failed_at: dict[str, float] = {}


@dataclass(frozen=True, slots=True)
class Python:
    version: str
    program: str


def own_version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def own() -> Python:
    """The interpreter that the studio's virtual environment was made from."""
    program = Path(sys.base_prefix) / "bin" / f"python{own_version()}"
    return Python(own_version(), str(program) if program.exists() else sys.executable)


def find(wanted: tuple[str, ...], build: Build, environ: Mapping[str, str]) -> Python:
    """One of the versions ``wanted``, the earliest that can be had; says it when none can."""
    if not wanted:
        return own()
    here = {one.version: one for one in installed()}
    for version in wanted:
        if version in here:
            return here[version]
    for version in wanted:
        found = _downloaded(version, build, environ)
        if found is not None:
            return found
    nearest = min(here.values(), key=lambda one: _distance(one.version, wanted[0]))
    build.say(
        f"Python {' or '.join(wanted)} is not on this machine and cannot be downloaded: "
        f"{nearest.version} is taken."
    )
    return nearest


@cache
def installed() -> tuple[Python, ...]:
    """The Pythons of this machine that really start, one of each version."""
    found = {own().version: own()}
    for program in _programs():
        version = program.name.removeprefix("python")
        if version not in found and _starts(program, version):
            found[version] = Python(version, str(program))
    return tuple(found.values())


def _programs() -> Iterator[Path]:
    """Interpreters on PATH, of pyenv and of uv. pyenv's shims do not start without it."""
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT") or home / ".pyenv") / "versions"
    managed = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or home / ".local/share/uv/python")
    folders = [Path(one) for one in os.environ.get("PATH", "").split(os.pathsep) if one]
    folders = [one for one in folders if one.name != "shims"]
    for folder in (*folders, Path("/usr/local/bin"), Path("/usr/bin")):
        yield from _named(sorted(folder.glob("python3.*")))
    for top in (pyenv, managed):
        yield from _named(sorted(top.glob("*/bin/python3.*"), reverse=True))


def _named(programs: Iterable[Path]) -> Iterator[Path]:
    return (one for one in programs if re.fullmatch(r"python3\.\d+", one.name))


def _starts(program: Path, version: str) -> bool:
    """In a virtual environment's way: ``venv`` needs these, and a broken build lacks them."""
    code = "import sys, zlib, ssl, ctypes; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run(
            [str(program), "-I", "-c", code],
            capture_output=True,
            text=True,
            timeout=QUERY_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and done.stdout.strip() == version


def _downloaded(version: str, build: Build, environ: Mapping[str, str]) -> Python | None:
    """uv knows where Pythons can be had; it tells how it gets on in the build's log."""
    if time.monotonic() - _failed_at.get(version, -RETRY_SECONDS) < RETRY_SECONDS:
        return None
    quick = {"UV_HTTP_RETRIES": "0", "UV_NO_PROGRESS": "1", **environ}
    code = build.attempt([uv.find_uv_bin(), "python", "install", version], quick)
    installed.cache_clear()
    found = next((one for one in installed() if one.version == version), None)
    if code or found is None:
        _failed_at[version] = time.monotonic()
        return None
    return found


def _distance(version: str, wanted: str) -> tuple[int, int]:
    """Of two that are equally far the newer one."""
    minor = int(version.split(".")[1])
    numbers = re.findall(r"\d+", wanted)
    aim = int(numbers[1]) if len(numbers) > 1 else minor
    return abs(minor - aim), -minor
