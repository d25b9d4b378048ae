"""Looking into a folder (or at a single file) that a step or a person left: list, preview, zip.

``root`` is what may be looked at; ``relative`` is text from outside and stays below it. Every
answer is bounded: listings and previews are cut with ``truncated``, zips are never held in memory.
"""

import csv
import io
import itertools
import json
import mimetypes
import os
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from studio.lib import clock
from studio.lib.errors import NotFound
from studio.storage import confine

LIST_MAX = 2000
TEXT_MAX_BYTES = 256 * 1024
TABLE_MAX_BYTES = 2 * 1024 * 1024
CSV_MAX_ROWS = 200
CSV_MAX_COLUMNS = 200
CSV_MAX_CELL = 1000
SNIFF_BYTES = 8192
CHUNK_BYTES = 256 * 1024
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".ico", ".avif"})
SEPARATORS = {".csv": ",", ".tsv": "\t"}
MARKDOWN = frozenset({".md", ".markdown"})
NOTHING: Mapping[str, Any] = {"items": [], "truncated": False}
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def find(root: Path, relative: str) -> Path:
    """The file or folder ``relative`` below ``root``, which may itself be a single file.

    Raises Invalid("path-outside") and NotFound("file-not-found").
    """
    if root.is_file() and relative in ("", root.name):
        return root.resolve()
    found = confine.inside(root, relative)
    # Neither a file nor a folder is a pipe or a socket, and opening one may wait for ever.
    if not (found.is_file() or found.is_dir()):
        raise NotFound("file-not-found", f'There is no file "{relative or root.name}".')
    return found


def listing(root: Path, relative: str = "") -> dict[str, Any]:
    """A FileList: folders first, by name, at most ``LIST_MAX`` entries."""
    found = find(root, relative)
    if found.is_file():
        return {"items": [_entry(found, relative or found.name)], "truncated": False}
    with os.scandir(found) as entries:
        names = [entry.name for entry in itertools.islice(entries, LIST_MAX + 1)]
    prefix = relative.strip("/")
    items = [
        _entry(found / name, f"{prefix}/{name}" if prefix else name)
        for name in names[:LIST_MAX]
        if _is_within(root, found / name)
    ]
    items.sort(key=lambda item: (not item["is_folder"], item["name"]))
    return {"items": items, "truncated": len(names) > LIST_MAX}


def _is_within(root: Path, path: Path) -> bool:
    """False for links that leave ``root`` or lead nowhere: they are not shown at all."""
    return not path.is_symlink() or (
        path.exists() and path.resolve().is_relative_to(root.resolve())
    )


def _entry(path: Path, relative: str) -> dict[str, Any]:
    stat = path.stat()
    is_folder = path.is_dir()
    return {
        "name": path.name,
        "path": relative,
        "is_folder": is_folder,
        "size_bytes": None if is_folder else stat.st_size,
        "modified_at": clock.iso(datetime.fromtimestamp(stat.st_mtime, UTC)),
    }


def media_type(name: str) -> str:
    """Guessed from the name alone: ``application/octet-stream`` when it says nothing."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def preview(root: Path, relative: str = "") -> dict[str, Any]:
    """A Preview of a file: text, rows of a table, or what kind of thing it is."""
    path = find(root, relative)
    shown = {
        "kind": "binary",
        "name": path.name,
        "size_bytes": 0,
        "text": None,
        "columns": None,
        "rows": None,
        "truncated": False,
        "media_type": media_type(path.name),
    }
    if path.is_dir():
        return shown | {"kind": "folder", "media_type": "inode/directory"}
    shown["size_bytes"] = path.stat().st_size
    suffix = path.suffix.lower()
    if suffix in IMAGES:
        return shown | {"kind": "image"}
    if not _is_text(path):
        return shown
    if suffix in SEPARATORS:
        return shown | _table(path, SEPARATORS[suffix])
    return shown | _text(path, suffix)


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" not in file.read(SNIFF_BYTES)


def _text(path: Path, suffix: str) -> dict[str, Any]:
    text, truncated = head(path, TEXT_MAX_BYTES)
    if suffix == ".json" and not truncated:
        return {"kind": "json", "text": _indented(text), "truncated": False}
    kind = "markdown" if suffix in MARKDOWN else "text"
    return {"kind": kind, "text": text, "truncated": truncated}


def head(path: Path, most: int) -> tuple[str, bool]:
    """The first ``most`` bytes as text, cut at a character; whether something was cut."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) <= most:
        return data.decode(errors="replace"), False
    data = data[:most]
    while data and data[-1] & 0xC0 == 0x80:
        data = data[:-1]
    return data[:-1].decode(errors="replace") if data[-1:] >= b"\xc0" else data.decode(
        errors="replace"
    ), True


def _indented(text: str) -> str:
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _table(path: Path, separator: str) -> dict[str, Any]:
    """The head of a table. What does not read as one is shown as text."""
    text, is_cut = head(path, TABLE_MAX_BYTES)
    try:
        read = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
        rows = [_cells(row) for row in itertools.islice(read, CSV_MAX_ROWS + 2)]
    except csv.Error:
        return _text(path, "")
    if is_cut and 1 < len(rows) < CSV_MAX_ROWS + 2:
        rows.pop()  # the line in which the text was cut
    columns, body = (rows[0], rows[1:]) if rows else ([], [])
    return {
        "kind": "csv",
        "columns": columns,
        "rows": body[:CSV_MAX_ROWS],
        "truncated": is_cut or len(body) > CSV_MAX_ROWS,
    }


def _cells(row: list[str]) -> list[str]:
    return [cell[:CSV_MAX_CELL] for cell in row[:CSV_MAX_COLUMNS]]


class _Outlet:
    """A file that cannot seek: zipfile writes to it, the response takes what has come."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        data = b"".join(self._parts)
        self._parts.clear()
        return data


def zipped(root: Path, relative: str = "") -> Iterator[bytes]:
    """A zip of a file or folder as it is made, chunk by chunk; links that leave are left out."""
    top = find(root, relative)
    outlet = _Outlet()
    with zipfile.ZipFile(cast(IO[bytes], outlet), "w", compresslevel=1) as archive:
        for path, name in _members(top):
            yield from _add(archive, outlet, path, name)
    yield outlet.take()


def _members(top: Path) -> Iterator[tuple[Path, str]]:
    if top.is_file():
        yield top, top.name
        return
    for folder, folders, files in os.walk(top):
        folders.sort()
        here = Path(folder)
        for name in sorted(files):
            if _is_within(top, here / name) and (here / name).is_file():
                yield here / name, (here / name).relative_to(top).as_posix()
        if not folders and not files and here != top:
            yield here, here.relative_to(top).as_posix() + "/"


def _add(archive: zipfile.ZipFile, outlet: _Outlet, path: Path, name: str) -> Iterator[bytes]:
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    if info.is_dir():
        archive.writestr(info, b"")
        return
    info.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK_BYTES):
            target.write(chunk)
            yield outlet.take()
    yield outlet.take()
