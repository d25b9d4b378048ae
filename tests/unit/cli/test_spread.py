"""Several words after ``--set``, ``--add`` or ``--remove`` are several values."""

from pathlib import Path

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


@pytest.mark.parametrize("word", ["schedule", "online-endpoint", "batch-deployment", "registry"])
def test_words_of_az_that_are_not_here_say_so(word: str) -> None:
    done = CliRunner().invoke(studio, [word, "create", "-f", "x.yml"])
    assert (done.exit_code, "is a word of az ml" in done.output) == (2, True)


@pytest.mark.parametrize(("noun", "code"), [("job", 0), ("component", 1)])
def test_a_file_is_checked_as_what_it_is_meant_to_be(noun: str, code: int, tmp_path: Path) -> None:
    file = tmp_path / "x.yml"
    file.write_text("command: echo\nenvironment: {image: x}\ncompute: azureml:cpu\nname: A-b\n")
    done = CliRunner().invoke(studio, [noun, "validate", "-f", str(file), "--set", "tags.a=b"])
    assert done.exit_code == code, done.output


@pytest.mark.parametrize(("wrong", "right"), [("jobs list", "job"), ("job shwo", "show")])
def test_a_command_that_is_nearly_right_is_guessed(wrong: str, right: str) -> None:
    done = CliRunner().invoke(studio, wrong.split())
    assert (done.exit_code, f'Did you mean "{right}"?' in done.output) == (2, True)
