"""Folders as zip files: the same files give the same bytes, whenever and wherever it is done."""

import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO, Final

ENDING: Final = ".zip"
# Compressing would give other bytes with another version of the library.
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_FILE, _SCRIPT, _FOLDER = 0o100644, 0o100755, 0o040755


def folder_of(path: PurePosixPath) -> PurePosixPath:
    """``lib`` of ``lib.zip``: what is meant where there is no such file."""
    return path.with_suffix("")


def write(target: IO[bytes], folder: str, members: Iterable[tuple[str, bytes, bool]]) -> None:
    """members: (path below the folder, content, is_executable). ``folder`` is the root inside."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as file:
        file.writestr(_entry(f"{folder}/", _FOLDER), b"")
        for path, content, is_executable in sorted(members):
            mode = _SCRIPT if is_executable else _FILE
            file.writestr(_entry(f"{folder}/{path}", mode), content)


def _entry(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.external_attr = mode << 16
    entry.create_system = 3  # Unix, also where this is not
    return entry
