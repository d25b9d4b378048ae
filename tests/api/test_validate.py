"""Checks without saving."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.models import Workspace
from studio.storage import datastores
from tests.support.catalogue import PIPELINE_YAML, Url, register, send_snapshot


def test_a_good_pipeline_is_valid(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    response = as_alice.post(url("validate"), {"yaml": PIPELINE_YAML}, format="json")
    found = response.json()
    assert [one for one in found["diagnostics"] if one["severity"] == "error"] == []
    assert found["valid"] is True
    again = as_alice.post(url("validate"), {"document": found["document"]}, format="json").json()
    assert again["valid"] is True


def test_an_unknown_component_is_found_at_its_node(as_alice: APIClient, url: Url) -> None:
    found = as_alice.post(url("validate"), {"yaml": PIPELINE_YAML}, format="json").json()
    assert found["valid"] is False
    error = next(one for one in found["diagnostics"] if one["severity"] == "error")
    assert error["node"] == "train"
    assert "train_model" in error["message"]


def test_broken_yaml_is_an_answer(as_alice: APIClient, url: Url) -> None:
    response = as_alice.post(url("validate"), {"yaml": "jobs:\n\t- a"}, format="json")
    found = response.json()
    assert (response.status_code, found["valid"], found["document"]) == (200, False, None)
    assert found["diagnostics"][0]["line"] == 2


def test_steps_without_jobs_are_read_where_they_are_pasted(as_alice: APIClient, url: Url) -> None:
    text = "  train:\n    component: azureml:train_model:1\n    inputs: {lr: 0.5}\n"
    body = {"yaml": text, "kind": "pasted"}
    found = as_alice.post(url("validate"), body, format="json").json()
    assert found["read"] is True
    assert found["document"]["nodes"]["train"]["values"] == {"lr": 0.5}
    found = as_alice.post(url("validate"), {"yaml": text}, format="json").json()
    assert found["document"] is None
    assert as_alice.post(url("validate"), {"kind": "pasted"}, format="json").status_code == 422


def test_one_of_document_and_yaml_is_needed(as_alice: APIClient, url: Url) -> None:
    assert as_alice.post(url("validate"), {}, format="json").status_code == 422
    response = as_alice.post(url("validate"), {"document": {"format": 9}}, format="json")
    assert response.json()["code"] == "document-too-new"


def test_a_reader_may_check_and_a_stranger_finds_nothing(
    as_bob: APIClient, as_charlie: APIClient, url: Url
) -> None:
    body: dict[str, object] = {"document": {}}
    assert as_bob.post(url("validate"), body, format="json").status_code == 200
    assert as_charlie.post(url("validate"), body, format="json").status_code == 404


def checked(client: APIClient, url: Url, text: str) -> list[dict[str, Any]]:
    answered = client.post(url("validate"), {"yaml": text}, format="json").json()
    found: list[dict[str, Any]] = answered["diagnostics"]
    return found


def place_of(client: APIClient, url: Url, text: str, code: str) -> tuple[int, int, str]:
    (found,) = [one for one in checked(client, url, text) if one["code"] == code]
    return found["line"], found["column"], found["path"]


@pytest.mark.parametrize(
    ("written", "instead", "code", "path", "at"),
    [
        ("train_model:1", "no:1", "unknown-component", "jobs.train.component", "component: "),
        ("inputs.raw", "inputs.row", "unknown-pipeline-input", "jobs.train.inputs.data", "data: "),
        ("workspaceblobstore", "blobstore", "unknown-datastore", "inputs.raw.path", "path: "),
        ("cpu-cluster", "cpu", "unknown-compute", "settings.default_compute", "default_compute:"),
    ],
)
def test_names_that_lead_nowhere_are_found_at_their_line(
    as_alice: APIClient, url: Url, written: str, instead: str, code: str, path: str, at: str
) -> None:
    register(as_alice, url)
    text = PIPELINE_YAML.replace(written, instead)
    line, column, found = place_of(as_alice, url, text, code)
    assert found == path
    assert text.splitlines()[line - 1][column - 1 :].startswith(at)


def test_partition_keys_need_a_table(as_alice: APIClient, url: Url, workspace: Workspace) -> None:
    digest = send_snapshot(as_alice, url, {"score.py": b"def init(): ..."})
    folder = datastores.folder(datastores.default(workspace)) / "sales"
    folder.mkdir()
    (folder / "MLTable").write_text("paths: [{file: ./a.csv}]")
    text = BY_STORE.replace("DIGEST", digest)
    for kind in ("mltable", "uri_folder"):
        found = checked(as_alice, url, text.replace("KIND", kind))
        assert [one for one in found if one["severity"] == "error"] == []
    (folder / "MLTable").rename(folder / "other")
    assert place_of(as_alice, url, text.replace("KIND", "mltable"), "partition-keys") == (
        4,
        26,
        "inputs.sales.path",
    )


BY_STORE = """\
type: pipeline
settings: {default_compute: "azureml:cpu-cluster"}
inputs:
  sales: {type: KIND, path: "azureml://datastores/workspaceblobstore/paths/sales/"}
jobs:
  split:
    type: parallel
    component:
      type: parallel
      inputs: {table: {type: mltable}}
      input_data: ${{inputs.table}}
      partition_keys: [Store]
      task:
        type: run_function
        code: azureml:snapshot:DIGEST
        entry_script: score.py
        environment: {image: "python:3.11"}
    inputs: {table: "${{parent.inputs.sales}}"}
"""
