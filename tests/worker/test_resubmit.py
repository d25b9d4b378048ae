"""Running a job again from the steps that failed: what completed keeps its outputs."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from rest_framework.test import APIClient

from runs.models import Job
from runs.plan import states
from runs.worker import Workers
from studio.models import Workspace
from studio.storage import datastores
from tests.worker.waiting import statuses, step_of, until

FLAG = "azureml://datastores/workspaceblobstore/paths/flag.txt"
# "dice" is not deterministic: only a resubmission from the failed steps keeps what it made.
SHAPE = f"""
    type: pipeline
    settings: {{default_compute: azureml:cpu-cluster, continue_on_step_failure: true}}
    jobs:
      dice:
        type: command
        component:
          type: command
          is_deterministic: false
          command: date +%s%N > ${{{{outputs.out}}}}
          environment: {{image: "python:3.11"}}
          outputs: {{out: {{type: uri_file}}}}
      gate:
        command: grep -q open ${{{{inputs.flag}}}} && cat ${{{{inputs.n}}}} > ${{{{outputs.out}}}}
        environment: {{image: "python:3.11"}}
        inputs:
          n: ${{{{parent.jobs.dice.outputs.out}}}}
          flag: {{type: uri_file, path: {FLAG}}}
        outputs: {{out: {{type: uri_file}}}}
      after:
        command: cp ${{{{inputs.n}}}} ${{{{outputs.out}}}}
        environment: {{image: "python:3.11"}}
        inputs: {{n: "${{{{parent.jobs.gate.outputs.out}}}}"}}
        outputs: {{out: {{type: uri_file}}}}
      aside:
        command: cat ${{{{inputs.n}}}} > ${{{{outputs.out}}}}
        environment: {{image: "python:3.11"}}
        inputs: {{n: "${{{{parent.jobs.dice.outputs.out}}}}"}}
        outputs: {{out: {{type: uri_file}}}}
"""
Url = Callable[[str], str]
Send = Callable[..., Job]


@pytest.fixture
def flag(workspace: Workspace) -> Path:
    """What step ``gate`` looks at: it fails until "open" is written there."""
    place = datastores.locate(workspace, FLAG)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("shut")
    return place


@pytest.fixture
def send(as_dora: APIClient, url: Url, workers: Workers) -> Send:
    """Post, and wait for the end of the job that this makes."""

    def make(path: str, body: dict[str, Any]) -> Job:
        answer = as_dora.post(url(path), body, format="json")
        assert answer.status_code == 201, answer.json()
        name = answer.json()["name"]
        until(lambda: Job.objects.get(name=name).status in states.ENDED)
        return Job.objects.get(name=name)

    return make


def text(job: Job) -> str:
    return datastores.locate(job.workspace, job.outputs["out"]["uri"]).read_text()


def reused_from(root: Job) -> dict[str, str]:
    rows = Job.objects.filter(root=root).exclude(reused_from=None)
    return dict(rows.values_list("path", "reused_from__name"))


@pytest.fixture
def failed(send: Send, flag: Path) -> Job:
    job = send("jobs", {"yaml": dedent(SHAPE)})
    assert statuses(job) == {
        "dice": "Completed",
        "gate": "Failed",
        "after": "Canceled",
        "aside": "Completed",
    }
    return job


def test_only_what_did_not_complete_runs_again(send: Send, failed: Job, flag: Path) -> None:
    flag.write_text("open")
    again = send(f"jobs/{failed.name}/resubmit", {"from_failed": True})
    assert again.status == "Completed"
    dice, aside = step_of(failed, "dice"), step_of(failed, "aside")
    assert reused_from(again) == {"dice": dice.name, "aside": aside.name}
    assert text(step_of(again, "after")) == text(dice)
    assert again.properties["studio.cloned_from"] == failed.name


def test_a_step_that_was_kept_twice_points_to_the_one_that_ran(
    send: Send, failed: Job, flag: Path
) -> None:
    second = send(f"jobs/{failed.name}/resubmit", {"from_failed": True})
    assert second.status == "Failed"
    flag.write_text("open")
    third = send(f"jobs/{second.name}/resubmit", {"from_failed": True})
    assert third.status == "Completed"
    assert reused_from(third)["dice"] == step_of(failed, "dice").name


def test_a_completed_step_runs_again_when_asked_and_so_does_what_follows(
    send: Send, failed: Job, flag: Path
) -> None:
    flag.write_text("open")
    again = send(f"jobs/{failed.name}/resubmit", {"run_again": ["dice"]})
    assert again.status == "Completed"
    assert reused_from(again) == {}
    assert text(step_of(again, "aside")) == text(step_of(again, "dice"))
    assert text(step_of(again, "dice")) != text(step_of(failed, "dice"))


def test_outputs_that_are_gone_are_made_again(send: Send, failed: Job, flag: Path) -> None:
    flag.write_text("open")
    aside = step_of(failed, "aside")
    datastores.locate(aside.workspace, aside.outputs["out"]["uri"]).unlink()
    again = send(f"jobs/{failed.name}/resubmit", {"from_failed": True})
    assert again.status == "Completed"
    assert set(reused_from(again)) == {"dice"}


def test_where_everything_completed_something_must_be_named(
    as_dora: APIClient, url: Url, send: Send, failed: Job, flag: Path
) -> None:
    flag.write_text("open")
    done = send(f"jobs/{failed.name}/resubmit", {"from_failed": True})
    answer = as_dora.post(url(f"jobs/{done.name}/resubmit"), {"from_failed": True}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing-failed")
    last = send(f"jobs/{done.name}/resubmit", {"run_again": ["after"]})
    assert set(reused_from(last)) == {"dice", "gate", "aside"}


def test_a_step_that_is_not_there_is_named(
    as_dora: APIClient, url: Url, send: Send, failed: Job
) -> None:
    body = {"run_again": ["dize"]}
    answer = as_dora.post(url(f"jobs/{failed.name}/resubmit"), body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-step")
    assert "dice, gate, after, aside" in answer.json()["hint"]


def test_a_job_that_still_runs_is_refused(as_dora: APIClient, url: Url, flag: Path) -> None:
    made = as_dora.post(url("jobs"), {"yaml": dedent(SHAPE)}, format="json").json()
    answer = as_dora.post(
        url(f"jobs/{made['name']}/resubmit"), {"from_failed": True}, format="json"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "job-not-ended")
