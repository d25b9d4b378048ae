"""Job rows without an engine: what the API and the socket read, and nothing that runs."""

from pathlib import Path
from typing import Any

from runs.models import Experiment, Job
from runs.operations import move
from studio.lib import clock
from studio.models import User, Workspace
from studio.storage import home


def make_job(
    workspace: Workspace, name: str = "job-1", user: User | None = None, **fields: Any
) -> Job:
    """A root pipeline job that has not started; ``fields`` are columns, ``experiment`` a name."""
    experiment = fields.pop("experiment", "Default")
    parent: Job | None = fields.get("parent")
    return Job.objects.create(
        workspace=workspace,
        name=name,
        created_by=user,
        experiment=Experiment.objects.get_or_create(workspace=workspace, name=experiment)[0],
        **{
            "type": "pipeline" if parent is None else "command",
            "root": None if parent is None else parent.root or parent,
            "created_at": clock.now(),
        }
        | fields,
    )


def make_step(parent: Job, key: str, **fields: Any) -> Job:
    place = f"{parent.path}.{key}" if parent.path else key
    name = fields.pop("name", f"{parent.name}-{key}")
    return make_job(parent.workspace, name, parent=parent, key=key, path=place, **fields)


def make_events(root: Job, count: int, job: Job | None = None) -> None:
    """``count`` events in one transaction, as the engine writes them."""
    with move.moving(root.pk) as moves:
        for number in range(count):
            moves.event(move.ref_of((job or root).pk), "metric", {"metrics": {"n": number}})


def end_job(job: Job, status: str = "Completed") -> None:
    """Past the table of moves: tests of readers need an end, not a road to it."""
    Job.objects.filter(pk=job.pk).update(status=status, ended_at=clock.now())
    move.add_event((job.root_id or job.pk), job.pk, "status", {"status": status})


def log_file(job: Job, path: str = "user_logs/std_log.txt") -> Path:
    """Where a log lies; its folder is there."""
    file = home.job_folder(job.workspace_id, job.pk) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
