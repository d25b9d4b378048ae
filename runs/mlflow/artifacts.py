"""Files that runs log: to and from the artifacts folder of a job, confined to it, never in memory.

A client's path is ``<experiment>/<run>/artifacts/<path below>``, as ``artifact_uri`` told it.
"""

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from runs.mlflow import finding
from runs.mlflow.caller import Caller
from studio.lib.errors import Conflict, NotFound
from studio.storage import confine, home

CHUNK_BYTES = 1024 * 1024
ARTIFACTS = "artifacts"


class Incoming:
    """A file on its way in: received beside the artifacts, then renamed to its place."""

    def __init__(self, caller: Caller, path: str) -> None:
        run_id, self._below = _split(path)
        place = finding.to_write(caller, run_id)
        job_folder = home.make_job_folder(place.workspace_id, place.job_id)
        self._target = confine.inside(job_folder / ARTIFACTS, self._below)
        folder = job_folder / "incoming"
        folder.mkdir(exist_ok=True)
        self._partial = folder / uuid.uuid4().hex
        self._file = self._partial.open("xb")

    def write(self, chunk: bytes) -> None:
        self._file.write(chunk)

    def keep(self) -> None:
        """All of it is there. Raises Conflict where a folder stands in its place."""
        self._file.close()
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            self._partial.replace(self._target)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            raise Conflict(
                "path-taken", f'"{self._below}" has a folder in place of a file.'
            ) from None

    def close(self) -> None:
        """Drop what was not kept."""
        self._file.close()
        self._partial.unlink(missing_ok=True)


def open_file(caller: Caller, path: str) -> tuple[BinaryIO, int]:
    """The file and its size; raises NotFound."""
    file = _locate(caller, path)
    if not file.is_file():
        raise NotFound("artifact-not-found", f'There is no artifact "{path}".')
    return file.open("rb"), file.stat().st_size


def listing(caller: Caller, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of a folder by name; those of a folder that is not there are none."""
    folder = _locate(caller, str(fields.get("path") or ""))
    if not folder.is_dir():
        return {"files": []}
    return {"files": [_entry(one) for one in sorted(folder.iterdir()) if not one.is_symlink()]}


def _entry(path: Path) -> dict[str, Any]:
    if path.is_dir():
        return {"path": path.name, "is_dir": True}
    return {"path": path.name, "is_dir": False, "file_size": path.stat().st_size}


def _locate(caller: Caller, path: str) -> Path:
    run_id, below = _split(path)
    place = finding.to_read(caller, run_id)
    folder = home.job_folder(place.workspace_id, place.job_id) / ARTIFACTS
    return confine.inside(folder, below) if folder.is_dir() else folder


def _split(path: str) -> tuple[str, str]:
    parts = path.strip("/").split("/", 3)
    if len(parts) < 3 or parts[2] != ARTIFACTS:
        raise NotFound("artifact-not-found", f'"{path}" is no place of a run\'s artifacts.')
    return parts[1], parts[3] if len(parts) > 3 else ""
