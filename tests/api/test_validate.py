"""Checks without saving."""

from rest_framework.test import APIClient

from tests.support.catalogue import PIPELINE_YAML, Url, register


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
