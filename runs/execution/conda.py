"""A conda file as pip requirements: for machines without micromamba.

Its pip lines as they are, its ``python`` line, and conda packages by the table's names. A line
that would read a file of this machine, and a package that only conda has, fail the step.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from runs.execution.curated import Table, matches
from runs.execution.order import StepFailed

# Options of a requirements file, and requirements that are paths: the machine is not the author's.
# Line breaks would begin another line there, and ``${NAME}`` is this machine's variable.
_READS_FILES = re.compile(
    r"^\s*(-r|-c|-e|--requirement|--constraint|--editable|[./~])"
    r"|^\s*(-f|--find-links)(?![\s=]*https?://)"
    r"|file:|@\s*[./~]|\$\{|[\x00-\x1f\x7f\x85\u2028\u2029]"
)
STRICT_PIP = (20, 3)
# As uv says it.
_NOT_FOUND = re.compile(r"Because (\S+) was not found in the package registry")


@dataclass(frozen=True, slots=True)
class Conda:
    """``packages``: conda's own lines, but for python and pip; ``python`` like "3.10".

    old_pip: the version of pip that the file pins, where that one installs packages that
    contradict each other.
    """

    python: str | None
    old_pip: str
    packages: tuple[str, ...]
    pip: tuple[str, ...]
    channels: tuple[str, ...]


def read(definition: Mapping[str, Any]) -> Conda | None:
    """The conda file of an environment; its text is read, a path was put in its place long ago."""
    given = definition.get("conda_file")
    if isinstance(given, str) and "\n" in given:
        try:
            given = yaml.safe_load(given)
        except yaml.YAMLError:
            raise StepFailed(
                "environment-failed", "The environment's conda file is not YAML."
            ) from None
    return _parsed(given) if isinstance(given, Mapping) else None


def _parsed(given: Mapping[str, Any]) -> Conda:
    python: str | None = None
    old_pip = ""
    packages: list[str] = []
    pip: list[str] = []
    for line in given.get("dependencies") or []:
        if isinstance(line, Mapping):
            pip += [_checked(str(one)) for one in line.get("pip") or []]
            continue
        name, version = _split(str(line))
        if name == "python":
            python = ".".join(re.findall(r"\d+", version)[:2]) or None
        elif name == "pip":
            old_pip = version.strip("=") if _is_lenient(version) else ""
        else:
            packages.append(_checked_package(str(line).strip()))
    channels = tuple(str(one) for one in given.get("channels") or [])
    return Conda(python, old_pip, tuple(packages), tuple(pip), channels)


def _is_lenient(pip: str) -> bool:
    """Whether an exact version of pip is older than its strict resolver."""
    found = re.fullmatch(r"==?(\d+)\.(\d+)(\.\d+)?", pip)
    return found is not None and (int(found[1]), int(found[2])) < STRICT_PIP


def as_pip(conda: Conda, table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Requirements, and the conda packages that were left out."""
    renamed = table.names("conda", "renamed")
    left_out = table.words("conda", "left_out")
    only_conda = table.words("conda", "only_conda")
    requirements: list[str] = []
    skipped: list[str] = []
    for line in conda.packages:
        name, version = _split(line)
        if name in renamed:
            requirements.append(_checked(f"{renamed[name]}{_pip_version(version)}"))
        elif matches([name], left_out):
            skipped.append(line)
        elif matches([name], only_conda):
            raise _only_conda(name)
        else:
            requirements.append(_checked(f"{name}{_pip_version(version)}"))
    return tuple(dict.fromkeys([*requirements, *conda.pip])), tuple(skipped)


def names(conda: Conda, table: Table) -> frozenset[str]:
    """The conda packages that a package index is asked for, by the name that it is asked for."""
    renamed = table.names("conda", "renamed")
    found = (_split(line)[0] for line in conda.packages)
    return frozenset(renamed.get(name, name) for name in found)


def explained(error: StepFailed, asked: frozenset[str]) -> StepFailed:
    """A build that failed because a package of conda's is on no package index says so."""
    found = _NOT_FOUND.search(error.failure.message)
    return _only_conda(found[1]) if found and found[1] in asked else error


def _only_conda(name: str) -> StepFailed:
    return StepFailed(
        "environment-conda-package",
        f'The conda package "{name}" is on no package index, and micromamba is not installed here.',
        hint="Install micromamba on the worker's machine, take the package out of the conda file, "
        "or use an image that holds it.",
    )


def _checked(line: str) -> str:
    if _READS_FILES.search(line):
        raise _of_another_machine(line)
    return line


def _of_another_machine(line: str) -> StepFailed:
    return StepFailed(
        "environment-pip-line",
        f'The line "{line.strip()[:200]}" of the conda file needs something of the machine that '
        "it was written on, which is not there when the step runs.",
        hint="Name the packages themselves in the conda file.",
    )


def _checked_package(line: str) -> str:
    """It may become a word of a command, and must not be an option there."""
    if line.startswith("-"):
        raise _of_another_machine(line)
    return _checked(line)


def _split(line: str) -> tuple[str, str]:
    """``conda-forge::numpy=1.21=py38_0`` -> ("numpy", "=1.21=py38_0")."""
    match = re.match(r"^(?:[^:\s]+::)?([A-Za-z0-9._-]+)\s*(.*)$", line.strip())
    if match is None:
        return line.strip(), ""
    return match[1].lower(), match[2].strip()


def _pip_version(version: str) -> str:
    """Conda's ``=1.2`` means any 1.2.x; a third part is a build, which an index does not know."""
    if not version or version[0] in "<>!~":
        return version.replace(" ", "")
    number = version.lstrip("=").split("=")[0].strip()
    if not number or "*" in number:
        return f"=={number}" if number else ""
    return f"=={number}" if version.startswith("==") else f"=={number}.*"
