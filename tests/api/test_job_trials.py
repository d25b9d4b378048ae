"""The trials of a sweep over REST: values, best metric, who is ahead."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from runs.models import Job, MetricPoint
from runs.operations import dispatch

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]

SWEEP: dict[str, Any] = {
    "type": "sweep",
    "trial": {
        "command": "python train.py --lr ${{search_space.lr}} --kind ${{search_space.model.kind}}",
        "environment": {"image": "python:3.11"},
    },
    "search_space": {
        "lr": {"type": "loguniform", "min_value": -7, "max_value": -1},
        "model": {
            "type": "choice",
            "values": [
                {"kind": "tree", "depth": {"type": "randint", "upper": 9}},
                {"kind": "linear"},
            ],
        },
    },
    "sampling_algorithm": {"type": "random", "seed": 3},
    "objective": {"goal": "minimize", "primary_metric": "loss"},
    "limits": {"max_total_trials": 6, "max_concurrent_trials": 3},
    "early_termination": {"type": "median_stopping", "delay_evaluation": 2},
    "compute": "azureml:cpu-cluster",
}


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "on_commit", lambda computes: None)


@pytest.fixture
def sweep(as_alice: APIClient, url: Url) -> str:
    answer = as_alice.post(url("jobs"), {"spec": SWEEP}, format="json")
    assert answer.status_code == 201, answer.json()
    return str(answer.json()["name"])


def log(name: str, *values: float) -> None:
    job = Job.objects.get(name=name)
    for step, value in enumerate(values):
        MetricPoint.objects.create(
            job=job, key="loss", step=step, timestamp_ms=step, value=str(value)
        )


def test_trials_are_there_from_the_start_with_their_values(
    as_alice: APIClient, url: Url, sweep: str
) -> None:
    found: dict[str, Any] = as_alice.get(url(f"jobs/{sweep}/trials")).json()
    told = {key: found[key] for key in ("job", "goal", "primary_metric", "sampling", "total")}
    assert told == {
        "job": sweep,
        "goal": "minimize",
        "primary_metric": "loss",
        "sampling": "random",
        "total": 6,
    }
    assert (found["concurrent"], found["early_termination"]) == (3, "median_stopping")
    assert found["best"] is None
    assert [one["name"] for one in found["items"]] == [f"{sweep}_{n}" for n in range(3)]
    assert {one["status"] for one in found["items"]} == {"Queued"}
    for one in found["items"]:
        assert 0.0009 < one["values"]["lr"] < 0.37
        assert one["values"]["model.kind"] in ("tree", "linear")
        assert ("model.depth" in one["values"]) == (one["values"]["model.kind"] == "tree")


def test_parameters_say_how_they_are_drawn(as_alice: APIClient, url: Url, sweep: str) -> None:
    found = as_alice.get(url(f"jobs/{sweep}/trials")).json()["parameters"]
    assert found == [
        {"name": "lr", "kind": "number", "values": [], "is_log": True},
        {"name": "model.kind", "kind": "choice", "values": ["tree", "linear"], "is_log": False},
        {"name": "model.depth", "kind": "number", "values": [], "is_log": False},
    ]


def test_a_trial_shows_the_best_value_that_it_logged(
    as_alice: APIClient, url: Url, sweep: str
) -> None:
    log(f"{sweep}_0", 3.0, 1.0, 2.0)
    log(f"{sweep}_1", float("nan"))
    first, second, third = as_alice.get(url(f"jobs/{sweep}/trials")).json()["items"]
    assert (first["metric"], first["logged"]) == (1.0, 3)
    assert (second["metric"], second["logged"]) == (None, 1)
    assert (third["metric"], third["logged"]) == (None, 0)


def test_only_a_trial_that_completed_is_ahead(as_alice: APIClient, url: Url, sweep: str) -> None:
    log(f"{sweep}_0", 1.0)
    log(f"{sweep}_1", 2.0)
    Job.objects.filter(name=f"{sweep}_1").update(status="Completed")
    assert as_alice.get(url(f"jobs/{sweep}/trials")).json()["best"] == f"{sweep}_1"


def test_children_and_lists_show_trials(as_alice: APIClient, url: Url, sweep: str) -> None:
    below = as_alice.get(url(f"jobs/{sweep}/children")).json()["items"]
    assert [one["name"] for one in below] == [f"{sweep}_{n}" for n in range(3)]
    listed = as_alice.get(url(f"jobs?parent={sweep}")).json()["items"]
    assert {one["name"] for one in listed} == {one["name"] for one in below}
    trial = as_alice.get(url(f"jobs/{sweep}_0")).json()
    assert set(json.loads(trial["properties"]["hyperparameters"])) == {"lr", "model"}
    assert trial["parent"] == sweep


def test_a_trial_shows_the_command_that_it_ran(as_alice: APIClient, url: Url, sweep: str) -> None:
    values = as_alice.get(url(f"jobs/{sweep}/trials")).json()["items"][0]["values"]
    told = f"python train.py --lr {values['lr']} --kind {values['model.kind']}"
    shown = as_alice.get(url(f"jobs/{sweep}_0")).json()
    assert shown["command"] == told


def test_only_texts_stand_in_the_command_of_a_trial(as_alice: APIClient, url: Url) -> None:
    left = "${{inputs.data}} > ${{outputs.o}}"
    command = "t.py ${{search_space.lr}} ${{inputs.n}} " + left
    data = {"type": "uri_file", "path": "azureml://datastores/workspaceblobstore/paths/a.csv"}
    spec = {
        **SWEEP,
        "trial": {**SWEEP["trial"], "command": command},
        "search_space": {"lr": {"type": "choice", "values": [0.5]}},
        "inputs": {"n": 7, "data": data},
        "outputs": {"o": {"type": "uri_file"}},
    }
    answer = as_alice.post(url("jobs"), {"spec": spec}, format="json")
    assert answer.status_code == 201, answer.json()
    shown = as_alice.get(url(f"jobs/{answer.json()['name']}_0")).json()
    assert shown["command"] == f"t.py 0.5 7 {left}"


def test_a_job_that_is_no_sweep_has_no_trials(as_alice: APIClient, url: Url, sweep: str) -> None:
    answer = as_alice.get(url(f"jobs/{sweep}_0/trials"))
    assert (answer.status_code, answer.json()["code"]) == (422, "no-sweep")


def test_strangers_see_nothing(as_charlie: APIClient, url: Url, sweep: str) -> None:
    assert as_charlie.get(url(f"jobs/{sweep}/trials")).status_code == 404
