"""How a table is split into mini-batches, and what each holds (programs that a step is given)."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas
import pytest

from runs.execution.program import SHIPPED
from runs.execution.sandbox import STARTUP


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a step: our programs, and what comes last for environments without it."""
    monkeypatch.syspath_prepend(str(SHIPPED))
    sys.path.append(str(STARTUP / "last"))
    yield
    for name in [one for one in sys.modules if one.startswith(("studio_", "mltable"))]:
        del sys.modules[name]
    sys.path.remove(str(STARTUP / "last"))


def module(name: str) -> ModuleType:
    return importlib.import_module(name)


def plan(folder: Path, table: dict[str, Any], **given: Any) -> dict[str, Any]:
    scratch = folder.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    return {
        "data": str(folder),
        "table": table,
        "mini_batch_size": None,
        "is_bytes": True,
        "partition_keys": [],
        "scratch": str(scratch),
        **given,
    }


def frames(given: dict[str, Any]) -> list[pandas.DataFrame]:
    batches = module("studio_tables").split(given)
    return [module("studio_frames").read_batch(given, one) for one in batches]


def delimited(*paths: str, **options: Any) -> dict[str, Any]:
    entries = [{"pattern" if "*" in one else "file": one} for one in paths]
    return {"paths": entries, "transformations": [{"read_delimited": options}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "table"
    place.mkdir()
    return place


def numbers(folder: Path, name: str, start: int, count: int, header: str = "n,word\n") -> None:
    rows = "".join(f"{n},word {n}\n" for n in range(start, start + count))
    (folder / name).write_text(header + rows)


@pytest.mark.parametrize("size", [1, 10, 100, 1000, 1 << 40])
def test_delimited_text_is_cut_where_lines_begin_and_no_row_is_lost(
    folder: Path, size: int
) -> None:
    numbers(folder, "a.csv", 0, 50)
    numbers(folder, "b.csv", 50, 7)
    parts = frames(plan(folder, delimited("./*.csv"), mini_batch_size=size))
    whole = pandas.concat(parts)
    assert whole["n"].tolist() == list(range(57))
    assert whole["word"].tolist() == [f"word {n}" for n in range(57)]
    assert all(len(part) for part in parts)
    if size == 1:
        assert len(parts) == 57
    if size == 1 << 40:
        assert [len(part) for part in parts] == [50, 7]


def test_without_a_size_a_table_is_cut_at_a_megabyte(folder: Path) -> None:
    (folder / "a.csv").write_text("x\n" + ("y" * 99 + "\n") * 25_000)
    parts = frames(plan(folder, delimited("./a.csv")))
    assert [len(part) for part in parts] == [10_486, 10_486, 4_028]


@pytest.mark.parametrize(
    ("header", "first", "second", "columns"),
    [
        ("all_files_same_headers", "n,w\n", "n,w\n", ["n", "w"]),
        ("from_first_file", "n,w\n", "", ["n", "w"]),
        ("no_header", "", "", ["Column1", "Column2"]),
    ],
)
def test_each_kind_of_header_names_the_columns(
    folder: Path, header: str, first: str, second: str, columns: list[str]
) -> None:
    numbers(folder, "a.csv", 0, 3, first)
    numbers(folder, "b.csv", 3, 3, second)
    parts = frames(plan(folder, delimited("./*.csv", header=header), mini_batch_size=1))
    assert len(parts) == 6
    assert {tuple(part.columns) for part in parts} == {tuple(columns)}
    assert pandas.concat(parts)[columns[0]].tolist() == list(range(6))


def test_files_may_each_have_a_header_of_their_own(folder: Path) -> None:
    numbers(folder, "a.csv", 0, 1, "a,b\n")
    numbers(folder, "b.csv", 1, 1, "c,d\n")
    table = delimited("./*.csv", header="all_files_different_headers")
    assert [list(one.columns) for one in frames(plan(folder, table))] == [["a", "b"], ["c", "d"]]


def test_a_record_over_several_lines_keeps_its_file_in_one_piece(folder: Path) -> None:
    (folder / "a.csv").write_text('a,b\n1,"two\nlines"\n2,x\n')
    table = delimited("./a.csv", support_multi_line=True)
    [part] = frames(plan(folder, table, mini_batch_size=1))
    assert part["b"].tolist() == ["two\nlines", "x"]


def test_text_of_two_bytes_a_letter_keeps_its_file_in_one_piece(folder: Path) -> None:
    (folder / "a.csv").write_text("a;b\n1;x\n2;y\n", encoding="utf-16")
    table = delimited("./a.csv", encoding="utf16", delimiter=";", header="no_header")
    [part] = frames(plan(folder, table, mini_batch_size=1))
    assert part["Column2"].tolist() == ["b", "x", "y"]


def test_json_lines_are_cut_where_lines_begin(folder: Path) -> None:
    (folder / "a.jsonl").write_text("".join(f'{{"n": {n}}}\n' for n in range(9)))
    table = {"paths": [{"file": "./a.jsonl"}], "transformations": ["read_json_lines"]}
    parts = frames(plan(folder, table, mini_batch_size=20))
    assert [one["n"].tolist() for one in parts] == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


def test_parquet_is_cut_by_rows_also_within_a_row_group(folder: Path) -> None:
    frame = pandas.DataFrame({"n": range(1000)})
    frame.to_parquet(folder / "a.parquet", row_group_size=300)
    table = {"paths": [{"folder": "."}], "transformations": ["read_parquet"]}
    parts = frames(plan(folder, table, mini_batch_size=2000))
    assert len(parts) > 3
    assert pandas.concat(parts)["n"].tolist() == list(range(1000))


def test_columns_are_dropped_kept_and_converted(folder: Path) -> None:
    numbers(folder, "a.csv", 0, 2)
    table = delimited("./a.csv", include_path_column=True)
    table["transformations"] += [
        {"drop_columns": ["word", "never there"]},
        {"convert_column_types": [{"columns": ["n"], "column_type": "float"}]},
    ]
    [part] = frames(plan(folder, table))
    assert part["n"].tolist() == [0.0, 1.0]
    assert part["n"].dtype == "float64"
    assert list(part.columns) == ["Path", "n"]
    table["transformations"].append({"keep_columns": "n"})
    assert list(frames(plan(folder, table))[0].columns) == ["n"]


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        ({"take": 3}, [0, 1, 2]),
        ({"skip": 8}, [8, 9]),
        ({"filter": 'col("n") > 7'}, [8, 9]),
    ],
)
def test_what_looks_at_all_rows_is_done_before_the_table_is_split(
    folder: Path, step: dict[str, Any], wanted: list[int]
) -> None:
    numbers(folder, "a.csv", 0, 10)
    table = delimited("./a.csv")
    table["transformations"].append(step)
    (folder / "MLTable").write_text(str(table))
    parts = frames(plan(folder, table, mini_batch_size=1))
    assert [one["n"].tolist() for one in parts] == [[n] for n in wanted]


def partitioned(folder: Path, pattern: str) -> dict[str, Any]:
    for year, brand, count in (("2024", "a", 2), ("2024", "b", 1), ("2023", "a", 3)):
        place = folder / year / "01" / brand
        place.mkdir(parents=True)
        numbers(place, "part.csv", 0, count)
    table = delimited("./**/*.csv")
    table["transformations"].append(
        {"extract_columns_from_partition_format": {"partition_format": pattern}}
    )
    return table


def test_a_partitioned_table_gives_a_frame_for_each_value_of_its_keys(folder: Path) -> None:
    table = partitioned(folder, "/{day:yyyy/MM}/{brand}/{file}.csv")
    given = plan(folder, table, partition_keys=["brand"])
    assert [one["keys"] for one in module("studio_tables").split(given)] == [
        {"brand": "a"},
        {"brand": "b"},
    ]
    first, second = frames(given)
    assert (len(first), len(second)) == (5, 1)
    assert sorted(set(first["day"])) == ["2023/01", "2024/01"]


def test_a_table_without_such_paths_is_grouped_by_its_columns(folder: Path) -> None:
    (folder / "a.csv").write_text("store,brand,n\n2,x,1\n1,y,2\n2,x,3\n1,x,4\n")
    given = plan(folder, delimited("./a.csv"), partition_keys=["store", "brand"])
    keys = [one["keys"] for one in module("studio_tables").split(given)]
    assert keys == [
        {"store": 1, "brand": "x"},
        {"store": 1, "brand": "y"},
        {"store": 2, "brand": "x"},
    ]
    assert [one["n"].tolist() for one in frames(given)] == [[4], [2], [1, 3]]


@pytest.mark.parametrize(
    ("table", "keys", "message"),
    [
        (delimited("./a.csv"), ["nope"], "the table has no column nope; it has: n, word"),
        ({"paths": [{"file": "./a.csv"}]}, ["n"], "the paths of the MLTable hold no n"),
        (delimited("./a.csv") | {"transformations": [{"take": 1}]}, ["n"], "may not take, skip"),
    ],
)
def test_keys_that_are_not_there_are_refused(
    folder: Path, table: dict[str, Any], keys: list[str], message: str
) -> None:
    numbers(folder, "a.csv", 0, 1)
    with pytest.raises(Exception, match=message):
        module("studio_tables").split(plan(folder, table, partition_keys=keys))


def test_rows_of_a_frame_are_written_with_blanks_between_their_values(tmp_path: Path) -> None:
    write = module("studio_batch_worker").write_rows
    write(pandas.DataFrame({"a": [1, 2], "b": ["x", "y z"]}), str(tmp_path / "frame"))
    assert (tmp_path / "frame").read_text() == '1 x\n2 "y z"\n'
    write(["one", 2], str(tmp_path / "list"))
    assert (tmp_path / "list").read_text() == "one\n2\n"
