"""Several words after ``--set``, ``--add`` or ``--remove`` are several values."""

import pytest
from click.testing import CliRunner

from studio.cli.main import studio
from studio.cli.spread import spread


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("job create --set a=1 b=2 -f x.yml", "job create --set a=1 --set b=2 -f x.yml"),
        ("--set=a=1 b=2 --add c=3 d=4", "--set=a=1 --set b=2 --add c=3 --add d=4"),
        ("--remove tags.a tags.b", "--remove tags.a --remove tags.b"),
        ("--set a=1 --set b=2", "--set a=1 --set b=2"),
        ("validate a.yml b.yml", "validate a.yml b.yml"),
        ("--set", "--set"),
        ("--set a=1 -- b c", "--set a=1 -- b c"),
    ],
)
def test_values_that_follow_each_other(given: str, means: str) -> None:
    assert spread(given.split()) == means.split()


@pytest.mark.parametrize(("wrong", "right"), [("jobs list", "job"), ("job shwo", "show")])
def test_a_command_that_is_nearly_right_is_guessed(wrong: str, right: str) -> None:
    done = CliRunner().invoke(studio, wrong.split())
    assert (done.exit_code, f'Did you mean "{right}"?' in done.output) == (2, True)
