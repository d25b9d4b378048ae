"""Lineage: from an asset back to the job that made it, and forward to those that were given it."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.models import DataVersion
from designer.operations import register_data
from runs.models import Job
from runs.operations import dispatch, register_model
from runs.operations.register_model import NewModel
from studio.models import User, Workspace
from tests.support.catalogue import Url

pytestmark = pytest.mark.django_db
RAW = "azureml://datastores/workspaceblobstore/paths/raw/"


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "announce", lambda computes: None)


def data(workspace: Workspace, user: User, name: str = "raw", **more: Any) -> DataVersion:
    given = {"type": "uri_folder", "path": RAW} | more
    made, _ = register_data.register(workspace, user, name=name, **given)
    return made


def submitted(client: APIClient, url: Url, path: str, kind: str = "uri_folder") -> Job:
    step = {
        "type": "command",
        "command": "ls ${{inputs.x}} > ${{outputs.out}}/a",
        "environment": {"image": "python:3.11"},
        "inputs": {"x": {"type": kind, "path": path}},
        "outputs": {"out": {"type": "uri_folder"}},
    }
    settings = {"default_compute": "azureml:cpu-cluster"}
    spec = {
        "type": "pipeline",
        "display_name": "Look",
        "settings": settings,
        "jobs": {"look": step},
    }
    answer = client.post(url("jobs"), {"spec": spec}, format="json")
    assert answer.status_code == 201, answer.content
    return Job.objects.get(name=answer.json()["name"])


def test_jobs_that_were_given_data_are_named(
    as_alice: APIClient, url: Url, workspace: Workspace, alice: User
) -> None:
    data(workspace, alice)
    root = submitted(as_alice, url, "azureml:raw@latest")
    [step] = Job.objects.filter(root=root)
    found = as_alice.get(url("data/raw/versions/1/lineage")).json()
    assert (found["made_by"], found["made_from"], found["truncated"]) == (None, [], False)
    [use] = found["used_by"]
    assert (use["name"], use["root"], use["root_display_name"]) == (step.name, root.name, "Look")
    assert (use["path"], use["input"], use["status"]) == ("look", "x", "Queued")


def test_another_version_was_not_given(
    as_alice: APIClient, url: Url, workspace: Workspace, alice: User
) -> None:
    data(workspace, alice)
    data(workspace, alice, path=f"{RAW}2/")
    submitted(as_alice, url, "azureml:raw:1")
    assert as_alice.get(url("data/raw/versions/2/lineage")).json()["used_by"] == []


def test_what_a_step_made_leads_back_to_it_and_to_what_it_was_given(
    as_alice: APIClient, url: Url, workspace: Workspace, alice: User
) -> None:
    data(workspace, alice)
    root = submitted(as_alice, url, "azureml:raw:1")
    [step] = Job.objects.filter(root=root)
    said = {register_data.MADE_BY: step.name, register_data.MADE_AS: "out"}
    data(workspace, alice, "clean", path=f"{RAW}clean/", properties=said)
    uri = f"azureml://datastores/workspaceblobstore/paths/azureml/{step.name}/out/"
    data(workspace, alice, "by_address", path=uri)
    for name in ("clean", "by_address"):
        found = as_alice.get(url(f"data/{name}/versions/1/lineage")).json()
        made = found["made_by"]
        assert (made["name"], made["output"], made["root"]) == (step.name, "out", root.name)
        assert found["made_from"] == [{"kind": "data", "name": "raw", "version": "1"}]


def test_models_have_a_lineage_of_their_own(
    as_alice: APIClient, url: Url, workspace: Workspace, alice: User
) -> None:
    data(workspace, alice, "net")
    given = NewModel("net", "azureml://datastores/workspaceblobstore/paths/azureml/gone/out/")
    register_model.register(workspace, alice, given)
    root = submitted(as_alice, url, "azureml:net:1", "custom_model")
    found = as_alice.get(url("models/net/versions/1/lineage")).json()
    assert [one["root"] for one in found["used_by"]] == [root.name]
    assert found["made_by"] is None
    assert as_alice.get(url("data/net/versions/1/lineage")).json()["used_by"] == []


def test_strangers_see_no_lineage_and_readers_do(
    as_alice: APIClient,
    as_bob: APIClient,
    as_charlie: APIClient,
    url: Url,
    workspace: Workspace,
    alice: User,
) -> None:
    data(workspace, alice)
    assert as_bob.get(url("data/raw/versions/1/lineage")).status_code == 200
    assert as_charlie.get(url("data/raw/versions/1/lineage")).status_code == 404
    assert as_alice.get(url("data/none/versions/1/lineage")).status_code == 404
