"""Files that clients log: to and from the folder of a run or a model, never in memory."""

import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from runs.mlflow import files, finding
from runs.mlflow.caller import Caller
from runs.mlflow.files import Spot
from runs.models import LoggedModel
from studio.lib.errors import Conflict, Invalid, NotFound

CHUNK_BYTES = 1024 * 1024


class Incoming:
    """A file on its way in: received beside the artifacts, then renamed to its place."""

    def __init__(self, caller: Caller, path: str) -> None:
        spot = files.to_write(caller, path)
        self._below = spot.below
        self._target = spot.path()
        if self._target == spot.folder.resolve():
            raise Invalid("no-file-name", f'"{path}" names no file.')
        self._partial = spot.incoming / uuid.uuid4().hex
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
    file = files.to_read(caller, path).path()
    if not file.is_file():
        raise NotFound("artifact-not-found", f'There is no artifact "{path}".')
    return file.open("rb"), file.stat().st_size


def listing(caller: Caller, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of a folder by name; those of a folder that is not there are none."""
    return {"files": _entries(files.to_read(caller, str(fields.get("path") or "")))}


def delete(caller: Caller, path: str) -> None:
    """A file, a folder, or all of a run's; what is not there is deleted already."""
    spot = files.to_write(caller, path)
    target = spot.path()
    if target.is_file():
        target.unlink(missing_ok=True)
    elif target.is_dir():
        shutil.rmtree(target)
    spot.folder.mkdir(parents=True, exist_ok=True)


def of_run(caller: Caller, fields: Mapping[str, Any]) -> dict[str, Any]:
    """``artifacts/list``: by run, with paths from the run's artifacts on."""
    run_id = str(fields.get("run_id") or fields.get("run_uuid") or "")
    place = finding.to_read(caller, run_id)
    return _with_root(caller, files.run_uri(place.experiment_id, run_id), fields.get("path"))


def of_model(caller: Caller, fields: Mapping[str, Any]) -> dict[str, Any]:
    """``logged-models/{model_id}/artifacts/directories``, in the same form."""
    model = finding.model_to_read(caller, str(fields.get("model_id") or ""))
    return _with_root(caller, files.model_uri(model), fields.get("artifact_directory_path"))


def _with_root(caller: Caller, uri: str, path: object) -> dict[str, Any]:
    below = str(path or "").strip("/")
    spot = files.to_read(caller, f"{uri.removeprefix(files.SCHEME)}/{below}")
    before = f"{below}/" if below else ""
    found = [{**one, "path": f"{before}{one['path']}"} for one in _entries(spot)]
    return {"root_uri": uri, "files": found}


def _entries(spot: Spot) -> list[dict[str, Any]]:
    folder = spot.path()
    if not folder.is_dir():
        return []
    hidden = _of_models(spot)
    return [
        _entry(one)
        for one in sorted(folder.iterdir())
        if not one.is_symlink() and hidden.isdisjoint((one, *one.parents))
    ]


def _of_models(spot: Spot) -> set[Path]:
    """The models' folders among a run's artifacts: clients list these for themselves."""
    if spot.run_id is None:
        return set()
    rows = LoggedModel.objects.filter(source_run_id=spot.run_id)
    return {spot.folder.resolve() / folder for folder in rows.values_list("folder", flat=True)}


def _entry(path: Path) -> dict[str, Any]:
    if path.is_dir():
        return {"path": path.name, "is_dir": True}
    return {"path": path.name, "is_dir": False, "file_size": path.stat().st_size}
