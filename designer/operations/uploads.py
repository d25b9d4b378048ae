"""Puts uploaded data at a content-addressed place of a datastore, the default one unless named.

The same bytes under the same names get the same address, so that a second upload costs nothing
and steps that read it can be reused.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from designer.operations import held_blobs, manifest
from designer.operations.manifest import ManifestFile
from studio.lib.errors import Invalid
from studio.models import Datastore, Workspace
from studio.storage import blobs, datastores

Kind = Literal["file", "folder"]
FOLDER = "LocalUpload"
CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Placed:
    """Where uploaded data lies now."""

    uri: str
    size_bytes: int
    files_count: int


def from_blobs(
    workspace: Workspace,
    files: Iterable[Mapping[str, Any]],
    kind: Kind,
    datastore: str | None = None,
) -> Placed:
    """Place data whose bytes were sent as blobs before."""
    checked = manifest.checked(files)
    absent = held_blobs.missing(workspace, (one.sha256 for one in checked))
    if absent:
        raise Invalid(
            "blobs-missing",
            f"The bytes of {len(absent)} files were not sent.",
            hint="PUT them to blobs/<sha256> first.",
            place="files",
        )
    store = datastores.named(workspace, datastore)
    with _Place(store) as place:
        for one in checked:
            with blobs.open(one.sha256) as source:
                place.write(one.path, source)
        return place.commit(kind)


def from_streams(
    workspace: Workspace,
    files: Sequence[tuple[str, BinaryIO]],
    kind: Kind,
    datastore: str | None = None,
) -> Placed:
    """Place data that comes with the request, as (relative path, stream) pairs."""
    store = datastores.named(workspace, datastore)
    with _Place(store) as place:
        for path, source in files:
            place.write(path, source)
        return place.commit(kind)


class _Place:
    """A folder being filled beside its final place; renamed there whole, or dropped."""

    def __init__(self, store: Datastore) -> None:
        self._store = store
        self._root = datastores.folder(store) / FOLDER
        self._written: list[ManifestFile] = []
        self._unfinished = Path()

    def __enter__(self) -> "_Place":
        self._root.mkdir(parents=True, exist_ok=True)
        self._unfinished = Path(tempfile.mkdtemp(prefix=".making-", dir=self._root))
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._unfinished, ignore_errors=True)

    def write(self, path: str, source: BinaryIO) -> None:
        sha256, size = hashlib.sha256(), 0
        with self._new_file(manifest.checked_path(path, "files")) as file:
            while chunk := source.read(CHUNK_BYTES):
                sha256.update(chunk)
                size += len(chunk)
                file.write(chunk)
        self._written.append(ManifestFile(path, sha256.hexdigest(), size))

    def _new_file(self, path: str) -> BinaryIO:
        target = self._unfinished / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            return target.open("xb")
        except (FileExistsError, NotADirectoryError):
            raise Invalid(
                "path-twice",
                f'"{path}" came twice, or as a file and as a folder.',
                place="files",
            ) from None

    def commit(self, kind: Kind) -> Placed:
        if kind == "file" and len(self._written) != 1:
            raise Invalid(
                "upload-not-one-file",
                f"A file was announced, but {len(self._written)} files came.",
                hint="Use the type uri_folder for several files.",
                place="files",
            )
        digest = manifest.digest(self._written)
        self._unfinished.chmod(0o755)
        target = self._root / digest
        try:
            os.rename(self._unfinished, target)  # noqa: PTH104  # fails on a folder that is filled
        except OSError:
            if not target.is_dir():
                raise
        name = self._written[0].path if kind == "file" else ""
        return Placed(
            uri=f"azureml://datastores/{self._store.name}/paths/{FOLDER}/{digest}/{name}",
            size_bytes=manifest.size_bytes(self._written),
            files_count=len(self._written),
        )
