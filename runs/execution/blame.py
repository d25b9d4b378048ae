"""What the last lines of a command's log say about why it failed, for those who meet it first."""

import re
from pathlib import Path
from typing import Final

from runs.execution import logs

_SAID: Final = (
    (
        re.compile(r"^ModuleNotFoundError: No module named '([^'.]+)", re.MULTILINE),
        'Python has no module "{0}" here: add its package to the pip lines of the environment; '
        "a module of your own belongs into the `code` folder.",
    ),
    (
        re.compile(r"can't open file '(?:[^']*/)?([^'/]+)': \[Errno 2\]"),
        'There is no file "{0}" where the command runs: `code` names the folder that it lies in.',
    ),
    (
        re.compile(r"line \d+: (\S+): command not found$", re.MULTILINE),
        'The environment has no program "{0}".',
    ),
)


def hint(log: Path) -> str:
    """A sentence on what to do, or where to look."""
    text = logs.tail(log) if log.exists() else ""
    for pattern, sentence in _SAID:
        if found := pattern.findall(text):
            return sentence.format(found[-1])
    return f"The end of user_logs/{log.name} says more."
