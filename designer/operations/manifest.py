"""The manifest of a folder: which files it holds, under which hash. Checked before it is believed.

A manifest comes from a client. Paths are confined by refusing everything that is not a plain
relative path with forward slashes; sizes and counts are limited by settings.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings

from studio.lib.errors import Invalid, TooLarge

_SHA256 = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
PATH_MAX = 1000
PART_MAX = 255


@dataclass(frozen=True, slots=True, order=True)
class ManifestFile:
    """One file: where it lies in the folder and which bytes it holds."""

    path: str
    sha256: str
    size_bytes: int
    executable: bool = False

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def checked(files: Iterable[Mapping[str, Any]], largest: int | None = None) -> list[ManifestFile]:
    """The files in order of their paths. Raises Invalid or TooLarge with the place.

    largest: bytes of all files together, for code; data is limited file by file as it comes.
    """
    manifest = [_file(index, one) for index, one in enumerate(files)]
    _limit(manifest, largest)
    manifest.sort()
    _refuse_clashes(manifest)
    return manifest


def checked_path(path: str, place: str) -> str:
    """``path`` when it is a plain relative one: no ``..``, no root, no backslash."""
    parts = path.split("/")
    bad = not path or len(path) > PATH_MAX or _CONTROL.search(path)
    if bad or any(part in ("", ".", "..") or _bytes_of(part) > PART_MAX for part in parts):
        raise Invalid(
            "path-wrong",
            f"{path!r} cannot be a path here.",
            hint="Paths are relative, with `/`, and without `.` and `..`.",
            place=place,
        )
    return path


def _bytes_of(part: str) -> int:
    """How long it is on disk. Half a surrogate pair, which JSON can carry, is never a name."""
    try:
        return len(part.encode())
    except UnicodeEncodeError:
        return PART_MAX + 1


def digest(manifest: Sequence[ManifestFile]) -> str:
    """SHA-256 over the sorted manifest: the same folder has the same digest everywhere."""
    lines = [[one.path, one.sha256, one.size_bytes, one.executable] for one in sorted(manifest)]
    return hashlib.sha256(json.dumps(lines, separators=(",", ":")).encode()).hexdigest()


def size_bytes(manifest: Iterable[ManifestFile]) -> int:
    return sum(one.size_bytes for one in manifest)


def _file(index: int, one: Mapping[str, Any]) -> ManifestFile:
    place = f"files.{index}"
    sha256, size = one.get("sha256"), one.get("size_bytes")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise Invalid("sha256-wrong", "A sha256 is 64 hexadecimal digits.", place=f"{place}.sha256")
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise Invalid("size-wrong", "A size is a number of bytes.", place=f"{place}.size_bytes")
    path = checked_path(str(one.get("path", "")), f"{place}.path")
    return ManifestFile(path, sha256, size, bool(one.get("executable", False)))


def _limit(manifest: Sequence[ManifestFile], largest: int | None) -> None:
    most: int = settings.SNAPSHOT_MAX_FILES
    if len(manifest) > most:
        raise TooLarge(
            "snapshot-too-many-files",
            f"The folder has {len(manifest):,} files; {most:,} are allowed.",
            hint="List what is not needed in .amlignore, or raise STUDIO_SNAPSHOT_MAX_FILES.",
        )
    total = size_bytes(manifest)
    if largest is not None and total > largest:
        raise TooLarge(
            "snapshot-too-large",
            f"The folder has {total / 1e6:,.1f} MB; {largest / 1e6:,.1f} MB are allowed.",
            hint="List what is not needed in .amlignore, or raise STUDIO_SNAPSHOT_MAX_MB.",
        )


def _refuse_clashes(manifest: Sequence[ManifestFile]) -> None:
    paths: set[str] = set()
    for one in manifest:
        if one.path in paths:
            raise Invalid("path-twice", f'"{one.path}" is listed twice.', place=one.path)
        paths.add(one.path)
    for one in manifest:
        for parent in PurePosixPath(one.path).parents:
            if str(parent) in paths:
                raise Invalid(
                    "path-wrong",
                    f'"{parent}" is listed as a file, and as the folder of "{one.path}".',
                    place=one.path,
                )
