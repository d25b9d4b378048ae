"""Submitting: from the language as JSON, from YAML text, from a draft; and once more."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.graph.document import PipelineDocument
from designer.graph.load import load_pipeline
from designer.models import Draft
from runs.models import Job
from runs.operations import dispatch
from studio.models import User, Workspace

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]

HELLO: dict[str, Any] = {
    "type": "command",
    "inputs": {"who": "${{parent.inputs.who}}"},
    "component": {
        "type": "command",
        "inputs": {"who": {"type": "string"}},
        "command": "echo hello ${{inputs.who}}",
        "environment": {"image": "python:3.11"},
    },
}


def spec(**more: Any) -> dict[str, Any]:
    """A pipeline of one step that says what its input is."""
    return {
        "type": "pipeline",
        "display_name": "Greet",
        "experiment_name": "greetings",
        "tags": {"team": "red"},
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "inputs": {"who": "world"},
        "jobs": {"hello": HELLO},
    } | more


YAML = """
type: pipeline
display_name: From text
settings:
  default_compute: azureml:cpu-cluster
jobs:
  hello:
    type: command
    command: echo hello
    environment:
      image: python:3.11
"""


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Submitted steps stay queued: there is no worker to tell."""
    monkeypatch.setattr(dispatch, "on_commit", lambda computes: None)


def document(**more: Any) -> dict[str, Any]:
    loaded, found = load_pipeline(spec(**more))
    assert loaded is not None, found
    return loaded.model_dump(mode="json")


def make_draft(workspace: Workspace, **more: Any) -> Draft:
    return Draft.objects.create(workspace=workspace, name="d", document=document(**more))


def create(client: APIClient, url: Url, body: dict[str, Any], key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(url("jobs"), body, format="json", headers=headers)


def test_a_spec_of_megabytes_is_taken(as_alice: APIClient, url: Url) -> None:
    """10,000 inline steps make three; Django's own limit for a body is 2.5."""
    step = HELLO["component"] | {"environment_variables": {"TEXT": "x" * 3_000_000}}
    jobs = {"hello": HELLO | {"component": step}}
    answer = as_alice.post(url("jobs"), {"spec": spec(jobs=jobs)}, format="json")
    assert answer.status_code == 201, answer.content[:500]


def test_a_spec_becomes_a_job(as_dora: APIClient, url: Url) -> None:
    answer = create(as_dora, url, {"spec": spec()})
    assert answer.status_code == 201, answer.json()
    job = answer.json()
    assert job["display_name"] == "Greet"
    assert job["experiment_name"] == "greetings"
    assert job["tags"] == {"team": "red"}
    assert job["created_by"] == "dora"
    assert job["source"] == "cli"
    assert job["progress"] == {"done": 0, "total": 1}
    assert job["inputs"]["who"]["value"] == "world"
    children = as_dora.get(url(f"jobs/{job['name']}/children")).json()["items"]
    assert [(one["key"], one["status"]) for one in children] == [("hello", "Queued")]


def test_a_kind_that_cannot_run_is_registered_and_shown_and_refused_here(
    as_dora: APIClient, url: Url
) -> None:
    spark = {"type": "spark", "name": "count_words", "entry": {"file": "count.py"}}
    answer = as_dora.post(url("components"), {"spec": spark}, format="json")
    assert answer.status_code == 201, answer.json()
    step = {"type": "spark", "component": "azureml:count_words:1", "compute": "azureml:cpu-cluster"}
    asked = spec(jobs={"hello": HELLO, "count": step})
    drawn = {"document": document(jobs=asked["jobs"])}
    checked = as_dora.post(url("validate"), drawn, format="json").json()
    found = [(one["severity"], one["code"], one["node"]) for one in checked["diagnostics"]]
    assert (checked["valid"], found) == (True, [("warning", "kind-not-runnable", "count")])
    refused = create(as_dora, url, {"spec": asked})
    told = [(one["severity"], one["code"]) for one in refused.json()["diagnostics"]]
    assert (refused.status_code, told) == (422, [("error", "kind-not-runnable")])


def test_yaml_text_becomes_a_job(as_dora: APIClient, url: Url) -> None:
    answer = create(as_dora, url, {"yaml": YAML, "name": "mine", "source": "studio"})
    assert answer.status_code == 201, answer.json()
    job = answer.json()
    assert (job["name"], job["display_name"], job["source"]) == ("mine", "From text", "studio")


def test_a_command_without_a_display_name_shows_no_made_up_one(
    as_dora: APIClient, url: Url
) -> None:
    step = {"type": "command", "command": "ls", "environment": {"image": "python:3.11"}}
    asked = {"spec": {**step, "compute": "azureml:cpu-cluster"}}
    assert create(as_dora, url, asked).json()["display_name"] == ""


def test_a_name_in_the_file_is_the_jobs_name(as_dora: APIClient, url: Url) -> None:
    assert create(as_dora, url, {"spec": spec(name="greet-1")}).json()["name"] == "greet-1"
    again = create(as_dora, url, {"spec": spec(name="greet-1")})
    assert (again.status_code, again.json()["code"]) == (409, "job-name-taken")


def test_errors_are_diagnostics_with_their_place(as_dora: APIClient, url: Url) -> None:
    answer = create(as_dora, url, {"yaml": YAML.replace("command: echo", "comand: echo")})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "invalid-pipeline")
    errors = [one for one in problem["diagnostics"] if one["severity"] == "error"]
    assert any(one["path"].startswith("jobs.hello") and one["line"] for one in errors)
    assert Job.objects.count() == 0


def test_what_only_the_workspace_knows_has_its_line_too(as_dora: APIClient, url: Url) -> None:
    text = YAML.replace("cpu-cluster", "gpu").replace(
        "command: echo", "compute: nowhere\n    command: echo"
    )
    (found,) = create(as_dora, url, {"yaml": text}).json()["diagnostics"]
    assert (found["code"], found["path"], found["line"]) == (
        "unknown-compute",
        "jobs.hello.compute",
        9,
    )


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"spec": {}, "yaml": "x"},
        {"draft": 1},
        {"spec": ["x"]},
        {"spec": {}, "surprise": 1},
        {"draft": 1, "revision": 1, "inputs": {"a": [1]}},
    ],
)
def test_a_body_that_is_none_of_the_forms_is_refused(
    as_dora: APIClient, url: Url, body: dict[str, Any]
) -> None:
    answer = create(as_dora, url, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


@pytest.mark.parametrize("text", ["", "- a\n- b", "a: [1", "a: 1\na: 2", "\t", "&a [*a]"])
def test_text_that_is_no_pipeline_is_refused(as_dora: APIClient, url: Url, text: str) -> None:
    answer = create(as_dora, url, {"yaml": text})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-pipeline")
    assert answer.json()["diagnostics"]


def test_the_same_idempotency_key_answers_with_the_same_job(
    as_dora: APIClient, as_alice: APIClient, url: Url
) -> None:
    first = create(as_dora, url, {"spec": spec()}, key="k1").json()["name"]
    assert create(as_dora, url, {"spec": spec()}, key="k1").json()["name"] == first
    assert create(as_dora, url, {"spec": spec()}, key="k2").json()["name"] != first
    assert create(as_alice, url, {"spec": spec()}, key="k1").json()["name"] != first
    assert create(as_dora, url, {"spec": spec()}, key="k" * 101).status_code == 422


def test_a_draft_runs_with_what_shall_differ(
    as_dora: APIClient, url: Url, workspace: Workspace
) -> None:
    draft = make_draft(workspace)
    body = {
        "draft": draft.pk,
        "revision": 1,
        "inputs": {"who": "moon"},
        "settings": {"continue_on_step_failure": True},
        "display_name": "Night",
        "experiment_name": "nights",
        "tags": {"n": 1},
    }
    job = create(as_dora, url, body).json()
    assert job["display_name"] == "Night"
    assert job["experiment_name"] == "nights"
    assert job["tags"] == {"n": "1"}
    assert job["inputs"]["who"]["value"] == "moon"
    assert job["settings"]["continue_on_step_failure"] is True
    assert job["given"] == {"who": "moon"}
    assert (job["draft"], job["source"]) == (draft.pk, "designer")
    draft.refresh_from_db()
    assert draft.document["interface"]["inputs"]["who"]["value"] == "world"


def test_a_draft_that_has_moved_on_is_not_run(
    as_dora: APIClient, url: Url, workspace: Workspace
) -> None:
    draft = make_draft(workspace)
    stale = create(as_dora, url, {"draft": draft.pk, "revision": 0})
    assert (stale.status_code, stale.json()["code"]) == (412, "draft-changed")
    other = create(as_dora, url, {"draft": draft.pk, "revision": 1, "inputs": {"nobody": 1}})
    assert (other.status_code, other.json()["code"]) == (422, "unknown-input")
    setting = {"draft": draft.pk, "revision": 1, "settings": {"force_rerun": "perhaps"}}
    assert create(as_dora, url, setting).json()["code"] == "bad-setting"
    gone = create(as_dora, url, {"draft": 4711, "revision": 1})
    assert (gone.status_code, gone.json()["code"]) == (404, "draft-not-found")


def test_a_retried_draft_submission_answers_with_its_job_after_the_draft_moved_on(
    as_dora: APIClient, url: Url, workspace: Workspace
) -> None:
    draft = make_draft(workspace)
    body = {"draft": draft.pk, "revision": 1}
    first = create(as_dora, url, body, key="k").json()["name"]
    Draft.objects.filter(pk=draft.pk).update(revision=2)
    assert create(as_dora, url, body, key="k").json()["name"] == first


def test_a_job_is_submitted_again_as_it_was(as_dora: APIClient, url: Url) -> None:
    name = create(as_dora, url, {"spec": spec()}).json()["name"]
    answer = as_dora.post(url(f"jobs/{name}/resubmit"))
    assert answer.status_code == 201
    again = answer.json()
    assert again["name"] != name
    assert (again["display_name"], again["inputs"]["who"]["value"]) == ("Greet", "world")


def test_cancelling_answers_with_the_job(as_dora: APIClient, url: Url) -> None:
    name = create(as_dora, url, {"spec": spec()}).json()["name"]
    answer = as_dora.post(url(f"jobs/{name}/cancel"))
    assert answer.status_code == 200
    assert answer.json()["status"] in ("CancelRequested", "Canceled")
    assert as_dora.post(url(f"jobs/{name}/cancel")).status_code == 200


def test_a_job_becomes_a_draft_of_what_it_ran(
    as_dora: APIClient, url: Url, workspace: Workspace, dora: User
) -> None:
    name = create(as_dora, url, {"spec": spec()}).json()["name"]
    answer = as_dora.post(url(f"jobs/{name}/clone"))
    assert answer.status_code == 201
    draft = answer.json()
    assert (draft["name"], draft["cloned_from_job"]) == ("Greet", name)
    kept = PipelineDocument.model_validate(draft["document"])
    assert kept == PipelineDocument.model_validate(document())
    step = Job.objects.get(parent__name=name)
    refused = as_dora.post(url(f"jobs/{step.name}/clone"))
    assert (refused.status_code, refused.json()["code"]) == (422, "no-graph")


def test_readers_may_not_submit_and_strangers_find_nothing(
    as_bob: APIClient, as_charlie: APIClient, url: Url
) -> None:
    assert create(as_bob, url, {"spec": spec()}).status_code == 403
    assert create(as_charlie, url, {"spec": spec()}).status_code == 404


def test_latest_is_the_version_of_that_time_also_when_it_is_submitted_again(
    as_alice: APIClient, url: Url
) -> None:
    def environment(image: str) -> None:
        given = {"spec": {"name": "tools", "image": image}}
        assert as_alice.post(url("environments"), given, format="json").status_code == 201

    environment("python:3.11")
    step = {"type": "command", "command": "ls", "environment": "azureml:tools@latest"}
    made = as_alice.post(url("jobs"), {"spec": spec(jobs={"a": step})}, format="json").json()
    environment("python:3.12")
    again = as_alice.post(url(f"jobs/{made['name']}/resubmit"), {}, format="json").json()
    newer = as_alice.post(url("jobs"), {"spec": spec(jobs={"a": step})}, format="json").json()

    def used(name: str) -> tuple[str, str]:
        root = Job.objects.get(name=name)
        written = root.frozen.document["nodes"]["a"]["component"]["environment"]
        [only] = Job.objects.filter(root=root)
        return written, only.plan["environment"]["image"]

    assert used(made["name"]) == used(again["name"]) == ("azureml:tools:1", "python:3.11")
    assert used(newer["name"]) == ("azureml:tools:2", "python:3.12")
