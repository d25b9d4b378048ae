"""What a runner starts: the command in a shell, or a script that the studio ships."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runs.execution.order import StepFailed

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


def place(folder: Path, name: str) -> Path:
    """A copy of the shipped ``name`` in ``folder``, which the step sees."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return Path(shutil.copyfile(SHIPPED / name, folder / name))


def python_on(path: str) -> str:
    found = shutil.which("python", path=path)
    if found is None:
        raise StepFailed("no-python", "The step's environment has no Python.")
    return found
