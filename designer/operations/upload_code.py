"""Stores code and data that came inside an upload: the server's ``Uploader`` for packing."""

import hashlib
import io
import posixpath
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pathspec import GitIgnoreSpec

from designer.graph import zipped
from designer.graph.files import not_cloned
from designer.graph.git_address import GitAddress
from designer.graph.ignore import ALWAYS_LEFT_OUT, patterns_of
from designer.graph.references import SNAPSHOT_PREFIX
from designer.operations import held_blobs, snapshots, uploads
from designer.operations.uploaded_files import Upload, normal
from studio.models import Workspace
from studio.storage import blobs

IGNORE_FILES = (".amlignore", ".gitignore")


class ServerUploader:
    """Implements ``designer.graph.package.Uploader`` for files that are here already."""

    def __init__(self, workspace: Workspace, upload: Upload) -> None:
        self._workspace = workspace
        self._upload = upload

    def code(self, folder: PurePosixPath | None, includes: Sequence[PurePosixPath]) -> str:
        """``azureml:snapshot:<digest>`` of a folder (or a single file) and what goes beside it."""
        members = {} if folder is None else dict(self._members(normal(folder), is_root=True))
        files = {target: self._stored(target, path) for target, path in members.items()}
        for include in includes:
            if self._is_to_zip(include):
                files[include.name] = _kept(include.name, self._zipped(include), False)
                continue
            for target, path in self._beside(normal(include)):
                files[target] = self._stored(target, path)
        return self._snapshot(list(files.values()))

    def repository(self, address: GitAddress, includes: Sequence[PurePosixPath]) -> str:
        raise not_cloned()

    def _snapshot(self, files: list[dict[str, object]]) -> str:
        held_blobs.hold(self._workspace, (str(one["sha256"]) for one in files))
        snapshot = snapshots.create(self._workspace, files)
        return f"{SNAPSHOT_PREFIX}{snapshot.digest}"

    def data(self, path: PurePosixPath, kind: uploads.Kind, datastore: str | None = None) -> str:
        """A datastore path that holds the file or folder now."""
        streams = [
            (inner, io.BytesIO(self._upload.read(PurePosixPath(member))))
            for inner, member in self._members(normal(path), is_root=False)
        ]
        return uploads.from_streams(self._workspace, streams, kind, datastore).uri

    def _members(self, root: str, is_root: bool) -> Iterator[tuple[str, str]]:
        """(path below ``root``, path in the upload); a single file stands under its own name."""
        ignored = self._ignored(root) if is_root else GitIgnoreSpec.from_lines([])
        prefix = "" if root == "." else f"{root}/"
        for path in self._upload.paths():
            if path == root:
                yield posixpath.basename(path), path
            elif path.startswith(prefix) and not _left_out(path[len(prefix) :], ignored):
                yield path[len(prefix) :], path

    def _beside(self, include: str) -> Iterator[tuple[str, str]]:
        """An additional include stands beside the code under its own base name."""
        base = posixpath.basename(include)
        for inner, path in self._members(include, is_root=False):
            yield (base if path == include else f"{base}/{inner}"), path

    def _ignored(self, root: str) -> GitIgnoreSpec:
        for name in IGNORE_FILES:
            path = PurePosixPath(root) / name
            if normal(path) in self._upload.paths():
                return patterns_of(self._upload.read(path).decode(errors="replace"))
        return GitIgnoreSpec.from_lines([])

    def _stored(self, target: str, path: str) -> dict[str, object]:
        data = self._upload.read(PurePosixPath(path))
        return _kept(target, data, self._upload.is_executable(path))

    def _is_to_zip(self, include: PurePosixPath) -> bool:
        """``x.zip`` where there is only a folder ``x``."""
        path = normal(include)
        is_there = any(one == path or one.startswith(f"{path}/") for one in self._upload.paths())
        return include.suffix == zipped.ENDING and not is_there

    def _zipped(self, include: PurePosixPath) -> bytes:
        folder = zipped.folder_of(include)
        target = io.BytesIO()
        members = self._members(normal(folder), is_root=False)
        zipped.write(target, folder.name, (self._member(*one) for one in members))
        return target.getvalue()

    def _member(self, inner: str, path: str) -> tuple[str, bytes, bool]:
        content = self._upload.read(PurePosixPath(path))
        return inner, content, self._upload.is_executable(path)


def _kept(target: str, data: bytes, is_executable: bool) -> dict[str, object]:
    """A line of the manifest whose bytes are stored now."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not blobs.has(sha256):
        blobs.put(sha256, [data])
    size = len(data)
    return {"path": target, "sha256": sha256, "size_bytes": size, "executable": is_executable}


def _left_out(path: str, ignored: GitIgnoreSpec) -> bool:
    return bool(ALWAYS_LEFT_OUT.intersection(path.split("/"))) or ignored.match_file(path)
