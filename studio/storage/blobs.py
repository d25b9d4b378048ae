"""Content-addressed bytes: a name is the SHA-256 of what lies under it.

Bytes are hashed on their way in, under a temporary name, and renamed only when the hash holds, so
that a reader never sees half a blob and a wrong one never gets a name.
"""

import hashlib
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from studio.lib.errors import Invalid, NotFound, TooLarge

CHUNK_BYTES = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


def has(sha256: str) -> bool:
    return bool(_files().exists(_name(sha256)))


def missing(digests: Iterable[str]) -> list[str]:
    """Those of ``digests`` that are not here, each once, in their order."""
    return [one for one in dict.fromkeys(digests) if not has(one)]


def put(sha256: str, chunks: Iterable[bytes]) -> None:
    """Keep the bytes of ``chunks`` under ``sha256``; putting what is there already does nothing.

    Raises Invalid("hash-mismatch") when the bytes have another hash, TooLarge over
    STUDIO_BLOB_MAX_MB.
    """
    name = _name(sha256)
    files = _files()
    folder = _local_folder(files)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False) as file:
        temporary = Path(file.name)
        try:
            _receive(cast(BinaryIO, file), chunks, sha256)
            _keep(files, temporary, name)
        finally:
            temporary.unlink(missing_ok=True)


def open(sha256: str) -> BinaryIO:  # noqa: A001  (read as blobs.open)
    """The bytes under ``sha256``; raises NotFound("blob-not-found")."""
    try:
        return cast(BinaryIO, _files().open(_name(sha256), "rb"))
    except FileNotFoundError:
        raise NotFound("blob-not-found", f"There are no bytes with SHA-256 {sha256}.") from None


def copy(sha256: str, target: Path) -> None:
    """Write the bytes under ``sha256`` to the new file ``target``."""
    with open(sha256) as source, target.open("xb") as sink:
        while chunk := source.read(CHUNK_BYTES):
            sink.write(chunk)


def _receive(file: BinaryIO, chunks: Iterable[bytes], sha256: str) -> None:
    found, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > settings.BLOB_MAX_BYTES:
            raise TooLarge(
                "blob-too-large",
                f"A file may have at most {settings.BLOB_MAX_BYTES // 1024**2} MB.",
                hint="STUDIO_BLOB_MAX_MB sets the limit.",
            )
        found.update(chunk)
        file.write(chunk)
    file.flush()
    if found.hexdigest() != sha256:
        raise Invalid(
            "hash-mismatch", f"The bytes have the SHA-256 {found.hexdigest()}, not {sha256}."
        )


def _keep(files: Storage, temporary: Path, name: str) -> None:
    if isinstance(files, FileSystemStorage):
        target = Path(files.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.chmod(0o444)
        temporary.replace(target)
    elif not files.exists(name):
        with temporary.open("rb") as file:
            files.save(name, File(file))


def _files() -> Storage:
    return storages["files"]


def _local_folder(files: Storage) -> Path | None:
    """Where temporary files lie: the blobs' own file system, so that a rename is atomic."""
    if not isinstance(files, FileSystemStorage):
        return None
    folder = Path(files.location)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _name(sha256: str) -> str:
    if not _SHA256.fullmatch(sha256):
        raise Invalid("bad-hash", f"{sha256!r} is not a SHA-256 in lower-case hexadecimal.")
    return f"{sha256[:2]}/{sha256}"
