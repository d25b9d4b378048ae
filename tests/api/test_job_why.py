"""Why a step ran again: which part of its reuse key differs, and the difference itself."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.models import Snapshot
from runs.models import Job
from studio.lib import clock
from studio.models import Workspace
from studio.storage import blobs, datastores
from tests.support.job_rows import log_file, make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]
PARTS: dict[str, Any] = {
    "component": "c",
    "snapshot": "",
    "environment": "e",
    "parameters": {"rate": "0.1"},
    "inputs": {"data": "aa"},
}
PLAN: dict[str, Any] = {"command": "python x.py", "reusable": True, "look_up": True, "outputs": {}}


def ran(workspace: Workspace, root: str, hour: int, **fields: Any) -> Job:
    """Step ``train`` of a job of its own, queued and completed in the given hour."""
    at = clock.now() - timedelta(hours=24 - hour)
    top = make_job(workspace, root, display_name=f"Job {root}")
    done = {"status": "Completed", "queued_at": at, "ended_at": at + timedelta(minutes=1)}
    known = {"reuse_parts": PARTS, "reuse_key": "k", "plan": PLAN}
    return make_step(top, "train", **done | known | fields)


def why(client: APIClient, url: Url, step: Job) -> dict[str, Any]:
    answer = client.get(url(f"jobs/{step.name}/why"))
    assert answer.status_code == 200, answer.json()
    return dict(answer.json())


def test_the_parameter_that_changed_is_named_with_both_values(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    ran(workspace, "first", 1)
    again = ran(workspace, "second", 2, reuse_parts=PARTS | {"parameters": {"rate": "0.2"}})
    found = why(as_bob, url, again)
    assert found["verdict"] == "ran"
    assert found["other"]["root_display_name"] == "Job first"
    assert "parameters changed" in found["summary"]
    assert [one["text"] for one in found["differences"]] == [
        "Parameter `rate` was `0.1`, and is `0.2` now."
    ]


def test_of_earlier_steps_the_one_that_differs_least_is_compared(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    near = ran(workspace, "near", 1)
    ran(workspace, "far", 2, reuse_parts=PARTS | {"component": "d", "parameters": {}, "inputs": {}})
    later = ran(workspace, "later", 4)
    again = ran(workspace, "again", 3, reuse_parts=PARTS | {"inputs": {"data": "bb"}})
    found = why(as_bob, url, again)
    assert found["other"]["name"] == near.name != later.name
    assert found["differences"][0]["text"] == "Input `data` has other content."
    assert (found["differences"][0]["before"], found["differences"][0]["after"]) == ("aa", "bb")


def test_a_changed_command_and_a_changed_environment_are_shown(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    ran(workspace, "first", 1, plan=PLAN | {"environment": {"image": "python:3.10"}})
    again = ran(
        workspace,
        "second",
        2,
        reuse_parts=PARTS | {"component": "d", "environment": "f"},
        plan=PLAN | {"command": "set -e\npython y.py", "environment": {"image": "python:3.11"}},
    )
    command, image = why(as_bob, url, again)["differences"]
    assert command["text"] == "The command changed."
    assert "-python x.py\n+set -e\n+python y.py" in command["diff"]
    assert (
        image["text"] == "Environment setting `image` was `python:3.10`, and is `python:3.11` now."
    )


def snapshot(workspace: Workspace, name: str, **files: str) -> str:
    listed = []
    for path, text in files.items():
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        blobs.put(sha256, [text.encode()])
        listed.append({"path": f"{path}.py", "sha256": sha256, "size_bytes": len(text)})
    Snapshot.objects.create(workspace=workspace, digest=name, files=listed)
    return f"azureml:snapshot:{name}"


def test_changed_code_is_shown_file_by_file(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    old = snapshot(workspace, "a" * 64, train="x = 1\ny = 2\n", same="s\n", gone="g\n")
    new = snapshot(workspace, "b" * 64, train="x = 1\ny = 3\n", same="s\n", more="m\n")
    ran(workspace, "first", 1, reuse_parts=PARTS | {"snapshot": old})
    again = ran(workspace, "second", 2, reuse_parts=PARTS | {"snapshot": new})
    found = why(as_bob, url, again)["differences"]
    assert [one["text"] for one in found] == [
        "Code file `gone.py` is gone.",
        "Code file `more.py` was added.",
        "Code file `train.py` changed.",
    ]
    assert "-y = 2\n+y = 3" in found[2]["diff"]


def test_a_reused_step_says_whose_outputs_it_took(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    first = ran(workspace, "first", 1)
    found = why(as_bob, url, ran(workspace, "second", 2, reused_from=first))
    assert (found["verdict"], found["other"]["root"]) == ("reused", "first")
    kept = ran(workspace, "third", 3, reused_from=first, plan=PLAN | {"keeps": first.name})
    assert why(as_bob, url, kept)["verdict"] == "kept"


def test_a_reused_step_says_when_the_job_that_it_took_from_was_deleted(
    as_alice: APIClient, as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    first = ran(workspace, "first", 1)
    Job.objects.filter(name="first").update(status="Completed")
    log_file(first).write_text("printed by the first\n")
    took = {"reused_from": first, "properties": {"azureml.reusedrunid": first.name}}
    second, third = ran(workspace, "second", 2, **took), ran(workspace, "third", 3, **took)
    assert "deleted" not in why(as_bob, url, second)["summary"]
    assert as_alice.delete(url("jobs/first")).status_code == 200

    heir = why(as_bob, url, second)
    assert (heir["verdict"], heir["other"]) == ("reused", None)
    assert f"`{first.name}`, which ran, was deleted with its job; this step has" in heir["summary"]
    later = why(as_bob, url, third)
    assert (later["verdict"], later["other"]["name"]) == ("reused", second.name)
    assert 'deleted with its job; "train" of job "Job second" has its log' in later["summary"]
    for step in (second, third):
        text = as_bob.get(url(f"jobs/{step.name}/logs/content")).json()["text"]
        assert text == "printed by the first\n"


@pytest.mark.parametrize(
    ("plan", "pipeline", "words"),
    [
        ({"reusable": False}, {}, "is_deterministic: false"),
        ({"look_up": False}, {"force_rerun": True}, "force_rerun: true"),
        ({"look_up": False}, {}, "asked for this step to run again"),
    ],
)
def test_a_step_that_runs_in_any_case_says_so(
    as_bob: APIClient,
    url: Url,
    workspace: Workspace,
    plan: dict[str, Any],
    pipeline: dict[str, Any],
    words: str,
) -> None:
    ran(workspace, "first", 1)
    again = ran(workspace, "second", 2, plan=PLAN | plan)
    Job.objects.filter(name="second").update(settings=pipeline)
    assert words in why(as_bob, url, again)["summary"]


def test_outputs_that_are_gone_are_the_reason_when_nothing_differs(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    uri = "azureml://datastores/workspaceblobstore/paths/out.txt"
    place = datastores.locate(workspace, uri)
    place.write_text("here")
    ran(workspace, "first", 1, outputs={"out": {"type": "uri_file", "uri": uri, "digest": "x"}})
    again = ran(workspace, "second", 2)
    assert "could not be taken" in why(as_bob, url, again)["summary"]
    place.unlink()
    assert "not there any more" in why(as_bob, url, again)["summary"]


def test_the_first_of_its_kind_has_nothing_to_be_compared_with(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    found = why(as_bob, url, ran(workspace, "first", 1))
    assert (found["other"], found["differences"]) == (None, [])
    assert "nothing to reuse" in found["summary"]


def test_what_has_not_begun_and_what_is_no_step(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    step = ran(workspace, "first", 1, status="NotStarted", reuse_parts={}, ended_at=None)
    assert why(as_bob, url, step)["verdict"] == "waiting"
    refused = as_bob.get(url("jobs/first/why")).json()
    assert refused["code"] == "not-a-step"
    assert refused["hint"] == f"Ask about one of its steps: {step.name} ({step.key})."


def test_strangers_learn_nothing(as_charlie: APIClient, url: Url, workspace: Workspace) -> None:
    step = ran(workspace, "first", 1)
    assert as_charlie.get(url(f"jobs/{step.name}/why")).status_code == 404
