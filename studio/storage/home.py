"""The folders of STUDIO_HOME, so that nobody else spells their names."""

from pathlib import Path

from django.conf import settings

ARTIFACTS = "artifacts"
JOB_FOLDERS = ("user_logs", "system_logs", ARTIFACTS)
JOBS_A_FOLDER = 1000


def root() -> Path:
    return Path(settings.STUDIO_HOME)


def job_folder(workspace_id: int, job_id: int) -> Path:
    """Logs and artifacts of a job: ``user_logs/``, ``system_logs/``, ``artifacts/``, once made."""
    return root() / "jobs" / str(workspace_id) / str(job_id // JOBS_A_FOLDER) / str(job_id)


def make_job_folder(workspace_id: int, job_id: int) -> Path:
    """The same folder, with its three parts in place."""
    folder = job_folder(workspace_id, job_id)
    for name in JOB_FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    return folder


def work() -> Path:
    """Where steps run."""
    return root() / "work"


def work_folder(job_id: int, attempt: int) -> Path:
    """Where one attempt at a step runs; nobody but that attempt writes there."""
    return work() / f"{job_id}-{attempt}"


def trash() -> Path:
    """What was deleted and is not removed yet."""
    return root() / "trash"


def envs() -> Path:
    """Cached virtual environments."""
    return root() / "envs"


def snapshots() -> Path:
    """Code folders, written out once to be read by steps."""
    return root() / "snapshots"
