"""Reads mini-batches of a table with pandas, which the environment of the step must have.

Runs inside the step, in its own Python (3.7 or newer); ``studio_tables`` says what a mini-batch is.
"""

from __future__ import annotations

import importlib
import io
import os
import pickle

import pandas
from studio_tables import WHOLE, Refused, Table, end_of_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def read_batch(plan: dict[str, Any], batch: dict[str, Any]) -> pandas.DataFrame:
    if "stored" in batch:
        with open(batch["stored"], "rb") as handle:
            return pickle.load(handle)
    table = Table(plan["table"], plan["data"])
    frames = [read(table, piece) for piece in batch["pieces"]]
    return frames[0] if len(frames) == 1 else pandas.concat(frames, ignore_index=True)


def by_rows(folder: str, size: int, scratch: str) -> Iterator[dict[str, Any]]:
    """A table whose transformations look at all rows: read as a whole, in pieces of ``size``."""
    mltable = importlib.import_module("mltable")
    frame = mltable.load(folder).to_pandas_dataframe().reset_index(drop=True)
    step = max(1, len(frame) * size // max(1, int(frame.memory_usage(deep=True).sum())))
    for number, start in enumerate(range(0, len(frame), step)):
        stored = os.path.join(scratch, f"rows-of-table-{number}")
        piece = frame.iloc[start : start + step].reset_index(drop=True)
        with open(stored, "wb") as handle:
            pickle.dump(piece, handle)
        yield {"stored": stored, "rows": [start, start + len(piece)]}


def read(table: Table, piece: dict[str, Any]) -> pandas.DataFrame:
    file = piece["file"]
    if table.reader == "read_parquet":
        frame = _read_rows(file, piece["start"], piece["end"])
    else:
        with open(file, "rb") as handle:
            handle.seek(piece["start"])
            data = handle.read(piece["end"] - piece["start"])
        if table.reader == "read_delimited":
            frame = _delimited(table, file, data)
        else:
            frame = pandas.read_json(io.BytesIO(data), lines=True)
    if table.options.get("include_path_column"):
        frame.insert(0, "Path", file)
    for name, value in table.columns_of(file).items():
        frame[name] = value
    for name, options in table.after:
        frame = _changed(frame, name, options)
    return frame


def _delimited(table: Table, file: str, data: bytes) -> pandas.DataFrame:
    names = None
    if table.header != "no_header":
        source = file if table.header == "all_files_different_headers" else table.files[0]
        with open(source, "rb") as handle:
            names = handle.read(end_of_line(source, 0))
    frame = pandas.read_csv(
        io.BytesIO((names or b"") + data),
        sep=str(table.options.get("delimiter", ",")),
        encoding=table.encoding,
        header=None if names is None else 0,
        keep_default_na=not table.options.get("empty_as_string"),
    )
    if names is None:
        frame.columns = [f"Column{number}" for number in range(1, frame.shape[1] + 1)]
    return frame


def by_columns(table: Table, keys: list[str], scratch: str) -> Iterator[dict[str, Any]]:
    frames = [read(table, one) for file in table.files for one in table.pieces(file, WHOLE)]
    if not frames:
        return
    frame = pandas.concat(frames, ignore_index=True)
    missing = [key for key in keys if key not in frame.columns]
    if missing:
        raise Refused(
            "partition_keys: the table has no column {}; it has: {}.".format(
                ", ".join(missing), ", ".join(map(str, frame.columns))
            )
        )
    for number, (values, group) in enumerate(frame.groupby(keys, sort=True)):
        stored = os.path.join(scratch, f"group-{number}")
        with open(stored, "wb") as handle:
            pickle.dump(group.reset_index(drop=True), handle)
        told = values if isinstance(values, tuple) else (values,)
        plain = [one.item() if hasattr(one, "item") else one for one in told]
        yield {"stored": stored, "keys": dict(zip(keys, plain))}


def _changed(frame: pandas.DataFrame, name: str, options: Any) -> pandas.DataFrame:
    if name == "convert_column_types":
        return _converted(frame, options)
    columns = [options] if isinstance(options, str) else list(options)
    if name == "drop_columns":
        return frame.drop(columns=columns, errors="ignore")
    return frame[[one for one in columns if one in frame.columns]]


def _converted(frame: pandas.DataFrame, options: Any) -> pandas.DataFrame:
    for entry in options or []:
        columns = entry.get("columns", [])
        kind = entry.get("column_type")
        kind = next(iter(kind)) if isinstance(kind, dict) else str(kind)
        for name in [columns] if isinstance(columns, str) else columns:
            if kind == "datetime":
                frame[name] = pandas.to_datetime(frame[name])
            elif kind in ("int", "float", "string", "boolean"):
                types = {"int": "int64", "float": "float64", "string": "str", "boolean": "bool"}
                frame[name] = frame[name].astype(types[kind])
            else:
                raise Refused(f"convert_column_types: {kind} is not known.")
    return frame


def _read_rows(file: str, start: int, end: int) -> pandas.DataFrame:
    from pyarrow import parquet

    source = parquet.ParquetFile(file)
    frames, first = [], 0
    for group in range(source.metadata.num_row_groups):
        count = source.metadata.row_group(group).num_rows
        if first < end and first + count > start:
            rows = source.read_row_group(group).to_pandas()
            frames.append(rows.iloc[max(0, start - first) : end - first])
        first += count
    return pandas.concat(frames, ignore_index=True)
