"""Splits the input of a parallel step into mini-batches.

Runs inside the step, in its own Python (3.7 or newer). Splitting text needs no package: pieces of
delimited text and of JSON lines are ranges of bytes that begin where a line does. Parquet is split
with pyarrow, which the step's environment must have.

A mini-batch is a mapping that survives JSON: "items" (paths) for files; for tables "pieces", each a
file with a range, or "stored", a pickled frame; "keys", the values of the partition keys.
"""

from __future__ import annotations

import glob
import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

DEFAULT_BYTES = 1024 * 1024
WHOLE = 1 << 62
READERS = ("read_delimited", "read_json_lines", "read_parquet")
AFTER = ("drop_columns", "keep_columns", "convert_column_types")
FORMAT = "extract_columns_from_partition_format"
ENCODINGS = {
    "utf8": "utf-8",
    "utf8bom": "utf-8-sig",
    "iso88591": "latin-1",
    "ascii": "utf-8",
    "windows1252": "cp1252",
}
# Whose line ends are one byte: others are not cut.
CUTTABLE = ("utf-8", "utf-8-sig", "latin-1", "cp1252", "latin1")
# In a partition format: numbers of a date.
DATES = ("yyyy", "MM", "dd", "HH", "mm", "ss")
# What looks at all rows: the table is read as a whole, and then split.
OF_ALL_ROWS = ("take", "skip", "filter", "take_random_sample")


class Refused(Exception):
    """Something that a person must change; its text says what."""


def files_below(place: str) -> list[str]:
    """All files of a folder by name, or the file itself. Names that begin with a dot are left."""
    if not os.path.isdir(place):
        return [place]
    found = []
    for folder, inner, names in os.walk(place):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        found += [os.path.join(folder, name) for name in names if not name.startswith(".")]
    return sorted(found)


def split(plan: dict[str, Any]) -> list[dict[str, Any]]:
    """The mini-batches of a plan (``studio_batches``), in order."""
    table = plan["table"]
    if table is None:
        files = files_below(plan["data"])
        return split_files(files, plan["mini_batch_size"], plan["is_bytes"])
    read = Table(table, plan["data"])
    keys = plan["partition_keys"]
    if keys and read.is_whole:
        raise Refused("partition_keys: the MLTable may not take, skip, filter or sample rows.")
    if keys:
        return by_keys(read, keys, plan["scratch"])
    if read.is_whole:
        from studio_frames import by_rows

        return list(
            by_rows(plan["data"], plan["mini_batch_size"] or DEFAULT_BYTES, plan["scratch"])
        )
    if read.reader is None:
        return split_files(read.files, plan["mini_batch_size"], plan["is_bytes"])
    size = plan["mini_batch_size"] or DEFAULT_BYTES
    return [{"pieces": [piece]} for file in read.files for piece in read.pieces(file, size)]


def split_files(files: list[str], size: int | None, is_bytes: bool) -> list[dict[str, Any]]:
    """So many files each; with a unit, as many as hold so many bytes."""
    if not is_bytes:
        step = size or 1
        return [{"items": files[at : at + step]} for at in range(0, len(files), step)]
    batches: list[dict[str, Any]] = []
    room = 0
    for file in files:
        if room <= 0:
            batches.append({"items": []})
            room = size or DEFAULT_BYTES
        batches[-1]["items"].append(file)
        room -= os.path.getsize(file)
    return batches


class Table:
    """An MLTable file: which files, how they are read, what is done with the columns."""

    def __init__(self, raw: dict[str, Any], root: str) -> None:
        self.root = root
        self.reader: str | None = None
        self.options: dict[str, Any] = {}
        self.after: list[tuple[str, Any]] = []
        self.format = ""
        self.is_whole = False
        for entry in raw.get("transformations") or []:
            for name, options in _named(entry):
                self._take(name, options)
        self.files = self._files(raw.get("paths") or [])

    def _take(self, name: str, options: Any) -> None:
        if name in READERS:
            self.reader, self.options = name, options if isinstance(options, dict) else {}
        elif name == FORMAT:
            self.format = str(options.get("partition_format", ""))
        elif name in AFTER:
            self.after.append((name, options))
        elif name in OF_ALL_ROWS:
            self.is_whole = True
        else:
            known = ", ".join((*READERS, *AFTER, *OF_ALL_ROWS, FORMAT))
            raise Refused(
                f"The MLTable has the transformation {name}; a parallel step knows {known}."
            )

    def _files(self, paths: list[Any]) -> list[str]:
        found: list[str] = []
        for entry in paths:
            for kind, written in _named(entry):
                text = str(written)
                if "://" in text:
                    raise Refused(f"The MLTable names {text}: only paths beside it can be read.")
                place = os.path.normpath(os.path.join(self.root, text))
                if kind == "pattern":
                    hits = sorted(glob.glob(place, recursive=True))
                    found += [one for one in hits if os.path.isfile(one)]
                elif not os.path.exists(place):
                    raise Refused(f"The MLTable names {text}, which is not there.")
                else:
                    found += files_below(place)
        own = os.path.join(self.root, "MLTable")
        return [one for one in dict.fromkeys(found) if one != own]

    @property
    def encoding(self) -> str:
        written = str(self.options.get("encoding", "utf8"))
        return ENCODINGS.get(written.lower(), written)

    @property
    def header(self) -> str:
        return str(self.options.get("header", "all_files_same_headers"))

    def pieces(self, file: str, size: int) -> list[dict[str, Any]]:
        if self.reader == "read_parquet":
            return list(_row_ranges(file, size))
        is_whole = bool(self.options.get("support_multi_line")) or self.encoding not in CUTTABLE
        first = 0
        if self.reader == "read_delimited" and self._begins_with_names(file):
            first = end_of_line(file, 0)
        if is_whole:
            return [{"file": file, "start": first, "end": os.path.getsize(file)}]
        return [
            {"file": file, "start": start, "end": end}
            for start, end in _line_ranges(file, first, size)
        ]

    def _begins_with_names(self, file: str) -> bool:
        if self.header == "no_header":
            return False
        return self.header != "from_first_file" or file == self.files[0]

    def columns_of(self, file: str) -> dict[str, str]:
        """What the partition format finds in a file's path."""
        if not self.format:
            return {}
        path = os.path.relpath(file, self.root)
        found = re.search(_pattern(self.format), path)
        if found is None:
            raise Refused(f"{path} does not fit the partition format {self.format}.")
        return found.groupdict()


def by_keys(table: Table, keys: list[str], scratch: str) -> list[dict[str, Any]]:
    """One mini-batch for each combination of values: from the paths, else from the columns."""
    found = [table.columns_of(file) for file in table.files]
    if found and all(key in found[0] for key in keys):
        groups: dict[tuple[str, ...], list[str]] = {}
        for file, columns in zip(table.files, found):
            groups.setdefault(tuple(columns[key] for key in keys), []).append(file)
        return [
            _of_group(table, dict(zip(keys, values)), groups[values]) for values in sorted(groups)
        ]
    if table.reader is None:
        raise Refused(
            "partition_keys: the paths of the MLTable hold no {}.".format(", ".join(keys))
        )
    from studio_frames import by_columns

    return list(by_columns(table, keys, scratch))


def _of_group(table: Table, keys: dict[str, str], files: list[str]) -> dict[str, Any]:
    if table.reader is None:
        return {"items": files, "keys": keys}
    pieces = [piece for file in files for piece in table.pieces(file, WHOLE)]
    return {"pieces": pieces, "keys": keys}


def shown(batch: dict[str, Any], root: str) -> str:
    """A mini-batch in the words of a person: its keys, its files, its range."""
    if batch.get("keys"):
        return ", ".join(f"{key}={value}" for key, value in batch["keys"].items())
    if "items" in batch:
        names = [
            os.path.relpath(one, root) if one != root else os.path.basename(one)
            for one in batch["items"]
        ]
        return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
    if "rows" in batch:
        return "rows {} to {}".format(*batch["rows"])
    piece = batch["pieces"][0]
    name = os.path.relpath(piece["file"], root)
    unit = "rows" if piece.get("is_rows") else "bytes"
    return "{}, {} {} to {}".format(name, unit, piece["start"], piece["end"])


def _named(entry: Any) -> Iterator[tuple[str, Any]]:
    """An entry of a list of the file: a mapping of one key, or a bare name."""
    if isinstance(entry, dict):
        yield from entry.items()
    elif isinstance(entry, str):
        yield entry, {}


def _pattern(written: str) -> str:
    """``{Store}/{file_name}.{extension}`` as a regular expression for the end of a path."""
    pattern = ""
    for part in re.split(r"(\{[^{}]+\})", written.lstrip("/")):
        if part.startswith("{"):
            name, _, dates = part[1:-1].partition(":")
            inner = "[^/]+"
            if dates:
                inner = "".join(
                    r"\d+" if one in DATES else re.escape(one)
                    for one in re.split("({})".format("|".join(DATES)), dates)
                    if one
                )
            pattern += f"(?P<{name}>{inner})"
        else:
            pattern += re.escape(part)
    return f"(?:^|/){pattern}$"


def end_of_line(file: str, at: int) -> int:
    """Where the line that holds byte ``at`` ends."""
    with open(file, "rb") as handle:
        handle.seek(at)
        handle.readline()
        return handle.tell()


def _line_ranges(file: str, start: int, size: int) -> Iterator[tuple[int, int]]:
    end = os.path.getsize(file)
    while start < end:
        stop = end if start + size >= end else end_of_line(file, start + size - 1)
        yield start, stop
        start = stop


def _row_ranges(file: str, size: int) -> Iterator[dict[str, Any]]:
    from pyarrow import parquet

    facts = parquet.ParquetFile(file).metadata
    total = sum(facts.row_group(one).total_byte_size for one in range(facts.num_row_groups))
    step = max(1, facts.num_rows * size // max(total, 1))
    for start in range(0, facts.num_rows, step):
        end = min(start + step, facts.num_rows)
        yield {"file": file, "start": start, "end": end, "is_rows": True}
