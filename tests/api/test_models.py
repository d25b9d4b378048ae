"""Models: of places, jobs and runs; inputs of pipelines; one registry with MLflow's."""

from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.catalogue import DatabaseCatalogue
from designer.graph.check import check_wire
from runs.models import Experiment, Job, ModelVersion, RegisteredModel, Status
from studio.lib import clock
from studio.models import User, Workspace
from studio.storage import datastores
from studio.storage import home as folders
from tests.support.catalogue import Url, form
from tests.support.http import body, problem

PLACE = "azureml://datastores/workspaceblobstore/paths/models/churn/"


def register(client: APIClient, url: Url, **changes: Any) -> Any:
    given = {"name": "churn", "path": PLACE} | changes
    return client.post(url("models"), given, format="json")


def put(workspace: Workspace, name: str, text: str = "weights") -> Path:
    place = datastores.locate(workspace, PLACE) / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    return place


@pytest.fixture
def job(workspace: Workspace, alice: User) -> Job:
    """A completed step with an output ``model`` and an artifact ``outputs/net/w.bin``."""
    experiment = Experiment.objects.create(workspace=workspace, name="prices")
    uri = "azureml://datastores/workspaceblobstore/paths/azureml/train_1/model/"
    made = Job.objects.create(
        workspace=workspace,
        experiment=experiment,
        name="train_1",
        type="command",
        status=Status.COMPLETED,
        created_at=clock.now(),
        created_by=alice,
        outputs={"model": {"type": "custom_model", "uri": uri}},
    )
    place = datastores.locate(workspace, uri)
    place.mkdir(parents=True)
    (place / "w.bin").write_text("of the output")
    artifact = folders.make_job_folder(workspace.pk, made.pk) / "artifacts" / "outputs" / "net"
    artifact.mkdir(parents=True)
    (artifact / "w.bin").write_text("of the artifacts")
    return made


def test_a_model_gets_a_name_a_version_and_its_files(
    as_alice: APIClient, url: Url, workspace: Workspace
) -> None:
    put(workspace, "w.bin")
    answer = register(as_alice, url, description="Some **model**", tags={"kind": "toy"})
    made = answer.json()
    assert answer.status_code == 201
    assert (made["version"], made["reference"], made["type"]) == (
        "1",
        "azureml:churn:1",
        "custom_model",
    )
    assert "<strong>model</strong>" in made["description_html"]
    listed = as_alice.get(url("models/churn/versions/latest/files")).json()
    assert [one["name"] for one in listed["items"]] == ["w.bin"]
    file = as_alice.get(url("models/churn/versions/1/file"), {"path": "w.bin"})
    assert body(file) == b"weights"


def test_versions_number_themselves_and_the_same_is_one_version(
    as_alice: APIClient, url: Url
) -> None:
    assert register(as_alice, url).json()["version"] == "1"
    assert register(as_alice, url).status_code == 200
    assert register(as_alice, url, path=f"{PLACE}2/").json()["version"] == "2"
    assert register(as_alice, url, path=f"{PLACE}3/", version="2024-01").json()["version"] == (
        "2024-01"
    )
    shown = as_alice.get(url("models/churn/versions/latest")).json()
    assert [one["version"] for one in shown["versions"]] == ["2024-01", "2", "1"]
    found = problem(
        register(as_alice, url, path=f"{PLACE}4/", version="2"), 409, "model-version-taken"
    )
    assert f"{PLACE}2/" in found["message"]


def test_a_version_that_is_a_number_is_the_one_that_mlflow_knows(
    as_alice: APIClient, url: Url
) -> None:
    assert register(as_alice, url, version="7").json()["number"] == 7
    assert register(as_alice, url, path=f"{PLACE}x/").json()["version"] == "8"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"path": "./model"}, 422, "model-path-local"),
        ({"path": "/etc/passwd"}, 422, "model-path-local"),
        ({"path": "file:./model"}, 422, "model-path-local"),
        ({"path": "azureml:churn:1"}, 422, "model-path-local"),
        ({"path": "azureml://datastores/nowhere/paths/a"}, 404, "datastore-not-found"),
        ({"path": f"{PLACE}../../../../secret"}, 422, "path-outside"),
        ({"path": "azureml://jobs/none/outputs/model"}, 404, "job-not-found"),
        ({"path": "runs:/none/model"}, 404, "job-not-found"),
        ({"type": "pickle"}, 422, "model-type-wrong"),
        ({"name": "a/b"}, 422, "model-name-wrong"),
        ({"version": "latest"}, 422, "version-reserved"),
    ],
)
def test_a_wrong_model_is_refused(
    as_alice: APIClient, url: Url, changes: dict[str, Any], status: int, code: str
) -> None:
    problem(register(as_alice, url, **changes), status, code)
    assert ModelVersion.objects.count() == 0


def test_an_mlflow_model_has_an_mlmodel_file(
    as_alice: APIClient, url: Url, workspace: Workspace
) -> None:
    put(workspace, "w.bin")
    problem(register(as_alice, url, type="mlflow_model"), 422, "no-mlmodel")
    put(workspace, "MLmodel", "flavors: {}")
    assert register(as_alice, url, type="mlflow_model").status_code == 201


def test_of_a_jobs_output(as_alice: APIClient, url: Url, job: Job) -> None:
    made = register(as_alice, url, path="azureml://jobs/train_1/outputs/model/paths/w.bin").json()
    assert (made["job"], made["path"]) == ("train_1", f"{job.outputs['model']['uri']}w.bin")
    problem(
        register(as_alice, url, path="azureml://jobs/train_1/outputs/x"), 404, "output-not-found"
    )


@pytest.mark.parametrize(
    "path",
    ["azureml://jobs/train_1/outputs/artifacts/paths/outputs/net", "runs:/train_1/outputs/net"],
)
def test_of_what_a_job_logged_is_kept_for_good(
    as_alice: APIClient, url: Url, job: Job, path: str
) -> None:
    made = register(as_alice, url, path=path).json()
    assert (made["job"], made["source"]) == ("train_1", path)
    artifacts = folders.job_folder(job.workspace_id, job.pk) / "artifacts"
    (artifacts / "outputs" / "net" / "w.bin").unlink()
    file = as_alice.get(url("models/churn/versions/1/file"), {"path": "w.bin"})
    assert body(file) == b"of the artifacts"


@pytest.mark.parametrize("below", ["../../../secret.key", "nothing", "..%2f"])
def test_nothing_beside_the_artifacts_becomes_a_model(
    as_alice: APIClient, url: Url, job: Job, below: str
) -> None:
    answer = register(as_alice, url, path=f"runs:/train_1/{below}")
    assert answer.status_code in (404, 422)
    assert ModelVersion.objects.count() == 0


def test_files_from_a_browser_become_a_model(as_alice: APIClient, url: Url) -> None:
    files = {"MLmodel": b"flavors: {}", "data/w.bin": b"weights"}
    content, kind = form({"name": "net", "type": "mlflow_model"}, files)
    made = as_alice.post(url("models/upload"), content, content_type=kind)
    assert made.status_code == 201, made.content
    listed = as_alice.get(url("models/net/versions/1/files")).json()
    assert [one["name"] for one in listed["items"]] == ["data", "MLmodel"]
    zipped = body(as_alice.get(url("models/net/versions/1/zip")))
    assert zipped.startswith(b"PK")


def test_what_may_change_changes(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    changes = {"description": "better", "tags": {"a": "b"}, "stage": "Production"}
    made = as_alice.patch(url("models/churn/versions/1"), changes, format="json").json()
    assert {key: made[key] for key in changes} == changes
    refused = as_alice.patch(url("models/churn/versions/1"), {"path": "x"}, format="json")
    assert refused.status_code == 422


def test_the_list_is_searched_filtered_and_paged(as_alice: APIClient, url: Url) -> None:
    for name, tags in (("tree", {"team": "a"}), ("forest", {"team": "b"}), ("net", {})):
        register(as_alice, url, name=name, tags=tags, description=f"a {name} of data")

    def names(**query: Any) -> list[str]:
        found = as_alice.get(url("models"), {"sort": "name", **query}).json()
        return [one["name"] for one in found["items"]]

    assert names(search="FOREST data") == ["forest"]
    assert names(search="OF data", sort="best") == ["net", "forest", "tree"]
    assert names(search="tre", sort="best") == ["tree"]
    assert (names(tag="team"), names(tag="team:a")) == (["forest", "tree"], ["tree"])
    assert (names(type="custom_model"), names(type="mlflow_model")) == (
        ["forest", "net", "tree"],
        [],
    )
    page = as_alice.get(url("models"), {"sort": "name", "limit": "2"}).json()
    assert [one["name"] for one in page["items"]] == ["forest", "net"]
    assert names(cursor=page["next_cursor"]) == ["tree"]
    wrongs: list[dict[str, str]] = [{"sort": "size"}, {"archived": "maybe"}, {"cursor": "x"}]
    for wrong in wrongs:
        assert as_alice.get(url("models"), wrong).status_code == 422


def test_readers_look_and_strangers_find_nothing(
    as_alice: APIClient, as_bob: APIClient, as_charlie: APIClient, url: Url
) -> None:
    register(as_alice, url)
    assert as_bob.get(url("models/churn/versions/1")).status_code == 200
    problem(register(as_bob, url), 403, "role-too-low")
    edit = as_bob.patch(url("models/churn/versions/1"), {"description": "x"}, format="json")
    assert edit.status_code == 403
    for path in ("models", "models/churn/versions/1", "models/churn/versions/1/files"):
        assert as_charlie.get(url(path)).status_code == 404


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("azureml:churn:1", "custom_model"),
        ("azureml:churn@latest", "mlflow_model"),
        ("azureml://models/churn/versions/1", "custom_model"),
        ("churn:1", "triton_model"),
    ],
)
def test_a_pipeline_takes_a_model_by_its_name(
    as_alice: APIClient, url: Url, workspace: Workspace, path: str, kind: str
) -> None:
    register(as_alice, url)
    _, found = check_wire(_pipeline(path, kind), DatabaseCatalogue(workspace))
    assert [one for one in found if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("azureml:chrun:1", 'Model "chrun:1" is not defined here. Did you mean "churn"?'),
        ("azureml:churn:9", 'Model "churn:9" is not defined here.'),
    ],
)
def test_a_model_that_is_not_there_is_an_error_with_a_guess(
    as_alice: APIClient, url: Url, workspace: Workspace, path: str, message: str
) -> None:
    register(as_alice, url)
    _, found = check_wire(_pipeline(path, "mlflow_model"), DatabaseCatalogue(workspace))
    errors = [one for one in found if one.severity == "error"]
    assert [(one.code, one.message) for one in errors] == [("unknown-model", message)]
    assert ("@latest" in str(errors[0].hint)) == ("churn:9" in path)


def _pipeline(path: str, kind: str) -> dict[str, Any]:
    component = {
        "type": "command",
        "command": "ls ${{inputs.model}}",
        "inputs": {"model": {"type": kind}},
        "environment": {"image": "python:3.12"},
    }
    given = {"model": {"type": kind, "path": path}}
    step = {"component": component, "inputs": given}
    settings = {"default_compute": "azureml:cpu-cluster"}
    return {"type": "pipeline", "settings": settings, "jobs": {"use": step}}


def test_the_registry_is_one(as_alice: APIClient, url: Url, workspace: Workspace) -> None:
    register(as_alice, url)
    assert RegisteredModel.objects.get(workspace=workspace).last_version == 1
