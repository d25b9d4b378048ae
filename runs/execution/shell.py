"""How a step's command line becomes a process."""

import re
import shutil
from functools import cache

# Nothing in it that a shell would read as more than words, and no word of the shell's own.
_PLAIN = re.compile(r"[\w./:,=@%+ -]+", re.ASCII)
_OF_THE_SHELL = frozenset(("time", "exec", "command", "test", "echo", "printf", "kill", "pwd"))


def argv(command: str, path: str) -> list[str]:
    """The arguments to start: the program itself where a shell would do nothing but start it.

    Else bash. On SIGTERM it waits for the program that it runs, and starts no other: without the
    trap it would end at once, and the program be killed before it could tidy up.
    """
    words = command.split()
    if words and _PLAIN.fullmatch(command) and _is_a_program(words[0]):
        program = shutil.which(words[0], path=path)
        if program is not None:
            return [program, *words[1:]]
    return [_shell(), "-c", f"trap 'exit 143' TERM; {command}"]


def _is_a_program(word: str) -> bool:
    return "=" not in word and "/" not in word and word not in _OF_THE_SHELL


@cache
def _shell() -> str:
    return shutil.which("bash") or "/bin/sh"
