"""Files that runs log: to and from the artifacts folder of a job, confined to it, never in memory.

A client's path is ``<experiment>/<run>/artifacts/<path below>``, as ``artifact_uri`` told it.
"""

import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from runs.mlflow import finding
from runs.mlflow.caller import Caller
from studio.lib.errors import Conflict, NotFound
from studio.storage import confine, home

CHUNK_BYTES = 1024 * 1024
ARTIFACTS = "artifacts"


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def store(caller: Caller, path: str, body: Readable) -> None:
    """Receive a file beside the artifacts, then rename it to its place."""
    run_id, below = _split(path)
    place = finding.to_write(caller, run_id)
    job_folder = home.make_job_folder(place.workspace_id, place.job_id)
    target = confine.inside(job_folder / ARTIFACTS, below)
    incoming = job_folder / "incoming"
    incoming.mkdir(exist_ok=True)
    partial = incoming / uuid.uuid4().hex
    try:
        with partial.open("xb") as file:
            shutil.copyfileobj(body, file, CHUNK_BYTES)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.replace(target)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        raise Conflict("path-taken", f'"{below}" has a folder in place of a file.') from None
    finally:
        partial.unlink(missing_ok=True)


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
