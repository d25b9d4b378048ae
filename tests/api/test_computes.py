"""Computes: create, change, delete, list, show."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.models import Compute
from designer.operations import compute_usage
from runs.plan import states
from studio.models import Workspace
from tests.support.catalogue import Url
from tests.support.job_rows import make_job, make_step


def create(client: APIClient, url: Url, **spec: Any) -> Any:
    return client.post(url("computes"), {"spec": {"name": "fast"} | spec}, format="json")


def test_a_compute_is_made_from_its_yaml(as_alice: APIClient, url: Url) -> None:
    response = create(
        as_alice, url, type="amlcompute", size="STANDARD_D2_V2", max_instances=2, tags={"a": 1}
    )
    made = response.json()
    assert response.status_code == 201
    assert (made["min_instances"], made["max_instances"], made["tags"]) == (0, 2, {"a": "1"})
    assert made["instances_in_use"] == 0
    assert as_alice.get(url("computes/fast")).json() == made


def test_creating_it_again_changes_it(as_alice: APIClient, url: Url) -> None:
    create(as_alice, url, max_instances=2)
    response = create(as_alice, url, max_instances=8)
    assert (response.status_code, response.json()["max_instances"]) == (200, 8)
    other = create(as_alice, url, type="local")
    assert (other.status_code, other.json()["code"]) == (409, "compute-name-taken")


def test_some_of_it_is_changed(as_alice: APIClient, url: Url) -> None:
    create(as_alice, url, max_instances=2, min_instances=1, tags={"a": "1"}, size="BIG")
    change = {"max_instances": "6", "description": "More"}
    changed = as_alice.patch(url("computes/fast"), change, format="json").json()
    assert (changed["max_instances"], changed["description"]) == (6, "More")
    assert (changed["min_instances"], changed["tags"]) == (1, {"a": "1"})
    refused = as_alice.patch(url("computes/fast"), {"max_instances": 0}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-compute")
    assert as_alice.get(url("computes/fast")).json() == changed


def test_a_deleted_one_is_gone_and_its_name_is_free(as_alice: APIClient, url: Url) -> None:
    create(as_alice, url, max_instances=2)
    assert as_alice.delete(url("computes/fast")).json()["name"] == "fast"
    assert as_alice.get(url("computes/fast")).status_code == 404
    names = [one["name"] for one in as_alice.get(url("computes")).json()["items"]]
    assert names == ["cpu-cluster", "gpu-cluster"]
    again = create(as_alice, url, type="local", max_instances=3)
    assert (again.status_code, again.json()["type"], again.json()["max_instances"]) == (
        201,
        "local",
        3,
    )


def test_the_last_one_stays(as_alice: APIClient, url: Url) -> None:
    as_alice.delete(url("computes/cpu-cluster"))
    refused = as_alice.delete(url("computes/gpu-cluster"))
    assert (refused.status_code, refused.json()["code"]) == (409, "last-compute")


def test_only_owners_delete(as_bob: APIClient, url: Url) -> None:
    assert as_bob.delete(url("computes/cpu-cluster")).status_code == 403
    assert as_bob.patch(url("computes/cpu-cluster"), {}, format="json").status_code == 403


STEP = {"type": "command", "command": "true", "environment": {"image": "python:3.11"}}
PIPELINE = {"type": "pipeline", "jobs": {"one": STEP}}


def test_a_pipeline_may_not_name_a_deleted_one(as_alice: APIClient, url: Url) -> None:
    create(as_alice, url)
    as_alice.delete(url("computes/fast"))
    spec = PIPELINE | {"settings": {"default_compute": "azureml:fast"}}
    refused = as_alice.post(url("jobs"), {"spec": spec}, format="json")
    assert refused.status_code == 422
    assert "fast" in str(refused.json())


def test_what_runs_anywhere_runs_on_one_that_is_there(as_alice: APIClient, url: Url) -> None:
    as_alice.delete(url("computes/cpu-cluster"))
    spec = PIPELINE | {"jobs": {"one": STEP | {"compute": "local"}}}
    made = as_alice.post(url("jobs"), {"spec": spec}, format="json")
    assert made.status_code == 201, made.json()
    assert as_alice.get(url("computes/gpu-cluster")).json()["queued_steps"] == 1


def test_a_type_in_any_case_and_numbers_as_text(as_alice: APIClient, url: Url) -> None:
    made = create(as_alice, url, type="AmlCompute", min_instances="1", max_instances="2").json()
    assert (made["type"], made["min_instances"], made["max_instances"]) == ("amlcompute", 1, 2)


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({"min_instances": 5, "max_instances": 2}, "invalid-compute"),
        ({"max_instances": 0}, "invalid-compute"),
        ({"max_instances": "many"}, "invalid-compute"),
        ({"type": "kubernetes"}, "compute-type-unsupported"),
        ({"type": "abacus"}, "compute-type-wrong"),
        ({"name": "a/b"}, "compute-name-wrong"),
        ({"name": "x" * 65}, "compute-name-wrong"),
    ],
)
def test_a_wrong_compute_is_refused(
    as_alice: APIClient, url: Url, spec: dict[str, Any], code: str
) -> None:
    response = create(as_alice, url, **spec)
    assert (response.status_code, response.json()["code"]) == (422, code)


def test_computes_are_listed_by_name(as_alice: APIClient, url: Url) -> None:
    create(as_alice, url, name="a-first")
    items = as_alice.get(url("computes")).json()["items"]
    assert [one["name"] for one in items] == ["a-first", "cpu-cluster", "gpu-cluster"]


def test_a_stranger_finds_nothing(as_charlie: APIClient, url: Url) -> None:
    assert as_charlie.get(url("computes")).status_code == 404
    assert as_charlie.get(url("computes/cpu-cluster")).status_code == 404


def test_a_reader_looks_and_cannot_create(as_bob: APIClient, url: Url) -> None:
    assert as_bob.get(url("computes/cpu-cluster")).status_code == 200
    assert as_bob.get(url("computes/nothing")).status_code == 404
    assert create(as_bob, url).status_code == 403


def test_a_compute_says_how_busy_it_is(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    compute = Compute.objects.get(workspace=workspace, name="cpu-cluster")
    root = make_job(workspace)
    statuses = ["Running", "Preparing", "Queued", "Queued", "Queued", "Completed", "NotStarted"]
    for number, status in enumerate(statuses):
        make_step(root, f"step_{number}", compute=compute, status=status, instance_count=2)
    shown = as_bob.get(url("computes/cpu-cluster")).json()
    assert (shown["instances_in_use"], shown["queued_steps"]) == (4, 3)
    listed = {one["name"]: one for one in as_bob.get(url("computes")).json()["items"]}
    assert listed["cpu-cluster"] == shown
    assert (listed["gpu-cluster"]["instances_in_use"], listed["gpu-cluster"]["queued_steps"]) == (
        0,
        0,
    )


def test_a_compute_counts_as_claiming_does() -> None:
    assert set(compute_usage.HELD) == set(states.HELD)
    assert compute_usage.WAITING == states.QUEUED
