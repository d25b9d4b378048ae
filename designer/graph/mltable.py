"""MLTable files: which files make a table, and what is done to its rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from designer.graph import shape
from designer.graph.names import did_you_mean
from designer.graph.report import Report

FILE: Final = "MLTable"
READERS: Final[Mapping[str, frozenset[str]]] = {
    "read_delimited": frozenset(
        {"delimiter", "encoding", "header", "empty_as_string", "include_path_column"}
        | {"infer_column_types", "support_multi_line", "path_column"}
    ),
    "read_parquet": frozenset({"include_path_column", "path_column"}),
    "read_json_lines": frozenset({"encoding", "invalid_lines", "include_path_column"}),
}
_DONE: Final = frozenset(
    {"keep_columns", "drop_columns", "take", "skip", "filter", "take_random_sample"}
    | {"convert_column_types", "extract_columns_from_partition_format"}
)
_NOT_READ: Final = frozenset({"read_delta_lake", "random_split"})
_INSTEAD: Final = {
    "read_delta_lake": "Write the rows of the Delta table as Parquet, and use `read_parquet`.",
}
_HEADERS: Final = frozenset(
    {"no_header", "from_first_file", "all_files_same_headers", "all_files_different_headers"}
)
_PATHS: Final = ("file", "folder", "pattern")
_KEYS: Final[shape.Keys] = {
    "$schema": "any",
    "type": "text",
    "paths": "list",
    "transformations": "list",
    "metadata": "any",
    "traits": "any",
    "name": "any",
    "version": "any",
    "description": "any",
    "tags": "any",
    "properties": "any",
}


@dataclass(frozen=True, slots=True)
class Table:
    """paths: (file, folder or pattern; text). reader: empty for a table of files."""

    paths: tuple[tuple[str, str], ...]
    reader: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    steps: tuple[tuple[str, Any], ...] = ()


def read_table(report: Report, raw: object) -> Table:
    """What could be read; findings go to ``report``."""
    if not isinstance(raw, dict):
        report.error("mltable-form", "An MLTable file is a mapping with `paths`.")
        return Table(())
    shape.check_keys(report, raw, _KEYS, "warning")
    if raw.get("type", "mltable") != "mltable":
        report.error("mltable-type", "`type` must be mltable.", "type")
    steps = _steps(report, raw)
    readers = [one for one in steps if one[0] in READERS]
    if len(readers) > 1:
        named = ", ".join(name for name, _ in readers)
        report.error("mltable-readers", f"Give one way of reading, not {named}.", "transformations")
    name, options = readers[0] if readers else ("", {})
    rest = tuple(one for one in steps if one[0] not in READERS)
    return Table(_paths(report, raw), name, options if isinstance(options, dict) else {}, rest)


def is_local(text: str) -> bool:
    return "://" not in text


def _paths(report: Report, raw: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    written = raw.get("paths")
    if not isinstance(written, list) or not written:
        if written is None or isinstance(written, list):
            report.error(
                "mltable-paths",
                "`paths` is missing; it lists the files of the table.",
                hint="For example `paths: [{pattern: ./*.csv}]`.",
            )
        return ()
    found = []
    for index, one in enumerate(written):
        here = report.below("paths", index)
        kinds = [key for key in _PATHS if isinstance(one, dict) and isinstance(one.get(key), str)]
        if len(kinds) != 1 or len(one) != 1:
            here.error("mltable-path", "Each of `paths` names one `file`, `folder` or `pattern`.")
            continue
        text = str(one[kinds[0]])
        if is_local(text) and (text.startswith("/") or _leaves(text)):
            here.error("mltable-path", f"{text} is outside of the table's folder.", kinds[0])
            continue
        found.append((kinds[0], text))
    return tuple(found)


def _leaves(text: str) -> bool:
    depth = 0
    for part in PurePosixPath(text).parts:
        depth += -1 if part == ".." else 1
        if depth < 0:
            return True
    return False


def _steps(report: Report, raw: Mapping[str, Any]) -> list[tuple[str, Any]]:
    written = raw.get("transformations")
    found: list[tuple[str, Any]] = []
    for index, one in enumerate(written if isinstance(written, list) else ()):
        here = report.below("transformations", index)
        if isinstance(one, str):
            one = {one: {}}
        if not isinstance(one, dict) or len(one) != 1:
            here.error("mltable-step", "Each of `transformations` is one name with its settings.")
            continue
        [(name, argument)] = one.items()
        if name in _NOT_READ:
            here.error("mltable-step", f"`{name}` is not read here.", name, hint=_INSTEAD.get(name))
        elif name not in READERS and name not in _DONE:
            meant = did_you_mean(str(name), (*READERS, *_DONE))
            here.error("mltable-step", f'Unknown transformation "{name}".{meant}', str(name))
        else:
            found.append((str(name), argument))
            _check_step(here.below(str(name)), str(name), argument)
    return found


def _check_step(report: Report, name: str, argument: object) -> None:
    if name in READERS:
        if argument is None:
            return
        if not isinstance(argument, dict):
            report.error("mltable-step", f"`{name}` takes a mapping of settings.")
            return
        for key in argument:
            if key not in READERS[name]:
                meant = did_you_mean(str(key), READERS[name])
                report.warning("unknown-key", f"Unknown key `{key}`; it has no effect.{meant}", key)
        shape.one_of(report, argument, "header", _HEADERS)
    elif name in ("take", "skip"):
        if not isinstance(argument, int) or isinstance(argument, bool) or argument < 0:
            report.error("mltable-step", f"`{name}` takes a number of rows.")
    elif name in ("keep_columns", "drop_columns"):
        if not isinstance(argument, str) and not shape.is_kind(argument, "texts"):
            report.error("mltable-step", f"`{name}` takes names of columns.")
    elif name == "filter" and not isinstance(argument, str):
        report.error("mltable-step", '`filter` takes text like `col("price") > 3`.')
    elif name == "extract_columns_from_partition_format":
        _check_partition(report, name, argument)


def _check_partition(report: Report, name: str, argument: object) -> None:
    """Its names in braces become columns, so they are names."""
    written = argument.get("partition_format") if isinstance(argument, dict) else None
    if not isinstance(written, str) or not written:
        hint = "For example `partition_format: '/{Store}/{Brand}/{file}.csv'`."
        report.error("mltable-step", f"`{name}` takes a `partition_format`.", hint=hint)
        return
    wanted = [one.partition(":")[0] for one in re.findall(r"\{([^{}]*)\}", written)]
    wrong = [one for one in wanted if not re.fullmatch(r"[A-Za-z_]\w*", one, re.ASCII)]
    if not wanted or wrong or len(set(wanted)) < len(wanted):
        message = f"In {written}, each name of a column stands once in braces: letters, digits, _."
        report.error("mltable-step", message, "partition_format")
