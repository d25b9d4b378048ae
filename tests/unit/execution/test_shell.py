"""Commands without a shell where one would do nothing."""

import pytest

from runs.execution import shell

PATH = "/usr/bin:/bin"


@pytest.mark.parametrize("command", ["ls -l /tmp", "env", "  cat a.txt   b.txt "])
def test_a_plain_command_is_started_itself(command: str) -> None:
    argv = shell.argv(command, PATH)
    assert argv[0].endswith(f"/{command.split()[0]}")
    assert argv[1:] == command.split()[1:]


@pytest.mark.parametrize(
    "command",
    [
        "",
        "ls; ls",
        "ls && ls",
        "ls | cat",
        "ls > x",
        "ls $HOME",
        "ls `x`",
        "ls *.txt",
        "ls ~",
        "ls 'a b'",
        "ls {a,b}",
        "ls\nls",
        "A=1 env",
        "time ls",
        "echo -e x",
        "cd /tmp",
        "./tool.sh",
        "no-such-program x",
        "ls å",
        "ls # x",
        "ls !x",
        "ls \\x",
    ],
)
def test_everything_else_goes_through_bash(command: str) -> None:
    argv = shell.argv(command, PATH)
    assert argv[0].endswith(("bash", "sh"))
    assert argv[2].endswith(command)
