"""``eval_mount`` and ``eval_download``: a step sees the files that its table names, no others."""

from pathlib import Path

import pytest

from runs.execution.order import Input
from tests.unit.execution.conftest import Bench

FILES = "paths:\n  - pattern: ./2024/*.txt\n  - file: ./b.txt\n"


def table(bench: Bench, text: str) -> Path:
    folder = bench.data("in")
    for name in ("2024/a.txt", "2024/c.txt", "2024/d.csv", "b.txt", "e.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name}\n")
    (folder / "MLTable").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("more", "seen"),
    [
        ("", ["2024/a.txt", "2024/c.txt", "b.txt"]),
        ("transformations: [{take: 1}]\n", ["2024/a.txt"]),
        ("transformations: [{skip: 1}, {take: 1}]\n", ["2024/c.txt"]),
    ],
)
def test_a_step_sees_the_files_of_the_table(bench: Bench, more: str, seen: list[str]) -> None:
    given = Input("t", "mltable", source=table(bench, FILES + more), evaluated=True)
    command = (
        "cd {t}; find . -name '*.*' -not -type d -not -name . | sort; cat $(find . -name '*.txt')"
    )
    assert bench.run(command, given).ending == "completed", bench.system_log
    listed = [f"./{name}" for name in seen]
    assert bench.log.splitlines()[: len(seen)] == listed
    assert sorted(bench.log.splitlines()[len(seen) :]) == seen


def test_the_files_stay_as_they_are(sandboxed: Bench) -> None:
    folder = table(sandboxed, FILES)
    given = Input("t", "mltable", source=folder, evaluated=True)
    assert sandboxed.run("echo more >> {t}/b.txt", given).ending == "failed"
    assert (folder / "b.txt").read_text() == "b.txt\n"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (FILES + "transformations: [read_delimited]\n", "table-not-files", "read_delimited"),
        (FILES + "transformations: [{filter: col('x') > 1}]\n", "table-not-files", "filter"),
        ("paths: [{file: 'https://a.test/b.csv'}]\n", "table-not-files", "https://a.test/b.csv"),
        ("paths: [{file: ./nothing.txt}]\n", "bad-mltable", "nothing.txt"),
    ],
)
def test_what_cannot_be_evaluated_is_said(plain: Bench, text: str, code: str, said: str) -> None:
    given = Input("t", "mltable", source=table(plain, text), evaluated=True)
    failure = plain.run("true", given).failure
    assert failure is not None
    assert failure.code == code
    assert said in failure.message
