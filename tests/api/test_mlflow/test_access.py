"""Who may do what at the MLflow addresses, and how refusals look."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from pytest_django import Settings
from starlette.testclient import TestClient

from runs.mlflow import news, page, token
from runs.mlflow.asgi import application
from runs.models import Experiment, Job, Status
from runs.operations.move import Ref, moving
from runs.plan import states
from studio.api.authentication import issue_token
from studio.lib import clock
from studio.models import Role, User, Workspace
from studio.storage import home as folders
from tests.factories import make_member, make_workspace

pytestmark = pytest.mark.django_db(transaction=True)
API = "/mlflow/api/2.0/mlflow"
ARTIFACTS = "/mlflow/api/2.0/mlflow-artifacts/artifacts"

MakeStep = Callable[..., Job]
Answer = tuple[int, dict[str, Any]]


@pytest.fixture(autouse=True)
def nothing_remembered(transactional_db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
    news.flush()


@pytest.fixture
def make_step(workspace: Workspace) -> MakeStep:
    def make(name: str = "train-1", root: Job | None = None, **fields: Any) -> Job:
        place = fields.pop("workspace", workspace)
        experiment, _ = Experiment.objects.get_or_create(workspace=place, name="prices")
        common = {"workspace": place, "experiment": experiment, "created_at": clock.now()}
        root = root or Job.objects.create(**common, name=f"root-of-{name}", type="pipeline")
        defaults = {"path": name, "type": "command", "status": Status.RUNNING, "attempt": 1}
        return Job.objects.create(**common, name=name, parent=root, root=root, **defaults | fields)

    return make


def client_with(header: str) -> TestClient:
    return TestClient(application, headers={"Authorization": header})


def call(method: str, endpoint: str, secret: str, fields: dict[str, Any]) -> Answer:
    client = client_with(f"Bearer {secret}")
    if method == "GET":
        answer = client.get(f"{API}/{endpoint}", params=fields)
    else:
        answer = client.post(f"{API}/{endpoint}", json=fields)
    return answer.status_code, answer.json()


def log_metric(secret: str, run_id: str) -> Answer:
    point = {"run_id": run_id, "key": "loss", "value": 1.5, "timestamp": 1, "step": 0}
    return call("POST", "runs/log-metric", secret, point)


def test_a_step_logs_to_itself(make_step: MakeStep) -> None:
    step = make_step()
    assert log_metric(token.issue(step.pk, 1), step.name) == (200, {})


def test_a_token_of_an_older_attempt_opens_nothing(make_step: MakeStep) -> None:
    step = make_step(attempt=2)
    code, problem = log_metric(token.issue(step.pk, 1), step.name)
    assert (code, problem["error_code"]) == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize("to", [states.COMPLETED, states.QUEUED])
def test_a_token_opens_nothing_from_the_moment_its_attempt_ends(
    make_step: MakeStep, to: str
) -> None:
    step = make_step()
    secret = token.issue(step.pk, 1)
    assert log_metric(secret, step.name)[0] == 200
    with moving(step.root_id or 0) as moves:
        assert moves.move(Ref(step.pk, step.name, "", step.path, step.parent_id, True), to)
    assert log_metric(secret, step.name)[0] == 403


def test_a_token_opens_nothing_once_its_step_has_ended(make_step: MakeStep) -> None:
    step = make_step(status=Status.COMPLETED)
    assert log_metric(token.issue(step.pk, 1), step.name)[0] == 403


def test_a_forged_token_opens_nothing(make_step: MakeStep) -> None:
    step = make_step()
    forged = token.issue(step.pk, 7).replace(".7:", ".1:")
    assert log_metric(forged, step.name)[0] == 403


def test_a_step_reads_its_neighbours_but_does_not_write_to_them(make_step: MakeStep) -> None:
    step = make_step()
    make_step("score-1", root=step.root)
    secret = token.issue(step.pk, 1)
    assert call("GET", "runs/get", secret, {"run_id": "score-1"})[0] == 200
    assert log_metric(secret, "score-1")[0] == 403


def test_a_step_does_not_see_other_jobs(make_step: MakeStep) -> None:
    step, other = make_step(), make_step("other")
    code, problem = log_metric(token.issue(step.pk, 1), other.name)
    assert (code, problem["error_code"]) == (404, "RESOURCE_DOES_NOT_EXIST")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic !!", "Digest x"])
def test_without_a_token_nothing_opens(make_step: MakeStep, header: str) -> None:
    make_step()
    answer = client_with(header).get(f"{API}/runs/get?run_id=train-1")
    assert (answer.status_code, answer.json()["error_code"]) == (401, "UNAUTHENTICATED")


def test_members_read_and_contributors_write(
    make_step: MakeStep, alice: User, dora: User, bob: User
) -> None:
    step = make_step()
    for user, code in ((alice, 200), (dora, 200), (bob, 403)):
        secret = issue_token(user, "laptop")
        assert call("GET", "runs/get", secret, {"run_id": step.name})[0] == 200
        assert log_metric(secret, step.name)[0] == code
        fields = {"experiment_id": str(step.experiment_id)}
        assert call("POST", "runs/create", secret, fields)[0] == code


def test_strangers_find_nothing(make_step: MakeStep, charlie: User) -> None:
    step = make_step()
    elsewhere = make_workspace("elsewhere")
    make_member(elsewhere, charlie, Role.OWNER)
    secret = issue_token(charlie, "laptop")
    assert call("GET", "runs/get", secret, {"run_id": step.name})[0] == 404
    assert log_metric(secret, step.name)[0] == 404
    by_name = {"experiment_name": "prices"}
    assert call("GET", "experiments/get-by-name", secret, by_name)[0] == 404
    by_id = {"experiment_id": str(step.experiment_id)}
    assert call("GET", "experiments/get", secret, by_id)[0] == 404
    assert call("POST", "experiments/search", secret, {})[1] == {"experiments": []}
    found = call("POST", "runs/search", secret, {"experiment_ids": [str(step.experiment_id)]})
    assert found == (200, {"runs": []})
    path = f"{ARTIFACTS}/{step.experiment_id}/{step.name}/artifacts/x"
    assert client_with(f"Bearer {secret}").get(path).status_code == 404


def test_a_name_in_two_workspaces_is_each_members_own(make_step: MakeStep, charlie: User) -> None:
    elsewhere = make_workspace("elsewhere")
    make_member(elsewhere, charlie, Role.OWNER)
    ours, theirs = make_step(), make_step(workspace=elsewhere)
    assert log_metric(issue_token(charlie, "laptop"), "train-1")[0] == 200
    assert (ours.metric_points.count(), theirs.metric_points.count()) == (0, 1)


@pytest.mark.parametrize(
    "path", ["../../x", "%2e%2e/%2e%2e/x", "/etc/passwd", "a/../../../x", "a%00b"]
)
def test_artifacts_stay_in_their_folder(make_step: MakeStep, path: str) -> None:
    step = make_step()
    client = client_with(f"Bearer {token.issue(step.pk, 1)}")
    base = f"{ARTIFACTS}/{step.experiment_id}/{step.name}/artifacts"
    answer = client.put(f"{base}/{path}", content=b"evil")
    assert answer.status_code in (400, 404) or path == "/etc/passwd"
    folder = folders.job_folder(step.workspace_id, step.pk)
    outside = [one for one in folder.rglob("*") if one.is_file()]
    assert all(one.is_relative_to(folder / "artifacts") for one in outside)


def test_a_link_in_the_artifacts_leads_nowhere(make_step: MakeStep, home: Any) -> None:
    step = make_step()
    folder = folders.make_job_folder(step.workspace_id, step.pk) / "artifacts"
    (folder / "link").symlink_to("/etc")
    client = client_with(f"Bearer {token.issue(step.pk, 1)}")
    base = f"{ARTIFACTS}/{step.experiment_id}/{step.name}/artifacts"
    assert client.get(f"{base}/link/passwd").status_code == 400
    assert client.put(f"{base}/link/x", content=b"").status_code == 400


def test_a_file_over_the_limit_leaves_nothing(make_step: MakeStep, settings: Settings) -> None:
    settings.BLOB_MAX_BYTES = 10
    step = make_step()
    client = client_with(f"Bearer {token.issue(step.pk, 1)}")
    base = f"{ARTIFACTS}/{step.experiment_id}/{step.name}/artifacts"
    assert client.put(f"{base}/small", content=b"0123456789").status_code == 200
    answer = client.put(f"{base}/large", content=b"0123456789x")
    assert (answer.status_code, answer.json()["error_code"]) == (413, "REQUEST_LIMIT_EXCEEDED")
    folder = folders.job_folder(step.workspace_id, step.pk)
    assert [one.name for one in folder.rglob("*") if one.is_file()] == ["small"]


@pytest.mark.parametrize("body", ["{", "[]", "null", '"x"'])
def test_a_body_that_is_no_object_is_refused(make_step: MakeStep, body: str) -> None:
    step = make_step()
    client = client_with(f"Bearer {token.issue(step.pk, 1)}")
    answer = client.post(f"{API}/runs/log-metric", content=body)
    assert (answer.status_code, answer.json()["error_code"]) == (400, "INVALID_PARAMETER_VALUE")


@pytest.mark.parametrize("path", ["/mlflow/api/3.0/mlflow/server-info", f"{API}/nothing/here"])
def test_unknown_addresses_answer_in_json(path: str) -> None:
    answer = TestClient(application).get(path)
    assert (answer.status_code, answer.json()["error_code"]) == (404, "ENDPOINT_NOT_FOUND")


def test_the_address_that_clients_print_leads_to_the_job() -> None:
    answer = TestClient(application).get("/mlflow/")
    assert answer.status_code == 200
    assert page.SCRIPT in answer.text
    assert "script-src 'sha256-" in answer.headers["Content-Security-Policy"]
