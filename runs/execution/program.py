"""What a runner starts: the command in a shell, or a script that the studio ships."""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runs.execution.order import StepFailed
from runs.execution.workdir import WorkFolder

SHIPPED = Path(__file__).with_name("shipped")


@dataclass(frozen=True, slots=True)
class Program:
    """script: words after the step's own Python, in place of ``command``; none means a shell.

    variables: beside those of the step. shown: what the system log says of it.
    """

    command: str
    script: Sequence[str] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""


def folder_of(work: WorkFolder) -> Path:
    """What the studio gives to a step beside its code."""
    folder = work.root / "studio"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def place(work: WorkFolder, name: str) -> Path:
    """A copy of the shipped ``name`` that the step sees."""
    return Path(shutil.copyfile(SHIPPED / name, folder_of(work) / name))


def report(work: WorkFolder) -> Path:
    """Where our programs in the step say what happened, one JSON line each."""
    return work.root / "studio" / "report.jsonl"


def reported(work: WorkFolder) -> list[dict[str, Any]]:
    """The step may write to the file as well: lines that are none of ours are passed over."""
    try:
        lines = report(work).read_text(errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            found.append(entry)
    return found


def python_on(path: str) -> str:
    found = shutil.which("python", path=path)
    if found is None:
        raise StepFailed("no-python", "The step's environment has no Python.")
    return found
