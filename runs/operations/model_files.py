"""Where the files of a model version lie, and how a version gets files of its own.

A version that is made of what a run or a job left keeps a copy in the default datastore: it
outlives them. One that names a place in a datastore stays a name for that place.
"""

import os
import shutil
import uuid
from pathlib import Path

from runs.models import ModelVersion, RegisteredModel
from studio.models import Workspace
from studio.storage import datastores, home

MODELS = "models"
RECEIVING = "receiving"


def place(version: ModelVersion) -> Path:
    """With ``version.registered``. Raises StudioError where its files are not on this machine."""
    return datastores.Places(version.registered.workspace_id).locate(version.path)


def own_path(workspace: Workspace, registered: RegisteredModel, number: int) -> str:
    """The address of a copy: by number, so that a new name changes nothing."""
    store = datastores.default(workspace).name
    return f"azureml://datastores/{store}/paths/azureml/models/{registered.pk}/{number}/"


def receiving() -> Path:
    return home.root() / MODELS / RECEIVING


def copy(source: Path) -> Path:
    """A copy of a file or folder in the studio's folder of models, with links where that works.

    Files are only ever replaced, never written again, so a link keeps what it was.
    """
    target = receiving() / uuid.uuid4().hex
    target.mkdir(parents=True)
    for file in _files(source):
        there = target / (file.relative_to(source) if source.is_dir() else file.name)
        there.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(file, there)
        except OSError:
            shutil.copyfile(file, there)
    return target


def keep(copied: Path, version: ModelVersion) -> None:
    target = place(version)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copied, target)


def drop(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def drop_of(version: ModelVersion) -> None:
    """The version is gone: its own copy goes, too; what it only named stays."""
    if version.is_copy:
        drop(place(version))


def type_of(folder: Path) -> str:
    """What the files say of themselves."""
    return "mlflow_model" if (folder / "MLmodel").is_file() else "custom_model"


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    return [one for one in source.rglob("*") if one.is_file() and not one.is_symlink()]
