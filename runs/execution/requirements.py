"""From an environment's definition to what must be there for the step: no installing here.

An image or a ``build`` runs in a container where there is an engine. A conda file, a curated name
and, without an engine, an image become a virtual environment (``Needs``).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runs.execution import conda
from runs.execution.curated import Entry, Table


@dataclass(frozen=True, slots=True)
class Needs:
    """pythons: versions, the most wanted first, none for the studio's own; requirements: pip's;
    conda: packages for micromamba; channels: where it finds them; of_conda: names among the
    requirements that stood in a conda file as conda's.
    """

    pythons: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    conda: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    of_conda: frozenset[str] = frozenset()

    @property
    def digest(self) -> str:
        parts = [self.pythons, self.requirements, self.conda, self.channels]
        return hashlib.sha256(json.dumps(["3", *parts]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Image:
    """What a container runs: a name, or a folder to build (``build``) first."""

    name: str = ""
    build: str = ""
    dockerfile: str = "Dockerfile"


def choose(
    definition: Mapping[str, Any],
    admin: Path | None = None,
    *,
    has_engine: bool = False,
    has_micromamba: bool = False,
) -> Needs | Image:
    """What ``definition`` (image, conda_file, build, name) asks for.

    admin: an administrator's own table, whose entries come before the studio's.
    """
    table = Table(admin)
    image = str(definition.get("image") or "")
    name = _plain_name(str(definition.get("name") or ""))
    packages = conda.read(definition)
    if packages is not None:
        return _of_conda(packages, image, table, has_micromamba)
    build = definition.get("build")
    if not image and not name and not build:
        return Needs()
    entry = table.entry(name, image)
    if has_engine and isinstance(build, Mapping):
        dockerfile = str(build.get("dockerfile_path") or "Dockerfile")
        return Image(build=str(build.get("path") or ""), dockerfile=dockerfile)
    if has_engine and image and not entry.always:
        return Image(name=image)
    return Needs(entry.pythons, entry.requirements, (_note(name, image, entry, has_engine),))


def _note(name: str, image: str, entry: Entry, has_engine: bool) -> str:
    what = f'Image "{image}"' if image else f'Environment "{name}"' if name else "A Docker build"
    packages = ", ".join(entry.requirements) or "a plain Python without packages"
    why = "" if has_engine or entry.always or not image else " without a container engine,"
    return f"{what} runs{why} in a virtual environment: {packages}."


def _of_conda(packages: conda.Conda, image: str, table: Table, has_micromamba: bool) -> Needs:
    pythons = (packages.python,) if packages.python else ()
    notes = [f'Image "{image}" is not started: its conda file alone is installed.'] if image else []
    if packages.old_pip:
        notes.append(
            f"pip {packages.old_pip} is not used: uv installs, and takes no packages that "
            "contradict each other."
        )
    if packages.packages and has_micromamba:
        return Needs(pythons, packages.pip, tuple(notes), packages.packages, packages.channels)
    requirements, left_out = conda.as_pip(packages, table)
    if left_out:
        notes.append(f"Left out, only conda has them: {', '.join(left_out)}.")
    names = conda.names(packages, table)
    return Needs(pythons, requirements, tuple(notes), of_conda=names)


def _plain_name(reference: str) -> str:
    """``AzureML-x`` out of ``azureml:AzureML-x@latest`` and of a registry's address of it."""
    tail = reference.rpartition("/environments/")[2].removeprefix("azureml:")
    return re.split(r"[@:/]", tail, maxsplit=1)[0]
