"""From an environment's definition to a Python version and pip requirements: no installing here.

conda_file: its pip lines as they are, its ``python`` line, and conda packages under the same
name on the package index. Packages that only conda has are left out, and a note says so.
"""

import fnmatch
import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from runs.execution.order import StepFailed

CURATED = Path(__file__).with_name("curated.toml")
NOT_ON_AN_INDEX = (
    "pip",
    "cudatoolkit",
    "cuda*",
    "cudnn*",
    "nomkl",
    "mkl",
    "blas",
    "openblas",
    "libgcc*",
    "libstdcxx*",
    "gcc*",
    "gxx*",
    "openmpi",
    "pytorch-cuda",
    "cpuonly",
    "openssl",
    "git",
)
RENAMED = {"pytorch": "torch", "py-xgboost": "xgboost", "tensorflow-gpu": "tensorflow"}


@dataclass(frozen=True, slots=True)
class Needs:
    """``python`` like "3.10" or None; no requirements at all means the studio's own Python."""

    python: str | None
    requirements: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def digest(self) -> str:
        text = json.dumps([self.python, self.requirements])
        return hashlib.sha256(text.encode()).hexdigest()


def needs_of(definition: Mapping[str, Any], curated: Path | None = None) -> Needs:
    """What ``definition`` (image, conda_file, build, name) asks for.

    curated: an administrator's own table, whose entries come before the studio's.
    """
    image = str(definition.get("image") or "")
    name = _plain_name(str(definition.get("name") or ""))
    conda = _conda_of(definition)
    if conda is not None:
        found = _from_conda(conda)
        notes = list(found.notes)
        if image:
            notes.insert(0, f'Image "{image}" is not started: its conda file alone is installed.')
        return Needs(found.python, found.requirements, tuple(notes))
    if not image and not name and not definition.get("build"):
        return Needs(None, (), ())
    requirements = _mapped(name, image, curated)
    what = f'Image "{image}"' if image else f'Environment "{name}"' if name else "A Docker build"
    mapped = ", ".join(requirements) if requirements else "the studio's own Python"
    note = f"{what} runs without a container engine, in a process environment: {mapped}."
    return Needs(None, requirements, (note,))


def _conda_of(definition: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The conda file as a mapping; its text is read, a path was put in its place long ago."""
    conda = definition.get("conda_file")
    if isinstance(conda, str) and "\n" in conda:
        try:
            conda = yaml.safe_load(conda)
        except yaml.YAMLError as error:
            raise StepFailed(
                "environment-failed", f"The environment's conda file is not YAML: {error}"
            ) from None
    return conda if isinstance(conda, Mapping) else None


def _plain_name(reference: str) -> str:
    """``AzureML-x`` out of ``azureml:AzureML-x@latest`` and of a registry's address of it."""
    tail = reference.rpartition("/environments/")[2].removeprefix("azureml:")
    return re.split(r"[@:/]", tail, maxsplit=1)[0]


def _from_conda(conda: Mapping[str, Any]) -> Needs:
    python: str | None = None
    requirements: list[str] = []
    left_out: list[str] = []
    for line in conda.get("dependencies") or []:
        if isinstance(line, Mapping):
            requirements += [str(one) for one in line.get("pip") or []]
            continue
        name, version = _conda_line(str(line))
        if name == "python":
            python = ".".join(re.findall(r"\d+", version)[:2]) or None
        elif any(fnmatch.fnmatch(name, pattern) for pattern in NOT_ON_AN_INDEX):
            if name != "pip":
                left_out.append(str(line))
        else:
            requirements.append(f"{RENAMED.get(name, name)}{_pip_version(version)}")
    notes = [f"Left out, only conda has them: {', '.join(left_out)}."] if left_out else []
    return Needs(python, tuple(dict.fromkeys(requirements)), tuple(notes))


def _conda_line(line: str) -> tuple[str, str]:
    """``conda-forge::numpy=1.21=py38_0`` -> ("numpy", "=1.21")."""
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


def _mapped(name: str, image: str, curated: Path | None) -> tuple[str, ...]:
    texts = [text for text in (name, image, _image_name(image)) if text]
    for file in (curated, CURATED):
        if file is None or not file.is_file():
            continue
        for entry in _entries(file):
            patterns = entry.get("match", [])
            if any(fnmatch.fnmatch(text, pattern) for text in texts for pattern in patterns):
                return tuple(entry.get("requirements", []))
    return ()


def _image_name(image: str) -> str:
    """``azureml/curated/sklearn-1.5`` out of ``host/azureml/curated/sklearn-1.5:12``."""
    return re.sub(r"[:@][^/]*$", "", image).partition("/")[2]


def _entries(file: Path) -> list[dict[str, Any]]:
    try:
        return list(tomllib.loads(file.read_text()).get("environment", []))
    except tomllib.TOMLDecodeError as error:
        raise StepFailed(
            "environment-failed",
            f"{file.name} cannot be read: {error}.",
            hint="An administrator of the studio can mend it.",
        ) from None
