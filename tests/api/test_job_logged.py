"""Models and data sets that a step logged are shown on its page."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from runs.models import LoggedModel, ModelVersion, RegisteredModel, RunDataset, RunModel
from studio.models import Workspace
from tests.support.job_rows import make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def test_what_a_step_logged_and_used(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    root = make_job(workspace, "root")
    train, use = make_step(root, "train"), make_step(root, "use")
    model = LoggedModel.objects.create(
        model_id="m-1",
        experiment=root.experiment,
        source_run=train,
        name="forest",
        folder="model",
        status="LOGGED_MODEL_READY",
    )
    RunModel.objects.create(job=train, model=model, is_output=True)
    RunModel.objects.create(job=use, model=model, is_output=False)
    registered = RegisteredModel.objects.create(workspace=workspace, name="best")
    ModelVersion.objects.create(registered=registered, version=3, source="x", model=model)
    RunDataset.objects.create(
        job=train, name="diabetes", digest="abc", tags={"mlflow.data.context": "training"}
    )

    found = as_bob.get(url("jobs/root-train/logged")).json()
    assert [(one["name"], one["folder"], one["is_output"]) for one in found["models"]] == [
        ("forest", "model", True)
    ]
    assert found["models"][0]["registered"] == [{"name": "best", "version": 3}]
    assert found["datasets"][0]["context"] == "training"

    other = as_bob.get(url("jobs/root-use/logged")).json()
    assert [(one["name"], one["folder"], one["is_output"]) for one in other["models"]] == [
        ("forest", None, False)
    ]


def test_strangers_learn_nothing(as_charlie: APIClient, url: Url, workspace: Workspace) -> None:
    make_job(workspace, "root")
    assert as_charlie.get(url("jobs/root/logged")).status_code == 404
