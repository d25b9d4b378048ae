"""Models that scripts log and register with the real client, and who reaches them."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import mlflow
import pytest
from django.core.cache import cache
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import Model
from rest_framework.test import APIClient

from runs.mlflow import token
from runs.models import Experiment, Job, LoggedModel, ModelVersion, RegisteredModel, Status
from runs.operations import find_model
from studio.api.authentication import issue_token
from studio.lib import clock
from studio.models import Role, User, Workspace
from studio.storage import datastores
from studio.storage import home as folders
from tests.factories import make_member, make_workspace
from tests.support.catalogue import Url

pytestmark = pytest.mark.django_db(transaction=True)
API = "/mlflow/api/2.0/mlflow"
ARTIFACTS = "/mlflow/api/2.0/mlflow-artifacts/artifacts"


@pytest.fixture
def flavor(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The least that ``log_model`` can save; scikit-learn is not among the tests' packages."""
    module = ModuleType("mlflow.tests_flavor")

    def save_model(path: str, mlflow_model: Model, weights: str = "1 2 3") -> None:
        folder = Path(path)
        (folder / "data").mkdir(parents=True, exist_ok=True)
        (folder / "data" / "weights.txt").write_text(weights)
        mlflow_model.add_flavor("tests", version=1)
        mlflow_model.save(str(folder / "MLmodel"))

    module.__dict__.update(save_model=save_model)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    # What it does beside its requests needs numpy, which is not there either.
    monkeypatch.setattr(Model, "get_serving_input", lambda *_: None)
    display = ModuleType("mlflow.models.display_utils")
    display.__dict__.update(maybe_render_agent_eval_recipe=lambda _: None)
    monkeypatch.setitem(sys.modules, display.__name__, display)
    return module


LogModel = Callable[..., Any]


@pytest.fixture
def log_model(flavor: ModuleType) -> LogModel:
    def log(name: str = "model", **more: Any) -> Any:
        return Model.log(artifact_path=None, flavor=flavor, name=name, **more)

    return log


def loaded(uri: str) -> str:
    """The weights of the model that ``uri`` names."""
    return (Path(mlflow.artifacts.download_artifacts(uri)) / "data" / "weights.txt").read_text()


def call(method: str, server: str, secret: str, endpoint: str, **fields: Any) -> httpx.Response:
    what = {"params": fields} if method == "GET" else {"json": fields}
    headers = {"Authorization": f"Bearer {secret}"}
    return httpx.request(method, f"{server}{API}/{endpoint}", headers=headers, **what)  # type: ignore[arg-type]


def test_a_logged_model_is_found_by_its_run_and_by_its_id(
    in_step: Job, log_model: LogModel
) -> None:
    with mlflow.start_run():
        info = log_model(params={"alpha": "0.1"})
    assert loaded(info.model_uri) == loaded(f"runs:/{in_step.name}/model") == "1 2 3"
    model = mlflow.get_logged_model(info.model_id)
    assert (model.name, model.source_run_id, str(model.status)) == ("model", in_step.name, "READY")
    assert model.params == {"alpha": "0.1"}
    outputs = mlflow.get_run(in_step.name).outputs
    assert outputs is not None
    assert [one.model_id for one in outputs.model_outputs] == [info.model_id]


def test_a_logged_model_lies_among_the_artifacts_that_people_see(
    in_step: Job, log_model: LogModel
) -> None:
    mlflow.log_text("x", "notes/a.txt")
    log_model()
    folder = folders.job_folder(in_step.workspace_id, in_step.pk) / "artifacts"
    assert (folder / "model" / "MLmodel").is_file()
    client = MlflowClient()
    assert [one.path for one in client.list_artifacts(in_step.name)] == ["notes"]
    listed = [one.path for one in client.list_artifacts(in_step.name, "model")]
    assert listed == ["model/MLmodel", "model/data"]


def test_two_models_of_one_name_and_an_artifact_of_it_are_kept_apart(
    in_step: Job, log_model: LogModel
) -> None:
    mlflow.log_text("mine", "model/own.txt")
    first, second = log_model(weights="first"), log_model(weights="second")
    assert (loaded(first.model_uri), loaded(second.model_uri)) == ("first", "second")
    assert MlflowClient().list_artifacts(in_step.name, "model")[0].path == "model/own.txt"
    assert loaded(f"runs:/{in_step.name}/model") == "second"


def test_a_model_that_could_not_be_saved_is_marked(in_step: Job, flavor: ModuleType) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("no")

    flavor.__dict__.update(save_model=fail)
    with pytest.raises(RuntimeError):
        Model.log(artifact_path=None, flavor=flavor, name="model")
    assert LoggedModel.objects.get().status == "LOGGED_MODEL_UPLOAD_FAILED"


def test_metrics_about_a_model_come_back_with_it(in_step: Job, log_model: LogModel) -> None:
    info = log_model()
    for step, value in ((2, 0.75), (1, 0.5)):
        mlflow.log_metric("r2", value, step=step, model_id=info.model_id)
    metrics = mlflow.get_logged_model(info.model_id).metrics
    assert metrics is not None
    assert [(one.key, one.value, one.run_id) for one in metrics] == [("r2", 0.5, in_step.name)]
    client = MlflowClient()
    ids = [str(in_step.experiment_id)]
    for text, count in (("metrics.r2 > 0.4", 1), ("metrics.r2 > 2", 0), ("name = 'other'", 0)):
        assert len(client.search_logged_models(ids, filter_string=text)) == count


def test_tags_and_parameters_of_a_model_change(in_step: Job, log_model: LogModel) -> None:
    client, info = MlflowClient(), log_model()
    client.set_logged_model_tags(info.model_id, {"a": "1", "mlflow.x": "2"})
    client.delete_logged_model_tag(info.model_id, "mlflow.x")
    client.log_model_params(info.model_id, {f"p{number}": "v" for number in range(250)})
    model = client.get_logged_model(info.model_id)
    assert (model.tags["a"], "mlflow.x" in model.tags, len(model.params)) == ("1", False, 250)


def test_a_deleted_model_is_found_no_more(in_step: Job, log_model: LogModel) -> None:
    client, info = MlflowClient(), log_model()
    client.delete_logged_model(info.model_id)
    with pytest.raises(MlflowException):
        client.get_logged_model(info.model_id)
    assert client.search_logged_models([str(in_step.experiment_id)]) == []


def test_a_step_registers_its_model(in_step: Job, log_model: LogModel, server: str) -> None:
    info = log_model(registered_model_name="RM")
    log_model(weights="better", registered_model_name="RM")
    assert (str(info.registered_model_version), ModelVersion.objects.count()) == ("1", 2)
    assert loaded("models:/RM/1") == "1 2 3"
    assert loaded("models:/RM/latest") == loaded("models:/RM/2") == "better"
    found = MlflowClient().get_model_version("RM", "1")
    assert (found.run_id, found.status, found.source) == (in_step.name, "READY", info.model_uri)
    answer = call("GET", server, token.issue(in_step.pk, 1), f"logged-models/{info.model_id}")
    assert answer.json()["model"]["info"]["registrations"] == [{"name": "RM", "version": "1"}]


def test_a_version_keeps_its_files_whatever_becomes_of_its_run(
    in_step: Job, log_model: LogModel, server: str
) -> None:
    info = log_model(registered_model_name="RM")
    path = f"{in_step.experiment_id}/models/{info.model_id}/artifacts/data/weights.txt"
    headers = {"Authorization": f"Bearer {token.issue(in_step.pk, 1)}"}
    put = httpx.put(f"{server}{ARTIFACTS}/{path}", content=b"changed", headers=headers)
    assert put.status_code == 200
    assert (loaded(info.model_uri), loaded("models:/RM/1")) == ("changed", "1 2 3")
    LoggedModel.objects.get(model_id=info.model_id).delete()
    assert loaded("models:/RM/1") == "1 2 3"
    version = ModelVersion.objects.get()
    fixed = f"{server}{ARTIFACTS}/registered/{version.pk}/artifacts/data/weights.txt"
    assert httpx.put(fixed, content=b"x", headers=headers).status_code == 403
    assert httpx.delete(fixed, headers=headers).status_code == 403


def test_artifacts_of_a_run_can_be_registered(in_step: Job, tmp_path: Path) -> None:
    """As clients of generation 2 do it, whose models are artifacts."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "weights.txt").write_text("old way")
    mlflow.log_artifacts(str(tmp_path), "model")
    client = MlflowClient()
    client.create_registered_model("RM")
    for source in (f"runs:/{in_step.name}/model", mlflow.get_artifact_uri("model")):
        version = client.create_model_version("RM", source, run_id=in_step.name)
        assert loaded(f"models:/RM/{version.version}") == "old way"


@pytest.mark.parametrize(
    "source",
    ["/etc", "file:///etc", "http://127.0.0.1/x", "s3://bucket/x", "", "mlflow-artifacts:/x",
     "mlflow-artifacts:/../../etc", "runs:/{run}/../../..", "runs:/{run}/nothing"],
)  # fmt: skip
def test_what_is_no_model_of_the_studio_is_not_registered(
    in_step: Job, server: str, source: str
) -> None:
    mlflow.log_text("x", "a.txt")
    secret = token.issue(in_step.pk, 1)
    assert call("POST", server, secret, "registered-models/create", name="RM").status_code == 200
    answer = call(
        "POST", server, secret, "model-versions/create",
        name="RM", source=source.format(run=in_step.name),
    )  # fmt: skip
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "INVALID_PARAMETER_VALUE"
    assert not ModelVersion.objects.exists()


def test_the_registry_is_edited_and_searched(in_step: Job, log_model: LogModel) -> None:
    client = MlflowClient()
    log_model(registered_model_name="RM")
    log_model(registered_model_name="RM")
    client.update_registered_model("RM", "what it is")
    client.set_registered_model_tag("RM", "team", "blue")
    client.update_model_version("RM", "2", "the second")
    client.set_model_version_tag("RM", "2", "checked", "yes")
    client.set_registered_model_alias("RM", "champion", "2")
    [model] = client.search_registered_models("name LIKE 'R%' AND tags.team = 'blue'")
    assert (model.name, model.description, model.aliases) == ("RM", "what it is", {"champion": "2"})
    found = client.search_model_versions("name = 'RM' AND tags.checked = 'yes'")
    assert [(one.version, one.description, one.aliases) for one in found] == [
        ("2", "the second", ["champion"])
    ]
    assert client.get_model_version_by_alias("RM", "champion").version == "2"
    assert loaded("models:/RM@champion") == "1 2 3"
    client.delete_registered_model_alias("RM", "champion")
    client.delete_registered_model_tag("RM", "team")
    client.delete_model_version_tag("RM", "2", "checked")
    assert client.get_registered_model("RM").aliases == {}
    ordered = client.search_model_versions("name = 'RM'", order_by=["version_number ASC"])
    assert [one.version for one in ordered] == ["1", "2"]


def test_a_step_takes_no_registered_model_away(in_step: Job, log_model: LogModel) -> None:
    client = MlflowClient()
    log_model(registered_model_name="RM")
    for attempt in (
        lambda: client.rename_registered_model("RM", "other"),
        lambda: client.delete_model_version("RM", "1"),
        lambda: client.delete_registered_model("RM"),
    ):
        with pytest.raises(MlflowException, match="PERMISSION_DENIED"):
            attempt()
    assert client.get_model_version("RM", "1").version == "1"


def test_names_versions_and_deletion(
    in_step: Job, log_model: LogModel, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = MlflowClient()
    log_model(registered_model_name="RM")
    log_model(registered_model_name="RM")
    with pytest.raises(MlflowException, match="RESOURCE_ALREADY_EXISTS"):
        client.create_registered_model("RM")
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", issue_token(alice, "registry"))
    client.rename_registered_model("RM", "Better one v2.0")
    client.delete_model_version("Better one v2.0", "2")
    log_model(registered_model_name="Better one v2.0")
    versions = client.search_model_versions("name = 'Better one v2.0'")
    assert [one.version for one in versions] == ["3", "1"]
    copied = client.copy_model_version("models:/Better one v2.0/1", "Prod")
    assert (copied.version, loaded("models:/Prod/1")) == ("1", "1 2 3")
    client.delete_registered_model("Prod")
    assert [one.name for one in client.search_registered_models()] == ["Better one v2.0"]


@pytest.mark.filterwarnings("ignore:.*deprecated since:FutureWarning")
def test_stages_of_old_clients(in_step: Job, log_model: LogModel) -> None:
    client = MlflowClient()
    for _ in range(2):
        log_model(registered_model_name="RM")
        last = max(row.version for row in ModelVersion.objects.all())
        client.transition_model_version_stage(
            "RM", str(last), "Production", archive_existing_versions=True
        )
    stages = {one.version: one.current_stage for one in client.search_model_versions("name='RM'")}
    assert stages == {"1": "Archived", "2": "Production"}
    assert [one.version for one in client.get_latest_versions("RM", ["Production"])] == ["2"]


def test_another_pipelines_step_loads_a_registered_model_and_not_the_run(
    in_step: Job, log_model: LogModel, server: str
) -> None:
    info = log_model(registered_model_name="RM")
    hidden = log_model()
    other = Job.objects.create(
        workspace=in_step.workspace, experiment=in_step.experiment, name="other", path="other",
        type="command", status=Status.RUNNING, attempt=1, created_at=clock.now(),
    )  # fmt: skip
    secret = token.issue(other.pk, 1)
    uri = call("GET", server, secret, "model-versions/get-download-uri", name="RM", version="1")
    place = uri.json()["artifact_uri"].removeprefix("mlflow-artifacts:/")
    headers = {"Authorization": f"Bearer {secret}"}
    file = httpx.get(f"{server}{ARTIFACTS}/{place}/data/weights.txt", headers=headers)
    assert (file.status_code, file.text) == (200, "1 2 3")
    assert call("GET", server, secret, f"logged-models/{info.model_id}").status_code == 200
    assert call("GET", server, secret, f"logged-models/{hidden.model_id}").status_code == 404
    changed = call("PATCH", server, secret, f"logged-models/{info.model_id}/tags", tags=[])
    assert changed.status_code in (403, 404)


def test_models_are_for_members_alone(
    in_step: Job, log_model: LogModel, server: str, charlie: User, bob: User
) -> None:
    info = log_model(registered_model_name="RM")
    make_member(make_workspace("elsewhere"), charlie, Role.OWNER)
    stranger, reader = issue_token(charlie, "x"), issue_token(bob, "x")
    asked = [
        ("registered-models/get", {"name": "RM"}),
        ("model-versions/get", {"name": "RM", "version": "1"}),
        ("model-versions/get-download-uri", {"name": "RM", "version": "1"}),
        (f"logged-models/{info.model_id}", {}),
    ]
    for endpoint, fields in asked:
        assert call("GET", server, stranger, endpoint, **fields).status_code == 404
        assert call("GET", server, reader, endpoint, **fields).status_code == 200
    found = call("GET", server, stranger, "registered-models/search")
    assert found.json() == {"registered_models": []}
    version = ModelVersion.objects.get()
    path = f"{server}{ARTIFACTS}/registered/{version.pk}/artifacts/MLmodel"
    for secret, code in ((stranger, 404), (reader, 200)):
        assert httpx.get(path, headers={"Authorization": f"Bearer {secret}"}).status_code == code
    for endpoint in ("registered-models/create", "model-versions/create"):
        refused = call("POST", server, reader, endpoint, name="RM", source=info.model_uri)
        assert (refused.status_code, refused.json()["error_code"]) == (403, "PERMISSION_DENIED")
    refused = call("DELETE", server, reader, "registered-models/delete", name="RM")
    assert refused.status_code == 403
    mine = call("POST", server, stranger, "registered-models/create", name="RM")
    assert mine.status_code == 200
    assert RegisteredModel.objects.filter(name="RM").count() == 2


def test_a_version_goes_to_the_workspace_where_its_files_lie(
    as_alice_outside: MlflowClient, log_model: LogModel, alice: User, workspace: Workspace
) -> None:
    second = make_workspace("second")
    make_member(second, alice, Role.OWNER)
    cache.clear()
    experiment = Experiment.objects.create(workspace=second, name="far")
    mlflow.set_experiment("far")
    with mlflow.start_run():
        info = log_model(registered_model_name="RM")
    assert LoggedModel.objects.get(model_id=info.model_id).experiment == experiment
    assert ModelVersion.objects.get().registered.workspace == second


def test_a_person_logs_a_model_without_a_run(
    as_alice_outside: MlflowClient, tmp_path: Path
) -> None:
    mlflow.set_experiment("mine")
    model = mlflow.initialize_logged_model(name="outside")
    (tmp_path / "weights.txt").write_text("w")
    as_alice_outside.log_model_artifacts(model.model_id, str(tmp_path))
    mlflow.finalize_logged_model(model.model_id, "READY")
    copy = mlflow.artifacts.download_artifacts(f"models:/{model.model_id}")
    assert (Path(copy) / "weights.txt").read_text() == "w"


def test_what_a_script_registers_is_a_model_of_the_language(
    in_step: Job, log_model: LogModel, as_alice: APIClient, url: Url
) -> None:
    log_model(registered_model_name="churn")
    made = as_alice.get(url("models/churn/versions/latest")).json()
    assert (made["version"], made["type"], made["job"]) == ("1", "mlflow_model", in_step.name)
    listed = as_alice.get(url("models/churn/versions/1/files")).json()
    assert [one["name"] for one in listed["items"]] == ["data", "MLmodel"]
    found = find_model.definition(in_step.workspace, "churn", None, "latest")
    assert found is not None
    place = datastores.locate(in_step.workspace, found.uri)
    assert (place / "data" / "weights.txt").read_text() == "1 2 3"


def test_what_is_registered_elsewhere_is_a_model_of_mlflow(
    as_alice_outside: MlflowClient, as_alice: APIClient, url: Url, workspace: Workspace
) -> None:
    uri = "azureml://datastores/workspaceblobstore/paths/models/net/"
    place = datastores.locate(workspace, uri)
    place.mkdir(parents=True)
    (place / "w.bin").write_text("weights")
    given = {"name": "net", "path": uri, "version": "first", "tags": {"a": "b"}}
    assert as_alice.post(url("models"), given, format="json").status_code == 201
    [version] = as_alice_outside.search_model_versions("name='net'")
    assert (str(version.version), version.tags) == ("1", {"a": "b"})
    folder = Path(mlflow.artifacts.download_artifacts("models:/net/1"))
    assert (folder / "w.bin").read_text() == "weights"
    as_alice_outside.delete_model_version("net", "1")
    assert (place / "w.bin").exists()
