"""Stores code and data that came inside an upload: the server's ``Uploader`` for packing."""

import hashlib
import io
import posixpath
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from pathspec import GitIgnoreSpec

from designer.graph.ignore import ALWAYS_LEFT_OUT, patterns_of
from designer.operations import held_blobs, snapshots, uploads
from designer.operations.archive import Upload, normal
from studio.models import Workspace
from studio.storage import blobs

IGNORE_FILES = (".amlignore", ".gitignore")


class ServerUploader:
    """Implements ``designer.graph.package.Uploader`` for files that are here already."""

    def __init__(self, workspace: Workspace, upload: Upload) -> None:
        self._workspace = workspace
        self._upload = upload

    def code(self, folder: PurePosixPath, includes: Sequence[PurePosixPath]) -> str:
        """``azureml:snapshot:<digest>`` of a folder (or a single file) and what goes beside it."""
        members = dict(self._members(normal(folder), is_root=True))
        for include in includes:
            members |= dict(self._beside(normal(include)))
        files = [self._stored(target, path) for target, path in members.items()]
        held_blobs.hold(self._workspace, (str(one["sha256"]) for one in files))
        snapshot = snapshots.create(self._workspace, files)
        return f"azureml:snapshot:{snapshot.digest}"

    def data(self, path: PurePosixPath, kind: uploads.Kind) -> str:
        """A datastore path that holds the file or folder now."""
        streams = [
            (inner, io.BytesIO(self._upload.read(PurePosixPath(member))))
            for inner, member in self._members(normal(path), is_root=False)
        ]
        return uploads.from_streams(self._workspace, streams, kind).uri

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
        sha256 = hashlib.sha256(data).hexdigest()
        if not blobs.has(sha256):
            blobs.put(sha256, [data])
        return {
            "path": target,
            "sha256": sha256,
            "size_bytes": len(data),
            "executable": self._upload.is_executable(path),
        }


def _left_out(path: str, ignored: GitIgnoreSpec) -> bool:
    return bool(ALWAYS_LEFT_OUT.intersection(path.split("/"))) or ignored.match_file(path)
