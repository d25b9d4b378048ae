"""The real MLflow client against the real server: what steps and people log is what is read."""

import math
from pathlib import Path

import httpx
import mlflow
import pytest
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.exceptions import MlflowException

from runs.mlflow import news, token
from runs.models import Experiment, Job, JobEvent, Status
from studio.storage import home as folders

pytestmark = pytest.mark.django_db(transaction=True)


def latest(job: Job) -> dict[str, str]:
    return dict(job.latest_metrics.values_list("key", "value"))


def test_logging_without_a_run_goes_to_the_step(in_step: Job) -> None:
    mlflow.log_metric("loss", 0.5, step=1)
    mlflow.log_metric("loss", 0.25, step=2)
    mlflow.log_metrics({"r2": 0.9, "mae": 3})
    mlflow.log_param("depth", 4)
    mlflow.log_params({"trees": 100, "kind": "ridge"})
    mlflow.set_tag("stage", "trial")
    assert latest(in_step) == {"loss": "0.25", "r2": "0.9", "mae": "3.0"}
    assert in_step.metric_points.filter(key="loss").count() == 2
    assert dict(in_step.parameters.values_list("key", "value")) == {
        "depth": "4",
        "trees": "100",
        "kind": "ridge",
    }
    in_step.refresh_from_db()
    assert in_step.tags == {"stage": "trial"}


def test_a_script_that_ends_its_run_does_not_end_its_step(in_step: Job) -> None:
    with mlflow.start_run(run_name="my run") as run:
        assert run.info.run_id == in_step.name
        mlflow.log_metric("a", 1)
    in_step.refresh_from_db()
    assert in_step.status == Status.RUNNING
    read = mlflow.get_run(in_step.name)
    assert (read.info.status, read.info.run_name) == ("FINISHED", "my run")
    assert in_step.display_name == ""


def test_an_exception_in_a_run_does_not_fail_the_step(in_step: Job) -> None:
    with pytest.raises(SystemExit), mlflow.start_run():
        raise SystemExit(0)
    in_step.refresh_from_db()
    assert in_step.status == Status.RUNNING


def test_set_experiment_inside_a_step_works(in_step: Job) -> None:
    mlflow.set_experiment("another")
    with mlflow.start_run() as run:
        mlflow.log_metric("a", 1)
    assert run.info.run_id == in_step.name
    assert not Experiment.objects.filter(name="another").exists()
    assert in_step.run_tags.get(key="mlflow.studio.experiment").value == "another"


def test_a_second_run_gets_the_step_as_parent(in_step: Job) -> None:
    with mlflow.start_run():
        pass
    with mlflow.start_run(run_name="fold 1") as second:
        mlflow.log_metric("score", 0.7)
    child = Job.objects.get(name=second.info.run_id)
    assert (child.type, child.parent_id, child.root_id) == (
        "mlflow_run",
        in_step.pk,
        in_step.root_id,
    )
    assert (child.status, child.display_name) == (Status.COMPLETED, "fold 1")
    assert latest(child) == {"score": "0.7"}
    assert latest(in_step) == {}


def test_nested_runs_hang_below_their_run(in_step: Job) -> None:
    with (
        mlflow.start_run(),
        mlflow.start_run(nested=True) as outer,
        mlflow.start_run(nested=True) as inner,
    ):
        mlflow.log_metric("x", 1)
    rows = {job.name: job for job in Job.objects.filter(type="mlflow_run")}
    assert rows[outer.info.run_id].parent == in_step
    assert rows[inner.info.run_id].parent == rows[outer.info.run_id]
    root = in_step.root
    assert root is not None
    root.refresh_from_db()
    assert (root.steps_done, root.steps_total, root.status) == (0, 1, Status.RUNNING)


def test_values_that_are_not_finite_come_back(in_step: Job) -> None:
    for value in (math.inf, -math.inf, math.nan):
        mlflow.log_metric("m", value)
        read = mlflow.get_run(in_step.name).data.metrics["m"]
        assert read == value or (math.isnan(read) and math.isnan(value))
    assert in_step.metric_points.count() == 3


def test_parameters_are_written_once(in_step: Job) -> None:
    mlflow.log_param("depth", 4)
    mlflow.log_param("depth", 4)
    with pytest.raises(MlflowException) as refused:
        MlflowClient().log_batch(in_step.name, params=[Param("depth", "5")])
    assert refused.value.error_code == "INVALID_PARAMETER_VALUE"
    assert in_step.parameters.get().value == "4"


def test_the_same_point_twice_is_one(in_step: Job) -> None:
    point = Metric("loss", 0.1, 1_700_000_000_000, 3)
    for _ in range(2):
        MlflowClient().log_batch(in_step.name, metrics=[point])
    assert in_step.metric_points.count() == 1


def test_the_latest_is_that_of_the_highest_step(in_step: Job) -> None:
    points = [Metric("loss", value, 1000, at) for value, at in ((1, 1), (3, 3), (2, 2))]
    MlflowClient().log_batch(in_step.name, metrics=points)
    assert latest(in_step) == {"loss": "3.0"}


def test_a_batch_is_stored_whole_or_not_at_all(in_step: Job) -> None:
    mlflow.log_param("depth", 4)
    with pytest.raises(MlflowException):
        MlflowClient().log_batch(
            in_step.name,
            metrics=[Metric("late", 1, 1, 1)],
            params=[Param("depth", "9")],
            tags=[RunTag("t", "v")],
        )
    assert latest(in_step) == {}


def test_big_batches_and_their_history(in_step: Job) -> None:
    points = [Metric("loss", i / 7, 1000 + i, i) for i in range(2500)]
    client = MlflowClient()
    client.log_batch(
        in_step.name, metrics=points, params=[Param(f"p{i}", str(i)) for i in range(250)]
    )
    history = client.get_metric_history(in_step.name, "loss")
    assert [point.value for point in history] == [point.value for point in points]
    assert in_step.parameters.count() == 250


def test_artifacts_are_stored_listed_and_read(in_step: Job, tmp_path: Path) -> None:
    for name, text in (("model.txt", "weights"), ("empty.txt", ""), ("två ord.txt", "å")):
        (tmp_path / name).write_text(text)
        mlflow.log_artifact(str(tmp_path / name), "model/parts")
    mlflow.log_dict({"a": 1}, "a.json")
    folder = folders.job_folder(in_step.workspace_id, in_step.pk) / "artifacts"
    assert (folder / "model" / "parts" / "model.txt").read_text() == "weights"
    assert (folder / "model" / "parts" / "empty.txt").read_bytes() == b""
    client = MlflowClient()
    listed = [(one.path, one.is_dir) for one in client.list_artifacts(in_step.name)]
    assert listed == [("a.json", False), ("model", True)]
    inner = [one.path for one in client.list_artifacts(in_step.name, "model/parts")]
    assert inner == [f"model/parts/{name}" for name in ("empty.txt", "model.txt", "två ord.txt")]
    copy = client.download_artifacts(in_step.name, "model", str(tmp_path))
    assert (Path(copy) / "parts" / "två ord.txt").read_text() == "å"


def test_a_file_larger_than_the_form_limit_arrives_whole(in_step: Job, tmp_path: Path) -> None:
    big = tmp_path / "big.bin"
    with big.open("wb") as file:
        file.truncate(80 * 1024 * 1024)
    mlflow.log_artifact(str(big))
    folder = folders.job_folder(in_step.workspace_id, in_step.pk)
    assert (folder / "artifacts" / "big.bin").stat().st_size == 80 * 1024 * 1024
    assert list((folder / "incoming").iterdir()) == []


def test_data_sets_come_back_with_the_run(in_step: Job, server: str) -> None:
    dataset = {"name": "d", "digest": "1", "source_type": "local", "source": "{}"}
    answer = httpx.post(
        f"{server}/mlflow/api/2.0/mlflow/runs/log-inputs",
        json={"run_id": in_step.name, "datasets": [{"dataset": dataset, "tags": []}]},
        headers={"Authorization": f"Bearer {token.issue(in_step.pk, 1)}"},
    )
    assert answer.json() == {}
    inputs = mlflow.get_run(in_step.name).inputs
    assert inputs is not None
    assert [one.dataset.name for one in inputs.dataset_inputs] == ["d"]


def test_logging_tells_screens_with_the_last_value(in_step: Job) -> None:
    for value in range(20):
        mlflow.log_metric("loss", value, step=value)
    assert news.flush()
    events = JobEvent.objects.filter(job=in_step, kind="metric").order_by("sequence")
    assert [one.data["metrics"]["loss"] for one in events][-1] == 19.0


def test_a_person_makes_and_finds_experiments_and_runs(as_alice_outside: MlflowClient) -> None:
    mlflow.set_experiment("mine")
    for value in (1, 2, 3):
        with mlflow.start_run(run_name=f"run {value}"):
            mlflow.log_metric("score", value)
            mlflow.log_param("kind", "odd" if value % 2 else "even")
    found = mlflow.search_runs(
        experiment_names=["mine"],
        filter_string="metrics.score > 1 AND params.kind = 'odd'",
        output_format="list",
    )
    assert [run.data.metrics["score"] for run in found] == [3]
    ordered = mlflow.search_runs(
        experiment_names=["mine"], order_by=["metrics.score ASC"], output_format="list"
    )
    assert [run.data.metrics["score"] for run in ordered] == [1, 2, 3]
    assert [one.name for one in mlflow.search_experiments()] == ["mine"]
    job = Job.objects.get(display_name="run 3")
    assert (job.type, job.parent_id, job.status) == ("mlflow_run", None, Status.COMPLETED)


def test_deleted_runs_are_not_found(as_alice_outside: MlflowClient) -> None:
    mlflow.set_experiment("mine")
    with mlflow.start_run() as run:
        pass
    as_alice_outside.delete_run(run.info.run_id)
    assert mlflow.search_runs(experiment_names=["mine"], output_format="list") == []
    assert as_alice_outside.get_run(run.info.run_id).info.lifecycle_stage == "deleted"


def test_a_run_of_a_job_is_read_from_outside(step: Job, as_alice_outside: MlflowClient) -> None:
    as_alice_outside.log_metric(step.name, "late", 5)
    read = as_alice_outside.get_run(step.name)
    assert read.data.metrics == {"late": 5}
    assert read.data.tags["mlflow.parentRunId"] == "root-1"
