"""A studio in a thread, a running step, and this process as its script or as alice outside."""

import uuid
from collections.abc import Iterator

import mlflow
import pytest
from mlflow import MlflowClient

from runs.mlflow import token
from runs.models import Experiment, Job, Status
from studio.api.authentication import issue_token
from studio.lib import clock
from studio.models import User, Workspace
from tests.support.threaded_server import served


@pytest.fixture
def server(workspace: Workspace) -> Iterator[str]:
    with served() as address:
        yield address


@pytest.fixture
def step(workspace: Workspace, alice: User) -> Job:
    """A running step of a running pipeline; its name is new, since clients remember addresses."""
    experiment = Experiment.objects.create(workspace=workspace, name="prices")
    fields = {"workspace": workspace, "experiment": experiment, "created_at": clock.now()}
    root = Job.objects.create(
        **fields, name="root-1", type="pipeline", status=Status.RUNNING, steps_total=1
    )
    return Job.objects.create(
        **fields,
        name=f"train-{uuid.uuid4().hex[:8]}",
        key="train",
        path="train",
        type="command",
        status=Status.RUNNING,
        parent=root,
        root=root,
        attempt=1,
        created_by=alice,
    )


@pytest.fixture
def in_step(step: Job, server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Job]:
    """This process looks to MLflow like the step's script."""
    variables = {
        "MLFLOW_TRACKING_URI": f"{server}/mlflow",
        "MLFLOW_TRACKING_TOKEN": token.issue(step.pk, 1),
        "MLFLOW_RUN_ID": step.name,
        "MLFLOW_EXPERIMENT_ID": str(step.experiment_id),
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    }
    with fresh_client(monkeypatch, variables):
        yield step


@pytest.fixture
def as_alice_outside(
    alice: User, server: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MlflowClient]:
    """MLflow on alice's own machine."""
    variables = {
        "MLFLOW_TRACKING_URI": f"{server}/mlflow",
        "MLFLOW_TRACKING_TOKEN": issue_token(alice, "laptop"),
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    }
    with fresh_client(monkeypatch, variables):
        yield MlflowClient()


class fresh_client:  # noqa: N801  (reads as a context)
    """The module ``mlflow`` keeps its address, experiment and run; each test starts anew."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
        self._monkeypatch, self._variables = monkeypatch, variables

    def __enter__(self) -> None:
        for name in ("MLFLOW_RUN_ID", "MLFLOW_EXPERIMENT_ID"):
            self._monkeypatch.delenv(name, raising=False)
        for name, value in self._variables.items():
            self._monkeypatch.setenv(name, value)
        mlflow.set_tracking_uri(self._variables["MLFLOW_TRACKING_URI"])

    def __exit__(self, *_: object) -> None:
        while mlflow.active_run() is not None:
            mlflow.end_run()
        mlflow.set_tracking_uri("")
        mlflow.tracking.fluent._active_experiment_id = None
