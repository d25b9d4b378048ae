"""MLTable files: what is wrong with one is said with its line."""

from pathlib import Path, PurePosixPath

import pytest

from designer.graph.catalogue import Offline
from designer.graph.check import check_file
from designer.graph.disk import Disk
from designer.graph.mltable import read_table
from designer.graph.report import Report
from designer.graph.source import read

GOOD = """\
$schema: https://azuremlschemas.azureedge.net/latest/MLTable.schema.json
type: mltable
paths:
  - file: ./a.csv
  - pattern: ./more/*.csv
transformations:
  - read_delimited:
      delimiter: ";"
      header: all_files_same_headers
  - keep_columns: [x, y]
  - take: 5
  - filter: col("x") > 1
  - extract_columns_from_partition_format: {partition_format: "/{store}/{day:yyyy/MM}/{f}.csv"}
"""


def findings(text: str) -> list[tuple[str, str, int | None]]:
    source, found = read(text)
    report = Report(source, items=found)
    if source is not None:
        read_table(report, source.data)
    return [(one.severity, one.code, one.line) for one in report.items]


def test_a_table_as_it_is_read() -> None:
    source, _ = read(GOOD)
    assert source is not None
    report = Report(source)
    table = read_table(report, source.data)
    assert report.items == []
    assert table.paths == (("file", "./a.csv"), ("pattern", "./more/*.csv"))
    assert (table.reader, table.options["delimiter"]) == ("read_delimited", ";")
    assert table.steps[:3] == (
        ("keep_columns", ["x", "y"]),
        ("take", 5),
        ("filter", 'col("x") > 1'),
    )


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("[]", "mltable-form", 1),
        ("type: mltable\n", "mltable-paths", 1),
        ("paths: []\n", "mltable-paths", 1),
        ("paths:\n  - ./a.csv\n", "mltable-path", 2),
        ("paths:\n  - {file: a, folder: b}\n", "mltable-path", 2),
        ("paths:\n  - file: ../../etc/passwd\n", "mltable-path", 2),
        ("paths:\n  - file: /etc/passwd\n", "mltable-path", 2),
        ("type: uri_file\npaths: [{file: a}]\n", "mltable-type", 1),
        ("paths: [{file: a}]\ntransformations:\n  - read_delimitd: {}\n", "mltable-step", 3),
        ("paths: [{file: a}]\ntransformations:\n  - read_delta_lake: {}\n", "mltable-step", 3),
        ("paths: [{file: a}]\ntransformations:\n  - take: many\n", "mltable-step", 3),
        (
            "paths: [{file: a}]\ntransformations:\n"
            "  - extract_columns_from_partition_format: {partition_format: '{a}/{a}.csv'}\n",
            "mltable-step",
            3,
        ),
        (
            "paths: [{file: a}]\ntransformations:\n  - extract_columns_from_partition_format\n",
            "mltable-step",
            3,
        ),
        (
            "paths: [{file: a}]\ntransformations:\n  - read_delimited: {header: yes please}\n",
            "not-allowed",
            3,
        ),
        (
            "paths: [{file: a}]\ntransformations: [read_parquet, read_delimited]\n",
            "mltable-readers",
            2,
        ),
    ],
)
def test_what_is_wrong_has_its_line(text: str, code: str, line: int) -> None:
    assert ("error", code, line) in findings(text)


def test_a_misspelt_transformation_is_guessed() -> None:
    source, _ = read("paths: [{file: a}]\ntransformations: [{read_delimted: {}}]\n")
    assert source is not None
    report = Report(source)
    read_table(report, source.data)
    assert 'Did you mean "read_delimited"?' in report.items[0].message


@pytest.mark.parametrize(
    ("table", "code"),
    [
        (GOOD, None),
        ("paths:\n  - file: ./nothing.csv\n", "mltable-path"),
        ("paths: {}\n", "wrong-kind"),
        (None, "no-mltable"),
    ],
)
def test_a_data_asset_is_checked_with_its_mltable_file(
    tmp_path: Path, table: str | None, code: str | None
) -> None:
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "a.csv").write_text("x;y\n1;2\n")
    if table is not None:
        (tmp_path / "table" / "MLTable").write_text(table)
    (tmp_path / "data.yml").write_text("name: t\ntype: mltable\npath: ./table\n")
    found = check_file(PurePosixPath(tmp_path / "data.yml"), Disk(), Offline())
    errors = [one for one in found.diagnostics if one.severity == "error"]
    assert [one.code for one in errors] == ([code] if code else []), errors
    if code == "mltable-path":
        assert str(errors[0].file).endswith("table/MLTable")
        assert errors[0].line == 2
