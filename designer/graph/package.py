"""Local files as the wire form: what a YAML file names is put inside it or uploaded (decision 4).

The result says the same without the folder around it. Its ``Source`` still knows the file and
line of every key, because the sources of inlined files are grafted where they went.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from designer.graph import kinds, mltable, scalars
from designer.graph import overrides as sets
from designer.graph.components import is_internal
from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.files import Files, Uploader, yaml_in
from designer.graph.pack_parts import Packing
from designer.graph.pack_pipeline import pack_pipeline
from designer.graph.report import Report
from designer.graph.source import Source, read

__all__ = ["Packed", "Uploader", "pack", "pack_file", "plain", "read_file"]

Reader = Callable[[PurePosixPath, Files], tuple[Source | None, list[Diagnostic]]]


@dataclass(frozen=True, slots=True)
class Packed:
    """``wire`` is None when the file could not be read at all."""

    kind: str
    wire: dict[str, Any] | None
    source: Source | None
    diagnostics: list[Diagnostic]


def read_file(path: PurePosixPath, files: Files) -> tuple[Source | None, list[Diagnostic]]:
    """A file as a source; one that cannot be read gives a diagnostic."""
    try:
        return read(files.read(path), str(path))
    except FileNotFoundError:
        message = "The file does not exist."
        return None, [Diagnostic("error", "file-not-found", message, file=str(path))]
    except (OSError, ValueError) as error:
        message, hint = f"The file cannot be read: {error}.", None
        if files.is_folder(path):
            message, name = "This is a folder; name the YAML file in it.", yaml_in(path, files)
            hint = f"Write {path / name}." if name else None
        return None, [Diagnostic("error", "file-unreadable", message, hint, file=str(path))]


def pack(
    path: PurePosixPath, files: Files, uploader: Uploader, overrides: Mapping[str, str]
) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """The wire form of a file, or None when something it names is missing."""
    packed = pack_file(path, files, uploader, overrides)
    if packed.wire is None or has_errors(packed.diagnostics):
        return None, packed.diagnostics
    return plain(packed.wire), packed.diagnostics


def pack_file(
    path: PurePosixPath,
    files: Files,
    uploader: Uploader,
    overrides: Mapping[str, str],
    wanted: str | None = None,
    kind: str | None = None,
    reader: Reader = read_file,
) -> Packed:
    """wanted: what whoever asks takes the file for, where the file itself does not say.

    kind: what it is, where whoever asks knows, whatever it says. reader: how its text is read.
    """
    source, found = reader(path, files)
    if source is None:
        return Packed("unknown", None, None, found)
    report = Report(source, items=found)
    if not isinstance(source.data, dict):
        report.error("not-a-mapping", "Expected a mapping of keys, found a list or a text.")
        return Packed("unknown", None, source, report.items)
    raw = sets.apply(report, source.data, overrides)
    if is_internal(report, raw):
        return Packed("unknown", None, source, report.items)
    kind = kind or kinds.taken_for(raw, wanted)
    packing = Packing(files, uploader, report, path.parent, (path,))
    return Packed(kind, _wire(packing, raw, kind), source, report.items)


def _wire(packing: Packing, raw: dict[str, Any], kind: str) -> dict[str, Any]:
    if kind in ("pipeline job", "pipeline component"):
        return pack_pipeline(packing, raw, kind.endswith("job"))
    if kind.endswith("component"):
        return packing.component(raw)
    if kind.endswith("job"):
        return packing.values(packing.component(raw), {})
    if kind == "schedule":
        return packing.schedule(raw)
    if kind == "environment":
        return packing.environment_file(raw)
    if kind == "model":
        return packing.model(raw)
    if kind == "table":
        packing.table_files(packing.folder, packing.report, mltable.read_table(Report(), raw))
    return packing.data_asset(raw) if kind == "data" else raw


def plain(value: Any) -> Any:
    """Dates and unbounded numbers as text: JSON has neither."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if scalars.is_date(value) or scalars.is_unbounded(value):
        return str(value)
    return value
