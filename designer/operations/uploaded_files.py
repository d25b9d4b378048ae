"""Uploaded files as ``designer.graph.files.Files``: the members of a zip, or one YAML file.

A zip is somebody's text: names that leave it, links, secrets and bombs are refused before
anything is unpacked, and nothing is ever unpacked to a path that the zip names.
"""

import lzma
import posixpath
import stat
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath
from typing import IO

from django.conf import settings

from designer.operations import manifest
from studio.lib.errors import Invalid, TooLarge

RATIO_MAX = 200
RATIO_FREE_BYTES = 1024 * 1024
YAML_MAX_BYTES = 2 * 1024 * 1024
SUFFIXES = (".yml", ".yaml")
_LEFT_OUT = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db"})
# What unpacking raises for damaged bytes, whatever way they were packed in.
_AGAIN = "Zip the folder again and upload that."
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    RuntimeError,
    NotImplementedError,
    EOFError,
)


class Upload(ABC):
    """What came: paths to read, and those that somebody asked for in vain (``missing``)."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}

    @abstractmethod
    def paths(self) -> Collection[str]: ...

    def is_executable(self, path: str) -> bool:
        return False

    @abstractmethod
    def _read(self, path: str) -> bytes:
        """The bytes of one of ``paths``."""

    def read(self, path: PurePosixPath) -> bytes:
        name = normal(path)
        if name not in self.paths():
            self.missing[str(path)] = None
            raise FileNotFoundError(str(path))
        return self._read(name)

    def is_file(self, path: PurePosixPath) -> bool:
        return self._known(path, normal(path) in self.paths())

    def is_folder(self, path: PurePosixPath) -> bool:
        prefix = normal(path)
        inside = (one for one in self.paths() if prefix == "." or one.startswith(f"{prefix}/"))
        return self._known(path, any(inside))

    def yaml_files(self) -> list[PurePosixPath]:
        """The YAML files, the shallowest first."""
        found = [PurePosixPath(one) for one in self.paths() if one.lower().endswith(SUFFIXES)]
        return sorted(found, key=lambda one: (len(one.parts), str(one)))

    def _known(self, path: PurePosixPath, found: bool) -> bool:
        if found:
            self.missing.pop(str(path), None)
        else:
            self.missing[str(path)] = None
        return found


class OneFile(Upload):
    """A single YAML file. Nothing lies beside it, not even itself: a file that names itself as
    data uploads nothing."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__()
        self.name = PurePosixPath(name)
        self._data = data

    def paths(self) -> Collection[str]:
        return ()

    def _read(self, path: str) -> bytes:
        return self._data

    def read(self, path: PurePosixPath) -> bytes:
        return self._read(str(path)) if path == self.name else super().read(path)

    def yaml_files(self) -> list[PurePosixPath]:
        return [self.name]


class Beside(Upload):
    """A YAML file put at ``path`` among others, over one that lies there already."""

    def __init__(self, path: PurePosixPath, file: OneFile, inner: Upload) -> None:
        super().__init__()
        self._path = path
        self._data = file.read(file.name)
        self._inner = inner

    def paths(self) -> Collection[str]:
        return self._inner.paths()

    def is_executable(self, path: str) -> bool:
        return self._inner.is_executable(path)

    def _read(self, path: str) -> bytes:
        return self._inner.read(PurePosixPath(path))

    def read(self, path: PurePosixPath) -> bytes:
        return self._data if path == self._path else super().read(path)


class ZipMembers(Upload):
    """The members of a zip, all checked."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise Invalid(
                "zip-broken", "This is not a zip file, or it is damaged.", hint=_AGAIN
            ) from None
        self._members = _checked(self._zip.infolist())

    def paths(self) -> Collection[str]:
        return self._members.keys()

    def is_executable(self, path: str) -> bool:
        return bool((self._members[path].external_attr >> 16) & stat.S_IXUSR)

    def _read(self, path: str) -> bytes:
        try:
            return self._zip.read(self._members[path])
        except _DAMAGED as error:
            raise Invalid(
                "zip-broken", f'"{path}" cannot be read: {error}', hint=_AGAIN, place=path
            ) from None


def opened(name: str, file: IO[bytes]) -> Upload:
    """An uploaded .zip, .yml or .yaml."""
    return ZipMembers(file) if name.lower().endswith(".zip") else one_file(name, file)


def one_file(name: str, file: IO[bytes]) -> OneFile:
    """An uploaded .yml or .yaml."""
    if not name.lower().endswith(SUFFIXES):
        raise Invalid(
            "upload-kind-wrong",
            f'"{name}" is neither a .yml, a .yaml nor a .zip file.',
            hint="Send the YAML file, or a zip of it with its code.",
            place="file",
        )
    data = file.read(YAML_MAX_BYTES + 1)
    if len(data) > YAML_MAX_BYTES:
        raise TooLarge(
            "yaml-too-large", f"A YAML file may have at most {YAML_MAX_BYTES // 1024**2} MB."
        )
    return OneFile(posixpath.basename(name), data)


def normal(path: PurePosixPath) -> str:
    """``a/../b`` as ``b``. What leaves the upload keeps its ``..`` and so matches no member."""
    return posixpath.normpath(str(path))


def _checked(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        path = manifest.checked_path(info.filename.rstrip("/"), "file")
        if info.is_dir() or _LEFT_OUT.intersection(PurePosixPath(path).parts):
            continue
        if path in members:
            raise Invalid("zip-broken", f'The zip holds "{path}" twice.', hint=_AGAIN, place=path)
        _check_member(info, path)
        members[path] = info
    _check_sizes(members)
    return members


def _check_member(info: zipfile.ZipInfo, path: str) -> None:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Invalid("zip-link", f'"{path}" is a link; zip the files themselves.', place=path)
    if info.flag_bits & 0x1:
        raise Invalid("zip-encrypted", f'"{path}" is encrypted.', place=path)
    packed = max(info.compress_size, 1)
    if info.file_size > RATIO_FREE_BYTES and info.file_size / packed > RATIO_MAX:
        raise TooLarge(
            "zip-ratio",
            f'"{path}" would grow to {info.file_size / packed:,.0f} times its packed size; '
            f"{RATIO_MAX} times are allowed.",
            place=path,
        )


def _check_sizes(members: dict[str, zipfile.ZipInfo]) -> None:
    most: int = settings.SNAPSHOT_MAX_FILES
    largest: int = settings.SNAPSHOT_MAX_BYTES
    total = sum(info.file_size for info in members.values())
    if len(members) > most:
        raise TooLarge(
            "zip-too-many-files", f"The zip holds {len(members):,} files; {most:,} are allowed."
        )
    if total > largest:
        raise TooLarge(
            "zip-too-large",
            f"The zip holds {total / 1e6:,.1f} MB; {largest / 1e6:,.1f} MB are allowed.",
        )


class Tree(Upload):
    """Files that came one by one, each with its relative path. A folder around all is left out."""

    def __init__(self, files: Sequence[tuple[str, IO[bytes]]]) -> None:
        super().__init__()
        self._files: dict[str, IO[bytes]] = {}
        for given, file in files:
            path = manifest.checked_path(given, "file")
            if not _LEFT_OUT & set(PurePosixPath(path).parts):
                self._files[path] = file
        tops = {path.partition("/")[0] for path in self._files}
        if len(tops) == 1 and all("/" in path for path in self._files):
            self._files = {path.partition("/")[2]: file for path, file in self._files.items()}

    def paths(self) -> Collection[str]:
        return self._files.keys()

    def _read(self, path: str) -> bytes:
        file = self._files[path]
        file.seek(0)
        return file.read()
