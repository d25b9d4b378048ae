"""What a command prints, for people and for scripts."""

import json

import pytest

from studio.cli import errors, output
from studio.lib.errors import Invalid, StudioError

ROWS = [{"name": "a", "tags": {"k": "v"}, "x": None}, {"name": "b", "tags": {}, "x": 2}]


def test_json_is_the_default_when_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    output.show(ROWS, None, None, ("name",))
    assert json.loads(capsys.readouterr().out) == ROWS


def test_a_table_has_the_columns_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    output.show(ROWS, "table", None, ("name", "tags"))
    assert capsys.readouterr().out.splitlines() == [
        "Name  Tags",
        "----  ----",
        "a     k=v",
        "b",
    ]


def test_rows_without_names_have_numbered_columns(capsys: pytest.CaptureFixture[str]) -> None:
    output.show(ROWS, "table", "[].[name, x]", ("name",))
    head, _, first, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["Column1", "Column2"]
    assert first.split() == ["a"]


def test_rows_of_no_columns_are_shown_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    output.show([[], ["a", "b"]], "table", None, ())
    assert capsys.readouterr().out.splitlines()[-1].split() == ["a", "b"]


def test_a_table_shows_times_and_durations_as_people_read_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    row = {"created_at": "2026-11-24T20:34:04.209104+00:00", "duration_seconds": 57.927607}
    output.show([row], "table", None, ("created_at", "duration_seconds"))
    assert capsys.readouterr().out.splitlines()[2].split("  ") == [
        "2026-11-24 20:34:04 UTC",
        "57.9",
    ]
    output.show([row], "tsv", None, ("created_at", "duration_seconds"))
    assert capsys.readouterr().out == "2026-11-24T20:34:04.209104+00:00\t57.927607\n"


def test_only_a_table_shortens_long_texts(capsys: pytest.CaptureFixture[str]) -> None:
    row = {"message": "long " * 30}
    output.show([row], "table", None, ("message",))
    assert capsys.readouterr().out.splitlines()[-1].endswith("…")
    output.show([row], "tsv", None, ("message",))
    assert capsys.readouterr().out == ("long " * 30).strip() + "\n"


def test_tsv_has_a_line_a_row_and_no_head(capsys: pytest.CaptureFixture[str]) -> None:
    output.show(ROWS, "tsv", "[].[name, x]", ("name",))
    assert capsys.readouterr().out == "a\t\nb\t2\n"


def test_a_query_picks_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    output.show(ROWS, "json", "[?x].name | [0]", ())
    assert json.loads(capsys.readouterr().out) == "b"


def test_a_bad_query_says_so() -> None:
    with pytest.raises(StudioError) as caught:
        output.show(ROWS, "json", "[", ())
    assert caught.value.code == "bad-query"


def test_none_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    output.show(ROWS, "none", None, ())
    assert capsys.readouterr().out == ""


def test_an_error_lists_its_diagnostics_with_their_places(
    capsys: pytest.CaptureFixture[str],
) -> None:
    finding = {
        "severity": "error",
        "file": "p.yml",
        "line": 3,
        "column": 5,
        "path": "jobs.a",
        "message": "Wrong.",
        "hint": "Mend it.",
    }
    errors.report(Invalid("bad", "It is bad.", diagnostics=[finding]))
    assert capsys.readouterr().err.splitlines() == [
        "Error: It is bad.",
        "p.yml:3:5: error: jobs.a: Wrong.",
        "    Mend it.",
    ]
