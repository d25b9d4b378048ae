"""Brings local code and data to the studio: only what it does not have yet, with progress."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import click

from designer.graph import zipped
from designer.graph.git_address import GitAddress
from designer.graph.ignore import ALWAYS_LEFT_OUT, patterns_of
from studio.cli.repository import Limits, cloned
from studio.lib import env
from studio.lib.errors import StudioError
from studio.sdk.client import Client

CHUNK = 1024 * 1024
MAX_BYTES = 300 * 1024 * 1024
NO_LIMIT = "AML_SNAPSHOT_NO_FILE_LIMIT"
LARGEST = 5


@dataclass(frozen=True, slots=True)
class LocalFile:
    """``path`` is relative to the snapshot's root, with slashes."""

    path: str
    place: Path
    size_bytes: int
    executable: bool
    sha256: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "sha256": self.sha256,
            "size_bytes": self.size_bytes,
            "executable": self.executable,
        }


class Upload:
    """The ``Uploader`` of ``designer.graph.package`` that talks to a studio."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def code(self, folder: PurePosixPath | None, includes: Sequence[PurePosixPath]) -> str:
        with tempfile.TemporaryDirectory(prefix="studio-") as scratch:
            beside = [_unzipped_too(Path(one), Path(scratch)) for one in includes]
            files = list(_code_files(Path(folder) if folder is not None else None, beside))
            _refuse_too_large(files, folder or PurePosixPath())
            self._send("Uploading code", files)
            made = self._client.post("snapshots", {"files": [one.as_dict() for one in files]})
        return str(made["reference"])

    def repository(self, address: GitAddress, includes: Sequence[PurePosixPath]) -> str:
        limits = Limits(env.networks("STUDIO_FETCH_NETWORKS"))
        with cloned(address, limits) as folder:
            return self.code(PurePosixPath(folder), includes)

    def data(
        self, path: PurePosixPath, kind: Literal["file", "folder"], datastore: str | None = None
    ) -> str:
        place = Path(path)
        files = [_file(place.name, place)] if kind == "file" else list(_all_files(place))
        self._send("Uploading data", files)
        body = {"kind": kind, "files": [one.as_dict() for one in files], "datastore": datastore}
        return str(self._client.post("uploads", body)["uri"])

    def _send(self, what: str, files: Sequence[LocalFile]) -> None:
        manifest = [one.as_dict() for one in files]
        missing = set(self._client.post("snapshots/missing", {"files": manifest})["missing"])
        wanted = {one.sha256: one for one in files if one.sha256 in missing}
        if not wanted:
            return
        total = sum(one.size_bytes for one in wanted.values())
        with click.progressbar(
            length=total,
            label=f"{what} ({len(wanted)} of {len(files)} files)",
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
        ) as bar:
            for one in wanted.values():
                chunks = _chunks(one.place, bar)
                self._client.put_bytes(f"blobs/{one.sha256}", chunks, one.size_bytes)


def _unzipped_too(include: Path, scratch: Path) -> Path:
    """The file or folder that is included: for ``x.zip`` where only ``x`` is, a zip of that."""
    if include.exists() or include.suffix != zipped.ENDING:
        return include
    folder = include.with_suffix("")
    target = Path(tempfile.mkdtemp(dir=scratch)) / include.name
    members = (_file(path, place) for path, place in _walk(folder, folder, patterns_of("")))
    with target.open("wb") as file:
        entries = ((one.path, one.place.read_bytes(), one.executable) for one in members)
        zipped.write(file, folder.name, entries)
    return target


def _code_files(root: Path | None, includes: Sequence[Path]) -> Iterator[LocalFile]:
    if root is not None and root.is_file():
        yield _file(root.name, root)
    elif root is not None:
        left_out = patterns_of(_ignore_text(root))
        for path, place in _walk(root, root, left_out):
            yield _file(path, place)
    for include in includes:
        if include.is_file():
            yield _file(include.name, include)
        else:
            for path, place in _walk(include, include, patterns_of("")):
                yield _file(f"{include.name}/{path}", place)


def _all_files(root: Path) -> Iterator[LocalFile]:
    """Data: nothing is ignored; links that leave the folder are refused."""
    for path, place in _walk(root, root, None):
        yield _file(path, place)


def _walk(root: Path, folder: Path, left_out: Any) -> Iterator[tuple[str, Path]]:
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        place = Path(entry.path)
        path = place.relative_to(root).as_posix()
        if left_out is not None:
            if entry.name in ALWAYS_LEFT_OUT:
                continue
            if left_out.match_file(f"{path}/" if entry.is_dir() else path):
                continue
        if entry.is_symlink() and not place.resolve().is_relative_to(root.resolve()):
            raise StudioError(
                "link-leaves-folder",
                f"{place} is a link to {place.resolve()}, outside {root}.",
                hint="Copy the file into the folder, or name the link in .amlignore.",
            )
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _walk(root, place, left_out)
        elif entry.is_file():
            yield path, place


def _ignore_text(root: Path) -> str:
    """The root's .amlignore wins over its .gitignore; only one is read."""
    for name in (".amlignore", ".gitignore"):
        if (root / name).is_file():
            return (root / name).read_text(errors="replace")
    return ""


def _file(path: str, place: Path) -> LocalFile:
    try:
        with place.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        status = place.stat()
    except OSError as error:
        raise StudioError("unreadable-file", f"{place} cannot be read: {error.strerror}.") from None
    return LocalFile(path, place, status.st_size, bool(status.st_mode & 0o111), digest)


def _chunks(place: Path, bar: Any) -> Iterator[bytes]:
    with place.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
            bar.update(len(chunk))


def _refuse_too_large(files: Sequence[LocalFile], folder: PurePosixPath) -> None:
    total = sum(one.size_bytes for one in files)
    if total <= MAX_BYTES or os.environ.get(NO_LIMIT):
        return
    largest = sorted(files, key=lambda one: -one.size_bytes)[:LARGEST]
    listed = ", ".join(f"{one.path} ({one.size_bytes // 2**20} MB)" for one in largest)
    raise StudioError(
        "code-too-large",
        f"{folder} holds {total // 2**20} MB of code; the limit is {MAX_BYTES // 2**20} MB. "
        f"The largest: {listed}.",
        hint=f"Put lines such as /{largest[0].path} into {folder}/.amlignore.",
    )
