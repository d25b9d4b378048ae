"""Files as one data frame, and what the transformations do to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import ENCODINGS, HEADERS, READERS, _filter, _partition
from ._errors import MLTableError

if TYPE_CHECKING:
    from . import Step

INTEGER, NUMBER = "Int64", "float64"
TRUE, FALSE = ("True", "true", "1"), ("False", "false", "0")


def of(pd: Any, files: list[str], steps: list[Step]) -> Any:
    readers = [one for one in steps if one[0] in READERS]
    if len(readers) > 1:
        raise MLTableError(f"transformations: only one of {', '.join(READERS)}.")
    in_paths = _in_paths(files, steps)
    if readers:
        frame = _read(pd, files, readers[0][0], readers[0][1] or {}, in_paths)
    else:
        frame = pd.DataFrame([{"Path": one, **more} for one, more in zip(files, in_paths)])  # noqa: B905
    for name, argument in steps:
        if name not in READERS and name != _partition.NAME:
            frame = _changed(pd, frame, name, argument)
    return frame.reset_index(drop=True)


def _in_paths(files: list[str], steps: list[Step]) -> list[dict[str, str]]:
    """The columns that the path of each file holds."""
    found: list[dict[str, str]] = [{} for _ in files]
    for name, argument in steps:
        if name == _partition.NAME:
            found = _partition.columns(files, argument)
    return found


def _read(
    pd: Any,
    files: list[str],
    reader: str,
    options: dict[str, Any],
    in_paths: list[dict[str, str]],
) -> Any:
    frames: list[Any] = []
    for file, more in zip(files, in_paths):  # noqa: B905  (Python 3.7 knows no strict)
        frame = _one(pd, file, reader, options, frames)
        if options.get("include_path_column"):
            frame.insert(0, "Path", file)
        frames.append(frame.assign(**more))
    if not frames:
        return pd.DataFrame()
    return pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]


def _one(pd: Any, file: str, reader: str, options: dict[str, Any], before: list[Any]) -> Any:
    try:
        if reader == "read_parquet":
            return pd.read_parquet(file)
        if reader == "read_json_lines":
            return _json_lines(pd, file, options)
        return _delimited(pd, file, options, before)
    except MLTableError:
        raise
    except Exception as error:  # whatever pandas raises, the script hears which file it was
        raise MLTableError(f"{file} cannot be read: {error}") from error


def _delimited(pd: Any, file: str, options: dict[str, Any], before: list[Any]) -> Any:
    header = str(options.get("header", "all_files_same_headers")).lower()
    if header not in HEADERS:
        raise MLTableError(f"header: {header!r} is none of {', '.join(HEADERS)}.")
    has_header = header != "no_header" and not (header == "from_first_file" and before)
    infers = options.get("infer_column_types", True)
    frame = pd.read_csv(
        file,
        sep=str(options.get("delimiter", ",")),
        encoding=_encoding(options),
        header=0 if has_header else None,
        dtype=None if infers else str,
        keep_default_na=bool(infers),
        na_values=[] if infers else [""],
        skipinitialspace=False,
    )
    if header == "no_header":
        frame.columns = [f"Column{n + 1}" for n in range(len(frame.columns))]
    elif not has_header:
        frame.columns = [one for one in before[0].columns if one != "Path"]
    if options.get("empty_as_string"):
        texts = frame.select_dtypes(include="object").columns
        frame[texts] = frame[texts].fillna("")
    return frame


def _json_lines(pd: Any, file: str, options: dict[str, Any]) -> Any:
    if str(options.get("invalid_lines", "error")) != "drop" or "://" in file:
        return pd.read_json(file, lines=True, encoding=_encoding(options))
    rows = []
    with Path(file).open(encoding=_encoding(options)) as lines:
        for line in lines:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict):
                rows.append(row)
    return pd.DataFrame(rows)


def _encoding(options: dict[str, Any]) -> str:
    name = str(options.get("encoding", "utf8")).lower().replace("-", "").replace("_", "")
    if name not in ENCODINGS:
        raise MLTableError(f"encoding: {name!r} is none of {', '.join(ENCODINGS)}.")
    return ENCODINGS[name]


def _changed(pd: Any, frame: Any, name: str, argument: Any) -> Any:
    if name == "take":
        return frame.head(int(argument))
    if name == "skip":
        return frame.iloc[int(argument) :]
    if name in ("keep_columns", "drop_columns"):
        columns = [argument] if isinstance(argument, str) else list(argument)
        _known(frame, name, columns)
        return frame[columns] if name == "keep_columns" else frame.drop(columns=columns)
    if name == "filter":
        return frame[_filter.mask(frame, str(argument))]
    if name in ("take_random_sample", "leave_random_sample"):
        kept = frame.sample(frac=float(argument["probability"]), random_state=argument.get("seed"))
        chosen = frame.index.isin(kept.index)
        return frame[chosen if name == "take_random_sample" else ~chosen]
    if name == "convert_column_types":
        return _converted(pd, frame, argument)
    raise MLTableError(f"transformations: {name} is not known here.")


def _known(frame: Any, name: str, columns: list[str]) -> None:
    missing = [one for one in columns if one not in frame.columns]
    if missing:
        raise MLTableError(f"{name}: there is no column {', '.join(missing)}.")


def _converted(pd: Any, frame: Any, wanted: Any) -> Any:
    frame = frame.copy()
    for one in wanted:
        columns = one["columns"]
        columns = [columns] if isinstance(columns, str) else list(columns)
        _known(frame, "convert_column_types", columns)
        for column in columns:
            frame[column] = _as_type(pd, frame[column], one["column_type"])
    return frame


def _as_type(pd: Any, column: Any, kind: Any) -> Any:
    name, settings = next(iter(kind.items())) if isinstance(kind, dict) else (str(kind), {})
    settings = settings or {}
    if name in ("int", "long"):
        return pd.to_numeric(column).astype(INTEGER)
    if name in ("float", "double"):
        return pd.to_numeric(column).astype(NUMBER)
    if name == "string":
        return column.astype(str)
    if name == "boolean":
        true = [str(one) for one in settings.get("true_values") or TRUE]
        false = [str(one) for one in settings.get("false_values") or FALSE]
        return column.astype(str).map({**dict.fromkeys(true, True), **dict.fromkeys(false, False)})
    if name == "datetime":
        formats = settings.get("formats") or [None]
        formats = [formats] if isinstance(formats, str) else list(formats)
        return pd.to_datetime(column, format=formats[0])
    raise MLTableError(f"convert_column_types: {name!r} is no type.")
