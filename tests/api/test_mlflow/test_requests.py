"""Requests as clients send them, without a client: those of generation 2, and nonsense."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from runs.mlflow import calls, news, token
from runs.mlflow.asgi import application
from runs.mlflow.caller import of_header
from runs.models import Job
from studio.lib.errors import StudioError

pytestmark = pytest.mark.django_db(transaction=True)
API = "/mlflow/api/2.0/mlflow"
ARTIFACTS = "/mlflow/api/2.0/mlflow-artifacts/artifacts"
MODEL_JSON = {
    "run_id": "",
    "artifact_path": "model",
    "utc_time_created": "2025-01-02 03:04:05.678900",
    "flavors": {"sklearn": {"pickled_model": "model.pkl", "sklearn_version": "1.5.2"}},
    "model_uuid": "5c5a0f0f0f0f4d0e8f0a6c1d2e3f4a5b",
    "mlflow_version": "2.22.5",
}


@pytest.fixture
def client(step: Job) -> TestClient:
    cache.clear()
    header = {"Authorization": f"Bearer {token.issue(step.pk, 1)}"}
    return TestClient(application, headers=header, raise_server_exceptions=False)


def test_a_model_of_a_client_of_generation_2(step: Job, client: TestClient) -> None:
    """Recorded with 2.22.5: files as artifacts, then ``runs/log-model``, then the registry."""
    base = f"{step.experiment_id}/{step.name}/artifacts"
    for name in ("MLmodel", "model.pkl", "conda.yaml", "requirements.txt"):
        assert client.put(f"{ARTIFACTS}/{base}/model/{name}", content=b"x").status_code == 200
    for _ in range(2):
        said = {"run_id": step.name, "model_json": json.dumps(MODEL_JSON)}
        assert client.post(f"{API}/runs/log-model", json=said).json() == {}
    assert client.post(f"{API}/registered-models/create", json={"name": "RM"}).status_code == 200
    source = f"mlflow-artifacts:/{base}/model"
    sent = {"name": "RM", "source": source, "run_id": step.name, "run_link": ""}
    made = client.post(f"{API}/model-versions/create", json=sent).json()["model_version"]
    assert (made["version"], made["status"], made["source"]) == ("1", "READY", source)
    asked = {"name": "RM", "version": "1"}
    uri = client.get(f"{API}/model-versions/get-download-uri", params=asked).json()["artifact_uri"]
    place = uri.removeprefix("mlflow-artifacts:/")
    files = client.get(ARTIFACTS, params={"path": place}).json()["files"]
    assert [one["path"] for one in files] == [
        "MLmodel",
        "conda.yaml",
        "model.pkl",
        "requirements.txt",
    ]
    run = client.get(f"{API}/runs/get", params={"run_id": step.name}).json()["run"]
    tags = {tag["key"]: tag["value"] for tag in run["data"]["tags"]}
    assert json.loads(tags["mlflow.log-model.history"]) == [MODEL_JSON, MODEL_JSON]


def test_artifacts_are_deleted(step: Job, client: TestClient) -> None:
    base = f"{ARTIFACTS}/{step.experiment_id}/{step.name}/artifacts"
    for path in ("a/1.txt", "a/2.txt", "b.txt"):
        client.put(f"{base}/{path}", content=b"x")
    for path in ("a/1.txt", "b.txt", "b.txt", "nothing/here"):
        assert client.delete(f"{base}/{path}").status_code == 200
    listed = client.get(f"{API}/artifacts/list", params={"run_id": step.name}).json()["files"]
    assert listed == [{"path": "a", "is_dir": True}]
    below = {"run_id": step.name, "path": "a"}
    listed = client.get(f"{API}/artifacts/list", params=below).json()["files"]
    assert listed == [{"path": "a/2.txt", "is_dir": False, "file_size": 1}]
    assert client.delete(f"{base}/a").status_code == 200
    assert client.delete(base).status_code == 200
    assert client.get(f"{API}/artifacts/list", params={"run_id": step.name}).json()["files"] == []


@pytest.mark.parametrize("path", ["..", "../../x", "%2e%2e/x", "a/../../../user_logs"])
def test_nothing_outside_of_the_artifacts_is_deleted(
    step: Job, client: TestClient, path: str
) -> None:
    base = f"{ARTIFACTS}/{step.experiment_id}/{step.name}/artifacts"
    assert client.delete(f"{base}/{path}").status_code in (400, 404)


def test_contexts_of_data_sets_are_kept_and_searched(step: Job, client: TestClient) -> None:
    dataset = {"name": "d", "digest": "1", "source_type": "local", "source": "{}", "schema": "{}"}
    tags = [{"key": "mlflow.data.context", "value": "training"}]
    for sent in (tags, []):
        body = {"run_id": step.name, "datasets": [{"dataset": dataset, "tags": sent}]}
        assert client.post(f"{API}/runs/log-inputs", json=body).json() == {}
    run = client.get(f"{API}/runs/get", params={"run_id": step.name}).json()["run"]
    assert run["inputs"]["dataset_inputs"] == [{"dataset": dataset, "tags": tags}]
    for context, count in (("training", 1), ("eval", 0)):
        asked = {
            "experiment_ids": [str(step.experiment_id)],
            "filter": f"datasets.context = '{context}'",
        }
        assert len(client.post(f"{API}/runs/search", json=asked).json()["runs"]) == count


def test_experiments_have_tags_and_are_searched_by_them(step: Job, client: TestClient) -> None:
    own = str(step.experiment_id)
    tag = {"experiment_id": own, "key": "team", "value": "blue"}
    assert client.post(f"{API}/experiments/set-experiment-tag", json=tag).json() == {}
    asked = {"filter": "tags.team = 'blue' AND name LIKE 'pri%'", "order_by": ["name ASC"]}
    found = client.post(f"{API}/experiments/search", json=asked).json()["experiments"]
    assert [one["experiment_id"] for one in found] == [own]
    refused = client.post(f"{API}/experiments/delete", json={"experiment_id": own})
    assert (refused.status_code, refused.json()["error_code"]) == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/mlflow/"),
        ("OPTIONS", f"{API}/runs/get"),
        ("PATCH", f"{API}/logged-models/m-1/nothing"),
        ("GET", f"{API}/logged-models"),
        ("POST", f"{ARTIFACTS}/1/x/artifacts/y"),
        ("PUT", ARTIFACTS),
        ("GET", "/mlflow/api/3.0/mlflow/server-info"),
    ],
)
def test_what_is_not_there_is_said_in_json(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["error_code"]) == (404, "ENDPOINT_NOT_FOUND")


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"key": "\\ud800"}', b'{"value": "\\u0000"}', b"\xff", b"nul"]
)
def test_json_that_would_break_further_down_is_refused(client: TestClient, body: bytes) -> None:
    answer = client.post(f"{API}/runs/set-tag", content=body)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")


@pytest.mark.parametrize("headers", [[], [(b"content-length", b"7000000")]])
async def test_a_stranger_is_asked_who_it_is_before_its_body_is_read(
    headers: list[tuple[bytes, bytes]],
) -> None:
    """A small body is read, since it costs nothing, and its JSON is not looked at."""
    sent: list[Any] = []
    is_small = not headers

    async def receive() -> dict[str, Any]:
        assert is_small, "A large body of a stranger was read."
        return {"type": "http.request", "body": b"nonsense", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"{API}/runs/log-batch",
        "query_string": b"",
        "headers": headers,
    }
    await application(scope, receive, send)
    assert sent[0]["status"] == 401


@pytest.mark.parametrize(("size", "status"), [(7 * 1024**2, 400), (9 * 1024**2, 413)])
def test_calls_have_a_limit(client: TestClient, size: int, status: int) -> None:
    answer = client.post(f"{API}/runs/set-tag", content=b'"' + b"x" * size + b'"')
    assert answer.status_code == status


def test_a_mistake_of_the_studio_is_said_in_json(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(calls, "find", lambda *_: (broken, {}))
    answer = client.get(f"{API}/runs/get")
    assert (answer.status_code, answer.json()["error_code"]) == (500, "INTERNAL_ERROR")


NAMES = st.sampled_from(
    [
        "run_id",
        "run_uuid",
        "key",
        "value",
        "timestamp",
        "step",
        "metrics",
        "params",
        "tags",
        "datasets",
        "models",
        "name",
        "version",
        "source",
        "model_id",
        "status",
        "filter",
        "order_by",
        "max_results",
        "page_token",
        "experiment_ids",
        "experiment_id",
        "stage",
        "alias",
        "end_time",
        "model_json",
        "metric_key",
        "path",
        "run_name",
        "stages",
        "description",
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
ENDPOINTS = st.sampled_from(sorted(calls.CALLS)) | st.sampled_from(
    [("PATCH", "logged-models/m-1"), ("PATCH", "logged-models/m-1/tags")]
)


@given(ENDPOINTS, st.dictionaries(NAMES, ANYTHING, max_size=6))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_fields_whatever_break_a_call(
    step: Job, client: TestClient, where: tuple[str, str], fields: dict[str, Any]
) -> None:
    from_step = {"run_id": step.name, **fields}
    found = calls.find(*where)
    assert found is not None
    caller = of_header(client.headers["authorization"])
    try:
        json.dumps(found[0](caller, {**from_step, **found[1]}))
    except StudioError as refused:
        assert calls.problem(refused)[0] < 500
    finally:
        news.flush()
