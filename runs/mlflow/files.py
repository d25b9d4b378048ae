"""Where the files of runs, logged models and model versions lie, and who may reach them.

A client's path is ``<experiment>/<run>/artifacts/…``, ``<experiment>/models/<id>/artifacts/…``
or ``registered/<id>/artifacts/…``, as the ``artifact_uri`` of each told it.
"""

from dataclasses import dataclass
from pathlib import Path

from runs.mlflow import finding, registry
from runs.mlflow.caller import Caller
from runs.models import Job, LoggedModel, ModelVersion
from runs.operations import model_files
from studio.lib.errors import Denied, NotFound
from studio.storage import confine, home
from studio.storage.home import ARTIFACTS

MODELS = "models"
REGISTERED = "registered"
SCHEME = "mlflow-artifacts:/"


@dataclass(frozen=True, slots=True)
class Spot:
    """``below`` is the rest of the path within ``folder``; ``run_id`` where it is a run's folder.

    ``incoming`` is where files are received, on the same disk.
    """

    folder: Path
    below: str
    incoming: Path
    run_id: int | None = None

    def path(self) -> Path:
        """Raises Invalid for a path that leaves the folder."""
        return confine.inside(self.folder, self.below) if self.folder.is_dir() else self.folder


def to_read(caller: Caller, path: str) -> Spot:
    """Raises NotFound for what the caller may not see."""
    owner, below = _split(path)
    if owner[0] == REGISTERED:
        version = registry.version_by_id(caller, owner[1])
        return Spot(model_files.place(version), below, model_files.receiving())
    if owner[1] == MODELS and len(owner) > 2:
        return _of_model(finding.model_to_read(caller, owner[2]), below)
    return _of_run(finding.to_read(caller, owner[1]), below)


def to_write(caller: Caller, path: str) -> Spot:
    """The same for who may also change it; raises Denied. The folder is there afterwards."""
    owner, below = _split(path)
    if owner[0] == REGISTERED:
        raise Denied("version-fixed", "The files of a model version do not change.")
    if owner[1] == MODELS and len(owner) > 2:
        spot = _of_model(finding.model_to_write(caller, owner[2]), below)
    else:
        spot = _of_run(finding.to_write(caller, owner[1]), below)
    spot.folder.mkdir(parents=True, exist_ok=True)
    spot.incoming.mkdir(parents=True, exist_ok=True)
    return spot


def model_folder(model: LoggedModel) -> Path:
    """Among the artifacts of its run, so that people find it on the job's page."""
    run = model.source_run
    if run is None:
        return home.root() / MODELS / str(model.experiment_id) / model.folder
    return run_folder(run.workspace_id, run.pk) / model.folder


def run_folder(workspace_id: int, job_id: int) -> Path:
    return home.job_folder(workspace_id, job_id) / ARTIFACTS


def claim_folder(run: Job | None, name: str, model_id: str) -> str:
    """A new folder for a model's files: its name, unless something lies there."""
    if run is None:
        return model_id
    home.make_job_folder(run.workspace_id, run.pk)
    parent = run_folder(run.workspace_id, run.pk)
    try:
        confine.inside(parent, name).mkdir()
    except FileExistsError:
        return f"{name[:200]}-{model_id[2:10]}"
    return name


def model_uri(model: LoggedModel) -> str:
    return f"{SCHEME}{model.experiment_id}/{MODELS}/{model.model_id}/{ARTIFACTS}"


def run_uri(experiment_id: int, run_id: str) -> str:
    return f"{SCHEME}{experiment_id}/{run_id}/{ARTIFACTS}"


def version_uri(version: ModelVersion) -> str:
    return f"{SCHEME}{REGISTERED}/{version.pk}/{ARTIFACTS}"


def _of_run(place: finding.Place, below: str) -> Spot:
    job_folder = home.job_folder(place.workspace_id, place.job_id)
    return Spot(job_folder / ARTIFACTS, below, job_folder / "incoming", place.job_id)


def _of_model(model: LoggedModel, below: str) -> Spot:
    run = model.source_run
    incoming = (
        model_files.receiving()
        if run is None
        else home.job_folder(run.workspace_id, run.pk) / "incoming"
    )
    return Spot(model_folder(model), below, incoming)


def _split(path: str) -> tuple[list[str], str]:
    """(what comes before ``artifacts``, what comes after it)."""
    parts = path.strip("/").split("/")
    for length in (2, 3):
        if len(parts) > length and parts[length] == ARTIFACTS:
            return parts[:length], "/".join(parts[length + 1 :])
    raise NotFound("artifact-not-found", f'"{path}" is no place of artifacts.')
