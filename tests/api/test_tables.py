"""Data assets of type mltable: checked when they are made, shown as the table that they are."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.support.catalogue import Url, form
from tests.support.http import problem

CSV = b"x,y\n1,a\n2,b\n3,c\n"
DELIMITED = "paths: [{pattern: ./*.csv}]\ntransformations:\n  - read_delimited: {delimiter: ','}\n"


def upload(client: APIClient, url: Url, files: dict[str, bytes]) -> Any:
    body, content_type = form({"name": "table", "type": "mltable"}, files)
    return client.post(url("data/upload"), body, content_type=content_type)


def head(client: APIClient, url: Url) -> Any:
    return client.get(url("data/table/versions/latest/table"))


def shown(client: APIClient, url: Url, table: str, **files: bytes) -> dict[str, Any]:
    named = {name.replace("_", "."): data for name, data in files.items()}
    made = upload(client, url, {"MLTable": table.encode(), **named})
    assert made.status_code in (200, 201), made.content
    found: dict[str, Any] = head(client, url).json()
    return found


def test_files_are_shown_as_one_table(as_alice: APIClient, url: Url) -> None:
    found = shown(as_alice, url, DELIMITED, a_csv=CSV, b_csv=b"x,y\n9,z\n")
    assert found["columns"] == ["x", "y"]
    assert found["rows"] == [["1", "a"], ["2", "b"], ["3", "c"], ["9", "z"]]
    assert (found["files"], found["truncated"]) == (["a.csv", "b.csv"], False)


@pytest.mark.parametrize(
    ("steps", "columns", "rows"),
    [
        ("  - keep_columns: y\n  - take: 2\n", ["y"], [["a"], ["b"]]),
        ("  - drop_columns: [y]\n  - skip: 2\n", ["x"], [["3"]]),
    ],
)
def test_rows_and_columns_are_chosen_as_the_file_says(
    as_alice: APIClient, url: Url, steps: str, columns: list[str], rows: list[list[str]]
) -> None:
    found = shown(as_alice, url, DELIMITED + steps, a_csv=CSV)
    assert (found["columns"], found["rows"]) == (columns, rows)


def test_what_only_a_step_does_is_said(as_alice: APIClient, url: Url) -> None:
    found = shown(as_alice, url, DELIMITED + "  - filter: col('x') > 1\n", a_csv=CSV)
    assert (len(found["rows"]), len(found["notes"])) == (3, 1)
    assert "filter" in found["notes"][0]


def test_headers(as_alice: APIClient, url: Url) -> None:
    table = "paths: [{file: a.csv}]\ntransformations: [{read_delimited: {header: no_header}}]\n"
    found = shown(as_alice, url, table, a_csv=b"1,2\n")
    assert (found["columns"], found["rows"]) == (["Column1", "Column2"], [["1", "2"]])


def test_json_lines(as_alice: APIClient, url: Url) -> None:
    table = "paths: [{file: a.jsonl}]\ntransformations: [read_json_lines]\n"
    found = shown(as_alice, url, table, a_jsonl=b'{"x": 1, "y": "a"}\n{"x": null, "z": [1]}\n')
    assert found["columns"] == ["x", "y", "z"]
    assert found["rows"] == [["1", "a", ""], ["", "", "[1]"]]


def test_a_broken_line_is_named_or_dropped(as_alice: APIClient, url: Url) -> None:
    table = "paths: [{file: a.jsonl}]\ntransformations: [{read_json_lines: {invalid_lines: %s}}]\n"
    lines = b'{"x": 1}\nnonsense\n{"x": 2}\n'
    upload(as_alice, url, {"MLTable": (table % "error").encode(), "a.jsonl": lines})
    found = problem(head(as_alice, url), 422, "mltable-unreadable")
    assert "a.jsonl, line 2" in found["message"]
    assert shown(as_alice, url, table % "drop", a_jsonl=lines)["rows"] == [["1"], ["2"]]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("paths: [{file: nothing.csv}]\n", "There is no file nothing.csv"),
        ("paths: []\n", "`paths` is missing"),
        ("paths:\n\t- x", "line 2"),
        ("paths: [{file: a.csv}]\ntransformations: [read_delta]\n", "line 2"),
    ],
)
def test_a_bad_mltable_file_is_refused_with_its_line(
    as_alice: APIClient, url: Url, table: str, words: str
) -> None:
    made = upload(as_alice, url, {"MLTable": table.encode(), "a.csv": CSV})
    found = problem(made, 422, "invalid-mltable")
    assert words in found["message"]
    assert found["diagnostics"][0]["file"] == "MLTable"


def test_a_folder_without_an_mltable_file_is_no_table(as_alice: APIClient, url: Url) -> None:
    problem(upload(as_alice, url, {"a.csv": CSV}), 422, "data-type-mismatch")


def test_strangers_see_no_table_and_readers_do(
    as_alice: APIClient, as_bob: APIClient, as_charlie: APIClient, url: Url
) -> None:
    shown(as_alice, url, DELIMITED, a_csv=CSV)
    assert head(as_bob, url).status_code == 200
    assert head(as_charlie, url).status_code == 404
