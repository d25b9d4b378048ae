"""``import mltable`` in a step: the tables that MLTable files describe, read with pandas.

For environments without Azure's package of this name, which is found first where it is installed.
Reads delimited, Parquet and JSON-lines files beside the MLTable file, or at http(s) addresses.
It must run in any Python from 3.7 on; pandas and PyYAML are the environment's own.
"""

from __future__ import annotations

import importlib
import os
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._errors import MLTableError

FILE = "MLTable"
SCHEMA = "https://azuremlschemas.azureedge.net/latest/MLTable.schema.json"
READERS = ("read_delimited", "read_parquet", "read_json_lines")
ENCODINGS = {
    "utf8": "utf-8",
    "iso88591": "latin-1",
    "latin1": "latin-1",
    "utf16": "utf-16",
    "windows1252": "cp1252",
    "ascii": "ascii",
}
HEADERS = ("no_header", "from_first_file", "all_files_same_headers", "all_files_different_headers")
NOT_DATA = ("_", ".")

if TYPE_CHECKING:
    from collections.abc import Iterable

    Step = tuple[str, Any]
    Names = str | Iterable[str]


def load(uri: str, storage_options: Any = None, ml_client: Any = None) -> MLTable:
    """The table of a folder that holds an MLTable file, or of the MLTable file itself."""
    if str(uri).startswith("azureml:"):
        raise MLTableError(
            f"{uri} is an address: the input has `mode: direct`. Leave the mode out, and the "
            "step gets the path of a folder with the table."
        )
    path = Path(uri).absolute()
    path = path / FILE if path.is_dir() else path
    if not path.is_file():
        raise MLTableError(f"{uri}: there is no MLTable file here.")
    raw = _module("yaml").safe_load(path.read_text(encoding="utf-8"))
    return _of_mapping(raw, path.parent, str(path))


def from_paths(paths: list[dict[str, str]]) -> MLTable:
    """A table of files, one row for each."""
    return MLTable(Path.cwd(), paths, [])


def from_delimited_files(
    paths: list[dict[str, str]],
    header: Any = "all_files_same_headers",
    delimiter: str = ",",
    support_multi_line: bool = False,
    empty_as_string: bool = False,
    encoding: str = "utf8",
    include_path_column: bool = False,
    infer_column_types: Any = True,
) -> MLTable:
    options = {
        "header": str(getattr(header, "name", header)),
        "delimiter": delimiter,
        "support_multi_line": support_multi_line,
        "empty_as_string": empty_as_string,
        "encoding": str(getattr(encoding, "name", encoding)),
        "include_path_column": include_path_column,
        "infer_column_types": infer_column_types,
    }
    return MLTable(Path.cwd(), paths, [("read_delimited", options)])


def from_parquet_files(
    paths: list[dict[str, str]],
    include_path_column: bool = False,
) -> MLTable:
    return MLTable(
        Path.cwd(), paths, [("read_parquet", {"include_path_column": include_path_column})]
    )


def from_json_lines_files(
    paths: list[dict[str, str]],
    invalid_lines: str = "error",
    encoding: str = "utf8",
    include_path_column: bool = False,
) -> MLTable:
    options = {
        "invalid_lines": str(getattr(invalid_lines, "name", invalid_lines)),
        "encoding": encoding,
        "include_path_column": include_path_column,
    }
    return MLTable(Path.cwd(), paths, [("read_json_lines", options)])


class MLTable:
    """Files and what is done to them. Nothing is read before it is asked for; each method gives
    another table."""

    def __init__(
        self,
        folder: Path,
        paths: list[dict[str, str]],
        steps: list[Step],
    ) -> None:
        self._folder = folder
        self._paths = [dict(one) for one in paths]
        self._steps = list(steps)

    @property
    def paths(self) -> list[dict[str, str]]:
        return [dict(one) for one in self._paths]

    def take(self, count: int = 20) -> MLTable:
        return self._then("take", count)

    def skip(self, count: int) -> MLTable:
        return self._then("skip", count)

    def keep_columns(self, columns: Names) -> MLTable:
        return self._then("keep_columns", columns)

    def drop_columns(self, columns: Names) -> MLTable:
        return self._then("drop_columns", columns)

    def filter(self, expression: str) -> MLTable:
        return self._then("filter", expression)

    def take_random_sample(self, probability: float, seed: int | None = None) -> MLTable:
        return self._then("take_random_sample", {"probability": probability, "seed": seed})

    def random_split(
        self,
        percent: float = 0.5,
        seed: int | None = None,
    ) -> tuple[MLTable, MLTable]:
        seed = random.randrange(2**31) if seed is None else seed  # noqa: S311
        both = {"probability": percent, "seed": seed}
        return self._then("take_random_sample", both), self._then("leave_random_sample", both)

    def convert_column_types(self, column_types: dict[Any, Any]) -> MLTable:
        listed = [
            {"columns": list(key) if isinstance(key, (tuple, list)) else [key], "column_type": kind}
            for key, kind in column_types.items()
        ]
        return self._then("convert_column_types", listed)

    def show(self, count: int = 20) -> Any:
        return self.take(count).to_pandas_dataframe()

    def to_pandas_dataframe(self) -> Any:
        """A pandas DataFrame of all rows."""
        from . import _frames  # noqa: PLC0415  (not before it is needed)

        return _frames.of(_module("pandas"), self._files(), self._steps)

    def save(self, path: str | None = None, **_: Any) -> MLTable:
        """Write the MLTable file into the folder ``path``."""
        folder = Path(path or self._folder).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        paths = [
            {kind: self._seen_from(folder, text) for kind, text in one.items()}
            for one in self._paths
        ]
        steps = [{name: argument} for name, argument in self._steps]
        told = {"$schema": SCHEMA, "type": "mltable", "paths": paths, "transformations": steps}
        with (folder / FILE).open("w", encoding="utf-8") as file:
            _module("yaml").safe_dump(told, file, sort_keys=False)
        return MLTable(folder, paths, self._steps)

    def _seen_from(self, folder: Path, text: str) -> str:
        if "://" in text:
            return text
        return os.path.relpath(self._folder / text, folder).replace(os.sep, "/")

    def _then(self, name: str, argument: Any) -> MLTable:
        return MLTable(self._folder, self._paths, [*self._steps, (name, argument)])

    def _files(self) -> list[str]:
        found: list[str] = []
        for one in self._paths:
            for kind, text in one.items():
                found.extend(self._of_path(kind, text))
        return found

    def _of_path(self, kind: str, text: str) -> list[str]:
        if re.match(r"https?://", text) and kind == "file":
            return [text]
        if "://" in text:
            raise MLTableError(
                f"{text}: only files beside the MLTable file, or single files at http(s) "
                "addresses, can be read here."
            )
        path = self._folder / text
        if kind == "file" and path.is_file():
            return [os.path.normpath(path)]
        if kind == "folder" and path.is_dir():
            return _below(path)
        if kind == "pattern":
            found = sorted(self._folder.glob(os.path.normpath(text)))
            kept = [str(one) for one in found if one.is_file()]
            if kept:
                return kept
        raise MLTableError(f"paths: there is no {kind} {text}.")


def _of_mapping(raw: Any, folder: Path, place: str) -> MLTable:
    if not isinstance(raw, dict) or not isinstance(raw.get("paths"), list):
        raise MLTableError(f"{place}: `paths` is missing; it lists files, folders or patterns.")
    paths = [one for one in raw["paths"] if isinstance(one, dict) and len(one) == 1]
    steps = [_step(one, place) for one in raw.get("transformations") or []]
    if len(paths) != len(raw["paths"]):
        raise MLTableError(f"{place}: each of `paths` names one file, folder or pattern.")
    return MLTable(folder, paths, steps)


def _step(one: Any, place: str) -> Step:
    if isinstance(one, str):
        return one, {}
    if isinstance(one, dict) and len(one) == 1:
        [(name, argument)] = one.items()
        return str(name), argument
    raise MLTableError(f"{place}: each of `transformations` is one name with its settings.")


def _below(folder: Path) -> list[str]:
    """Files whose names do not say that they are something else."""
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith(NOT_DATA))
        kept = (one for one in sorted(names) if not one.startswith(NOT_DATA) and one != FILE)
        found.extend(str(Path(parent) / one) for one in kept)
    return found


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        wanted = "pyyaml" if name == "yaml" else name
        raise MLTableError(
            f"mltable needs {wanted}; add it to the environment of the step."
        ) from None


__all__ = [
    "MLTable",
    "MLTableError",
    "from_delimited_files",
    "from_json_lines_files",
    "from_parquet_files",
    "from_paths",
    "load",
]
