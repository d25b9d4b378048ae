"""The first rows of an MLTable, read as its file says: for pages, without pandas.

Columns are kept and dropped and rows taken and skipped; filters, samples and types are for the
step that reads the table, and ``notes`` says so.
"""

import csv
import importlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from designer.graph import mltable
from designer.graph.diagnostics import has_errors
from designer.graph.mltable import Table
from designer.graph.report import Report
from designer.graph.source import read
from studio.lib.errors import Invalid, NotFound, StudioError
from studio.storage import browse, confine

Row = dict[str, str]
MLTABLE_MAX_BYTES = 1024 * 1024
FILES_MAX = 10_000
_PYTHON_ENCODINGS = {
    "utf8": "utf-8",
    "iso88591": "latin-1",
    "latin1": "latin-1",
    "utf16": "utf-16",
    "windows1252": "cp1252",
    "ascii": "ascii",
}
_WITH_ROWS = ("take", "skip", "keep_columns", "drop_columns")


@dataclass(frozen=True, slots=True)
class TableHead:
    columns: list[str]
    rows: list[list[str]]
    truncated: bool
    files: list[str]
    notes: list[str]


def table_of(folder: Path) -> Table:
    """Raises Invalid with the findings, and their lines, when the file is not right."""
    path = folder / mltable.FILE
    if not path.is_file():
        raise NotFound("no-mltable", "The folder has no MLTable file.", place="path")
    if path.stat().st_size > MLTABLE_MAX_BYTES:
        raise Invalid("invalid-mltable", "The MLTable file is too large.", place="path")
    source, found = read(path.read_bytes(), mltable.FILE)
    report = Report(source, items=found)
    table = mltable.read_table(report, source.data) if source is not None else Table(())
    if source is not None and not has_errors(report.items):
        _check_paths(report, folder, table)
    if has_errors(report.items):
        first = next(one for one in report.items if one.severity == "error")
        line = f"line {first.line}: " if first.line else ""
        raise Invalid(
            "invalid-mltable",
            f"The MLTable file is not right: {line}{first.message}",
            place="path",
            diagnostics=[one.as_dict() for one in report.items],
        )
    return table


def head(folder: Path) -> TableHead:
    """Raises Invalid for what cannot be read."""
    table = table_of(folder)
    files = list(itertools.islice(files_of(folder, table), FILES_MAX))
    notes = [
        f"{name} is applied where a step reads the table, not here."
        for name, _ in table.steps
        if name not in _WITH_ROWS
    ]
    notes += [
        f"{text} is not beside the table; it is not shown here."
        for _, text in table.paths
        if not mltable.is_local(text)
    ]
    try:
        rows = (
            _reader(table)(files, table) if table.reader else ({"Path": one.name} for one in files)
        )
        some = list(itertools.islice(_stepped(rows, table), browse.CSV_MAX_ROWS + 1))
    except (OSError, ValueError, csv.Error, LookupError) as error:
        raise Invalid("mltable-unreadable", f"The table cannot be read: {error}.") from None
    columns = list(dict.fromkeys(name for row in some for name in row))[: browse.CSV_MAX_COLUMNS]
    shown = some[: browse.CSV_MAX_ROWS]
    return TableHead(
        columns=columns,
        rows=[[row.get(name, "")[: browse.CSV_MAX_CELL] for name in columns] for row in shown],
        truncated=len(some) > browse.CSV_MAX_ROWS,
        files=[one.relative_to(folder).as_posix() for one in files[:100]],
        notes=notes,
    )


def _check_paths(report: Report, folder: Path, table: Table) -> None:
    for index, (kind, text) in enumerate(table.paths):
        if mltable.is_local(text) and not any(_of_path(folder, kind, text)):
            report.error("mltable-path", f"There is no {kind} {text}.", "paths", index, kind)


def files_of(folder: Path, table: Table) -> Iterator[Path]:
    """Those that lie beside the MLTable file, in the order that it names them."""
    for kind, text in table.paths:
        if mltable.is_local(text):
            yield from _of_path(folder, kind, text)


def _of_path(folder: Path, kind: str, text: str) -> Iterator[Path]:
    """Files within the table's folder, whatever links say."""
    try:
        if kind == "pattern":
            found: Iterable[Path] = sorted(folder.glob(str(confine.relative(text))))
        else:
            place = confine.inside(folder, text)
            found = sorted(place.rglob("*")) if kind == "folder" and place.is_dir() else [place]
    except (StudioError, ValueError, NotImplementedError):  # glob refuses absolute patterns so
        return
    root = folder.resolve()
    for one in found:
        hidden = kind == "folder" and (one.name.startswith(("_", ".")) or one.name == mltable.FILE)
        if not hidden and one.is_file() and one.resolve().is_relative_to(root):
            yield folder / one.resolve().relative_to(root)


def _reader(table: Table) -> Any:
    return {
        "read_delimited": _delimited,
        "read_json_lines": _json_lines,
        "read_parquet": _parquet,
    }[table.reader]


def _delimited(files: Sequence[Path], table: Table) -> Iterator[Row]:
    header = str(table.options.get("header", "all_files_same_headers"))
    names: list[str] = []
    for number, file in enumerate(files):
        with file.open(encoding=_encoding(table.options), errors="replace", newline="") as text:
            lines = csv.reader(text, delimiter=str(table.options.get("delimiter", ","))[:1] or ",")
            has_header = header != "no_header" and not (header == "from_first_file" and number)
            if has_header:
                names = [one.removeprefix("\ufeff") for one in next(lines, [])]
            for cells in lines:
                if not names:
                    names = [f"Column{n + 1}" for n in range(len(cells))]
                if cells:
                    yield dict(zip(names, cells, strict=False))


def _json_lines(files: Sequence[Path], table: Table) -> Iterator[Row]:
    drops = str(table.options.get("invalid_lines", "error")) == "drop"
    for file in files:
        with file.open(encoding=_encoding(table.options), errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except ValueError:
                    row = None
                if isinstance(row, dict):
                    yield {str(key): _text(value) for key, value in row.items()}
                elif not drops:
                    raise ValueError(f"{file.name}, line {number} is no JSON object")


def _parquet(files: Sequence[Path], table: Table) -> Iterator[Row]:
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise Invalid(
            "parquet-not-shown",
            "Parquet files are read by steps; this page needs pyarrow to show them.",
            hint="pip install 'pipeline-studio[parquet]'.",
        ) from None
    for file in files:
        for batch in parquet.ParquetFile(file).iter_batches(batch_size=browse.CSV_MAX_ROWS):
            for row in batch.to_pylist():
                yield {str(key): _text(value) for key, value in row.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _encoding(options: Mapping[str, Any]) -> str:
    name = str(options.get("encoding", "utf8")).lower().replace("-", "").replace("_", "")
    return _PYTHON_ENCODINGS.get(name, "utf-8")


def _stepped(rows: Iterator[Row], table: Table) -> Iterator[Row]:
    for name, argument in table.steps:
        if name == "take":
            rows = itertools.islice(rows, argument)
        elif name == "skip":
            rows = itertools.islice(rows, argument, None)
        elif name in ("keep_columns", "drop_columns"):
            named = {argument} if isinstance(argument, str) else set(argument)
            rows = _columns(rows, named, keep=name == "keep_columns")
    return rows


def _columns(rows: Iterator[Row], named: set[str], *, keep: bool) -> Iterator[Row]:
    for row in rows:
        yield {name: text for name, text in row.items() if (name in named) == keep}
