"""Environments: register, list, show."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.catalogue import DatabaseCatalogue
from designer.graph.references import Reference
from studio.models import Workspace
from tests.support.catalogue import Url

CONDA = {"name": "py", "dependencies": ["python=3.11", {"pip": ["scikit-learn"]}]}


def register(client: APIClient, url: Url, **changes: Any) -> Any:
    spec = {"name": "sklearn", "image": "python:3.11", "conda_file": CONDA} | changes
    return client.post(url("environments"), {"spec": spec}, format="json")


def test_versions_number_themselves(as_alice: APIClient, url: Url) -> None:
    first = register(as_alice, url)
    assert (first.status_code, first.json()["reference"]) == (201, "azureml:sklearn:1")
    assert register(as_alice, url, description="Other words").status_code == 200
    assert register(as_alice, url, image="python:3.12").json()["version"] == "2"
    taken = register(as_alice, url, image="python:3.13", version="2")
    assert (taken.status_code, taken.json()["code"]) == (409, "environment-version-taken")
    latest = as_alice.get(url("environments/sklearn/versions/latest")).json()
    assert [one["version"] for one in latest["versions"]] == ["2", "1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"image": None, "conda_file": None},
        {"build": {"path": "."}},
        {"colour": "red"},
        {"conda_file": "./conda.yml"},
        {"name": "a:b"},
    ],
)
def test_a_wrong_environment_is_refused(
    as_alice: APIClient, url: Url, changes: dict[str, Any]
) -> None:
    assert register(as_alice, url, **changes).status_code == 422


def test_the_catalogue_gives_the_definition(
    as_alice: APIClient, url: Url, workspace: Workspace
) -> None:
    register(as_alice, url, description="Words")
    found = DatabaseCatalogue(workspace).environment(Reference("sklearn", label="latest"))
    assert found == {"name": "sklearn", "version": "1", "image": "python:3.11", "conda_file": CONDA}
    assert DatabaseCatalogue(workspace).environment(Reference("sklearn", "9")) is None


def test_environments_are_listed(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    items = as_alice.get(url("environments")).json()["items"]
    assert [(one["name"], one["version"]) for one in items] == [("sklearn", "1")]


def test_a_stranger_finds_nothing(as_alice: APIClient, as_charlie: APIClient, url: Url) -> None:
    register(as_alice, url)
    assert as_charlie.get(url("environments")).status_code == 404
    assert as_charlie.get(url("environments/sklearn/versions/1")).status_code == 404


def test_a_reader_looks_and_cannot_register(
    as_alice: APIClient, as_bob: APIClient, url: Url
) -> None:
    register(as_alice, url)
    assert as_bob.get(url("environments/sklearn/versions/1")).status_code == 200
    assert register(as_bob, url).status_code == 403


def test_the_text_of_a_file_is_enough(as_alice: APIClient, url: Url) -> None:
    text = "name: typed\nimage: python:3.11\nconda_file:\n  dependencies: [pip, {pip: [tqdm]}]\n"
    made = as_alice.post(url("environments"), {"yaml": text}, format="json")
    assert made.status_code == 201, made.content
    assert made.json()["spec"]["conda_file"] == {"dependencies": ["pip", {"pip": ["tqdm"]}]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: x\n\timage: y", "Line 2"),
        ("name: x\nimage: y\nimagee: z", "Line 3"),
        ("image: y", "`name` is required"),
        ("- a", "mapping"),
        ("", "empty"),
        ("name: x\nimage: y\nconda_file: ./conda.yml", "was not sent along"),
    ],
)
def test_text_that_is_no_environment_is_refused_with_its_line(
    as_alice: APIClient, url: Url, text: str, words: str
) -> None:
    refused = as_alice.post(url("environments"), {"yaml": text}, format="json")
    assert refused.status_code == 422
    assert words in refused.json()["message"]


def test_an_environment_is_described_as_other_assets_are(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    register(as_alice, url, image="python:3.12")
    place = url("environments/sklearn/versions/2")
    changed = as_alice.patch(place, {"description": "**Trees**"}, format="json").json()
    assert "<strong>Trees</strong>" in changed["description_html"]
    assert changed["modified_at"] > changed["created_at"]
    [listed] = as_alice.get(url("environments")).json()["items"]
    assert (listed["versions_count"], changed["versions_count"]) == (2, 2)
    assert listed["modified_at"] == changed["modified_at"]
