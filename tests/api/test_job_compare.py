"""Two jobs side by side: steps of one only, and what differs in the others."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from runs.models import Job
from studio.models import Workspace
from tests.support.job_rows import make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def step(root: Job, key: str, command: str = "true", **plan: Any) -> Job:
    return make_step(root, key, plan={"command": command, **plan}, status="Completed")


def test_steps_of_one_only_and_changed_ones(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    a = make_job(workspace, "a", settings={"force_rerun": False}, experiment="one")
    b = make_job(workspace, "b", settings={"force_rerun": True}, experiment="one")
    step(a, "same")
    step(b, "same")
    prep = step(a, "prep")
    step(
        a,
        "train",
        "python\nx.py",
        inputs={"rate": {"text": "1"}, "d": {"from": prep.name, "output": "o"}},
    )
    other = step(b, "clean")
    step(
        b,
        "train",
        "python\ny.py",
        inputs={"rate": {"text": "2"}, "d": {"from": other.name, "output": "o"}},
    )
    found = as_bob.get(url("jobs/a/compare?with=b")).json()
    assert {one["path"]: one["state"] for one in found["steps"]} == {
        "same": "same",
        "prep": "only_a",
        "train": "changed",
        "clean": "only_b",
    }
    train = next(one for one in found["steps"] if one["path"] == "train")
    told = [found["values"][place] for place in train["differences"]]
    assert [(one["part"], one["name"], one["a"], one["b"]) for one in told] == [
        ("parameters", "rate", "1", "2"),
        ("inputs", "d", "prep.o", "clean.o"),
        ("command", "", "python\nx.py", "python\ny.py"),
    ]
    assert "-x.py\n+y.py" in told[2]["diff"]
    assert [(one["name"], one["a"], one["b"]) for one in found["job"]] == [
        ("force_rerun", "false", "true")
    ]


def test_the_other_job_must_be_there_and_both_whole(
    as_bob: APIClient, as_charlie: APIClient, url: Url, workspace: Workspace
) -> None:
    a = make_job(workspace, "a")
    step(a, "x")
    assert as_bob.get(url("jobs/a/compare?with=never")).status_code == 404
    assert as_bob.get(url("jobs/a/compare?with=a-x")).json()["code"] == "not-a-root"
    assert as_charlie.get(url("jobs/a/compare?with=a")).status_code == 404


def test_what_many_steps_share_is_looked_up_and_sent_once(
    as_bob: APIClient,
    url: Url,
    workspace: Workspace,
    django_assert_max_num_queries: Any,
) -> None:
    for name in "ab":
        job = make_job(workspace, name)
        for number in range(100):
            step(job, f"part_{number}", code=f"azureml:{name * 64}")
    with django_assert_max_num_queries(15):
        found = as_bob.get(url("jobs/a/compare?with=b")).json()
    assert [one["part"] for one in found["values"]] == ["snapshot"]
    assert [one["differences"] for one in found["steps"]] == [[0]] * 100


def test_jobs_that_are_one_command_are_steps_themselves(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    for name, rate in (("a", "1"), ("b", "2")):
        inputs = {"rate": {"text": rate}}
        plan = {"command": "train", "inputs": inputs}
        make_job(workspace, name, type="command", plan=plan, inputs={"rate": {"value": rate}})
    found = as_bob.get(url("jobs/a/compare?with=b")).json()
    (only,) = found["steps"]
    assert (only["path"], only["state"], only["a"]["name"]) == ("step", "changed", "a")
    told = [found["values"][place] for place in only["differences"]]
    assert [(one["part"], one["name"], one["a"], one["b"]) for one in told] == [
        ("parameters", "rate", "1", "2")
    ]
    assert found["job"] == []


def test_several_jobs_stand_in_columns(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    for name, rate, tags in (("a", "1", {}), ("b", "2", {"kept": "yes"}), ("c", "1", {})):
        job = make_job(workspace, name, inputs={"rate": {"value": rate}}, tags=tags)
        inputs = {"rate": {"text": rate}, "size": {"text": "9"}}
        step(job, "train", inputs=inputs)
        if name == "c":
            step(job, "score")
    found = as_bob.get(url("compare?jobs=c,a,b")).json()
    assert [job["name"] for job in found["jobs"]] == ["c", "a", "b"]
    assert [
        (one["step"], one["part"], one["name"], one["values"])
        for one in found["values"]
        if one["differs"]
    ] == [
        ("", "parameters", "rate", ["1", "1", "2"]),
        ("", "tags", "kept", [None, None, "yes"]),
        ("train", "parameters", "rate", ["1", "1", "2"]),
    ]
    assert all(one["differs"] for one in found["values"] if one["step"])
    train, score = found["steps"]
    assert [run["variant"] for run in train["runs"]] == [0, 0, 1]
    assert [run["status"] for run in train["runs"]] == ["Completed"] * 3
    assert (score["runs"][0]["name"], score["runs"][1:]) == ("c-score", [None, None])
    assert (train["differs"], score["differs"]) == (True, True)


def test_columns_are_two_to_ten_whole_jobs(
    as_bob: APIClient, as_charlie: APIClient, url: Url, workspace: Workspace
) -> None:
    step(make_job(workspace, "a"), "x")
    assert as_bob.get(url("compare?jobs=a,a")).status_code == 200
    for names in ("", "a", ",".join("a" * 11)):
        answer = as_bob.get(url(f"compare?jobs={names}"))
        assert (answer.status_code, answer.json()["code"]) == (422, "wrong-number-of-jobs")
    assert as_bob.get(url("compare?jobs=a,never")).status_code == 404
    assert as_bob.get(url("compare?jobs=a,a-x")).json()["code"] == "not-a-root"
    assert as_charlie.get(url("compare?jobs=a,a")).status_code == 404


def test_columns_of_many_steps_are_read_with_few_queries(
    as_bob: APIClient,
    url: Url,
    workspace: Workspace,
    django_assert_max_num_queries: Any,
) -> None:
    for name in "abc":
        job = make_job(workspace, name)
        for number in range(100):
            step(job, f"part_{number}", f"echo {name}")
    with django_assert_max_num_queries(24):
        found = as_bob.get(url("compare?jobs=a,b,c")).json()
    assert [one["part"] for one in found["values"] if one["step"]] == ["command"] * 100
