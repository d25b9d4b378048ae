"""A step's own process, in its sandbox, logs with the real client to the real server."""

from importlib.metadata import version
from pathlib import Path

import pytest

from runs.execution import sandbox
from runs.execution.order import Folders, Order
from runs.execution.run_step import Hooks, Limits, run_step
from runs.execution.stopping import StopSignal
from runs.mlflow import token
from runs.models import Experiment, Job, Status
from studio.lib import clock
from studio.models import Workspace
from studio.storage import home as places
from tests.support.threaded_server import served

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = """
import mlflow
from pathlib import Path

with mlflow.start_run():
    mlflow.log_param("depth", 4)
    for step in range(5):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    Path("note.txt").write_text("kept")
    mlflow.log_artifact("note.txt", "notes")
print("after the run")
"""
MLFLOW = {"conda_file": {"dependencies": [{"pip": [f"mlflow-skinny=={version('mlflow-skinny')}"]}]}}


def test_a_steps_process_logs_to_its_job(workspace: Workspace, tmp_path: Path, home: Path) -> None:
    experiment = Experiment.objects.create(workspace=workspace, name="prices")
    job = Job.objects.create(
        workspace=workspace,
        experiment=experiment,
        name="train-of-a-process",
        path="train",
        type="command",
        status=Status.RUNNING,
        attempt=1,
        created_at=clock.now(),
    )
    code = tmp_path / "code"
    code.mkdir()
    (code / "train.py").write_text(SCRIPT)
    folders = Folders(
        home, places.envs(), places.work_folder(job.pk, 1), places.job_folder(workspace.pk, job.pk)
    )
    with served() as address:
        variables = {
            "MLFLOW_TRACKING_URI": f"{address}/mlflow",
            "MLFLOW_RUN_ID": job.name,
            "MLFLOW_TRACKING_TOKEN": token.issue(job.pk, 1),
        }
        done = run_step(
            Order(job.name, 1, "python train.py", code, (), (), MLFLOW, variables),
            folders,
            sandbox.choose("auto"),
            Limits(10_000_000, 5.0),
            Hooks(
                lambda text, _inputs, _outputs: text, lambda _: True, lambda _: None, lambda: None
            ),
            StopSignal(),
        )
    log = folders.user_log.read_text()
    assert done.ending == "completed", log
    assert "after the run" in log
    assert job.latest_metrics.get().value == "0.2"
    assert job.metric_points.count() == 5
    assert job.parameters.get().value == "4"
    assert (folders.artifacts / "notes" / "note.txt").read_text() == "kept"
    job.refresh_from_db()
    assert job.status == Status.RUNNING
