"""Datastores: list and show, without their secrets."""

from rest_framework.test import APIClient

from studio.models import Datastore, Workspace
from tests.support.catalogue import Url


def test_datastores_are_listed(as_alice: APIClient, url: Url) -> None:
    items = as_alice.get(url("datastores")).json()["items"]
    assert [(one["name"], one["is_default"]) for one in items] == [("workspaceblobstore", True)]


def test_secrets_are_never_shown(as_alice: APIClient, url: Url, workspace: Workspace) -> None:
    Datastore.objects.create(
        workspace=workspace,
        name="cloud",
        type="azure_blob",
        config={"account_name": "acme", "account_key": "secret-1"},
        credentials={"account_key": "secret-2"},
    )
    response = as_alice.get(url("datastores/cloud"))
    assert response.json()["config"] == {"account_name": "acme"}
    for answer in (response, as_alice.get(url("datastores"))):
        assert b"secret" not in answer.content


def test_a_stranger_finds_nothing(as_charlie: APIClient, url: Url) -> None:
    assert as_charlie.get(url("datastores")).status_code == 404
    assert as_charlie.get(url("datastores/workspaceblobstore")).status_code == 404


def test_a_reader_looks(as_bob: APIClient, url: Url) -> None:
    assert as_bob.get(url("datastores/workspaceblobstore")).status_code == 200
    assert as_bob.get(url("datastores/nothing")).json()["code"] == "datastore-not-found"
