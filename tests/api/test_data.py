"""Data assets: names for places, uploads, files and previews."""

import io
import zipfile
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from studio.models import Workspace
from studio.storage import datastores
from tests.factories import make_datastore
from tests.support.catalogue import Url, entry, form, send_blob
from tests.support.http import body

PLACE = "azureml://datastores/workspaceblobstore/paths/raw/"


def register(client: APIClient, url: Url, **changes: Any) -> Any:
    body = {"name": "diabetes", "type": "uri_folder", "path": PLACE} | changes
    return client.post(url("data"), body, format="json")


def upload(client: APIClient, url: Url, files: dict[str, bytes], **fields: str) -> Any:
    body, content_type = form({"name": "diabetes"} | fields, files)
    return client.post(url("data/upload"), body, content_type=content_type)


def test_a_place_gets_a_name_and_a_version(as_alice: APIClient, url: Url) -> None:
    response = register(as_alice, url, description="Some **data**", tags={"kind": "toy"})
    made = response.json()
    assert response.status_code == 201
    assert (made["version"], made["reference"]) == ("1", "azureml:diabetes:1")
    assert (made["path"], made["tags"]) == (PLACE, {"kind": "toy"})
    assert "<strong>data</strong>" in made["description_html"]


def test_numbers_are_the_text_that_a_file_means(as_alice: APIClient, url: Url) -> None:
    wish = {"version": 2024.01, "tags": {"year": 2024, "raw": True, "note": None}}
    made = register(as_alice, url, **wish, properties={"rows": 442}).json()
    assert made["version"] == "2024.01"
    assert made["tags"] == {"year": "2024", "raw": "True", "note": ""}
    assert made["properties"] == {"rows": "442"}
    assert register(as_alice, url, path=f"{PLACE}2/", version=3).json()["version"] == "3"


def test_versions_number_themselves_by_place(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    assert register(as_alice, url).status_code == 200
    assert register(as_alice, url, path=f"{PLACE}2/").json()["version"] == "2"
    response = register(as_alice, url, path=f"{PLACE}3/", version="2")
    assert (response.status_code, response.json()["code"]) == (409, "data-version-taken")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"path": "./data"}, 422, "data-path-local"),
        ({"path": "/etc/passwd"}, 422, "data-path-local"),
        ({"path": "file:./data"}, 422, "data-path-local"),
        ({"path": "azureml://datastores/nowhere/paths/a"}, 404, "datastore-not-found"),
        ({"path": f"{PLACE}../../../secret"}, 422, "path-outside"),
        ({"type": "csv"}, 422, "data-type-wrong"),
        ({"name": "a/b"}, 422, "data-name-wrong"),
    ],
)
def test_wrong_data_is_refused(
    as_alice: APIClient, url: Url, changes: dict[str, Any], status: int, code: str
) -> None:
    response = register(as_alice, url, **changes)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_folder_is_not_a_file(as_alice: APIClient, url: Url, workspace: Workspace) -> None:
    datastores.locate(workspace, PLACE).mkdir(parents=True)
    response = register(as_alice, url, type="uri_file")
    assert (response.status_code, response.json()["code"]) == (422, "data-type-mismatch")
    response = register(as_alice, url, type="mltable")
    assert (response.status_code, response.json()["code"]) == (422, "data-type-mismatch")


def test_a_folder_is_downloaded_as_a_zip(as_alice: APIClient, as_bob: APIClient, url: Url) -> None:
    upload(as_alice, url, {"a.csv": b"1", "b/c.csv": b"2"}, type="uri_folder")
    answer = as_bob.get(url("data/diabetes/versions/1/zip"))
    with zipfile.ZipFile(io.BytesIO(body(answer))) as archive:
        assert archive.namelist() == ["a.csv", "b/c.csv"]


def test_one_file_is_uploaded_and_previewed(as_alice: APIClient, url: Url) -> None:
    response = upload(as_alice, url, {"points.csv": b"x,y\n1,2\n3,4\n"}, description="Points")
    made = response.json()
    assert response.status_code == 201, made
    assert (made["type"], made["size_bytes"], made["files_count"]) == ("uri_file", 12, 1)
    assert made["path"].endswith("/points.csv")
    preview = as_alice.get(url("data/diabetes/versions/1/preview")).json()
    assert (preview["kind"], preview["columns"]) == ("csv", ["x", "y"])
    assert preview["rows"] == [["1", "2"], ["3", "4"]]
    whole = as_alice.get(url("data/diabetes/versions/latest/file"))
    assert b"".join(whole.streaming_content) == b"x,y\n1,2\n3,4\n"  # type: ignore[attr-defined]


def test_a_folder_keeps_its_paths(as_alice: APIClient, url: Url) -> None:
    response = upload(as_alice, url, {"train/a.csv": b"a", "test/b.csv": b"b"})
    assert response.status_code == 201, response.content
    assert response.json()["type"] == "uri_folder"
    root = as_alice.get(url("data/diabetes/versions/1/files")).json()
    assert [(one["name"], one["is_folder"]) for one in root["items"]] == [
        ("test", True),
        ("train", True),
    ]
    inner = as_alice.get(url("data/diabetes/versions/1/files"), {"path": "train"}).json()
    assert [one["path"] for one in inner["items"]] == ["train/a.csv"]


def test_the_same_bytes_are_the_same_version(as_alice: APIClient, url: Url) -> None:
    upload(as_alice, url, {"a.csv": b"a"})
    response = upload(as_alice, url, {"a.csv": b"a"})
    assert (response.status_code, response.json()["version"]) == (200, "1")
    assert upload(as_alice, url, {"a.csv": b"b"}).json()["version"] == "2"


@pytest.mark.parametrize("path", ["../a.csv", "/a.csv", "a/../../b.csv"])
def test_names_that_leave_the_folder_are_refused(
    as_alice: APIClient, url: Url, path: str, workspace: Workspace
) -> None:
    response = upload(as_alice, url, {"ok.csv": b"a", path: b"b"})
    assert (response.status_code, response.json()["code"]) == (422, "path-wrong")
    left = datastores.folder(datastores.default(workspace)) / "LocalUpload"
    assert list(left.iterdir()) == []


def test_a_path_outside_of_the_data_is_refused(as_alice: APIClient, url: Url) -> None:
    upload(as_alice, url, {"train/a.csv": b"a", "test/b.csv": b"b"})
    for what in ("files", "preview", "file"):
        response = as_alice.get(url(f"data/diabetes/versions/1/{what}"), {"path": "../.."})
        assert (response.status_code, response.json()["code"]) == (422, "path-outside")


def test_remote_data_is_kept_and_not_shown(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url, path="wasbs://data@account.example/iris", type="uri_folder")
    response = as_alice.get(url("data/diabetes/versions/1/files"))
    assert (response.status_code, response.json()["code"]) == (422, "data-not-here")


def test_blobs_become_a_place(as_alice: APIClient, url: Url, workspace: Workspace) -> None:
    send_blob(as_alice, url, b"a")
    body = {"files": [entry("train/a.csv", b"a")], "kind": "folder"}
    response = as_alice.post(url("uploads"), body, format="json")
    uri = response.json()["uri"]
    named = register(as_alice, url, path=uri).json()
    assert (named["size_bytes"], named["files_count"]) == (1, 1)
    assert response.status_code == 201
    assert (datastores.locate(workspace, uri) / "train" / "a.csv").read_bytes() == b"a"
    assert as_alice.post(url("uploads"), body, format="json").json()["uri"] == uri
    make_datastore(workspace, "second")
    second = as_alice.post(url("uploads"), {**body, "datastore": "second"}, format="json").json()
    assert second["uri"].startswith("azureml://datastores/second/paths/LocalUpload/")
    assert (datastores.locate(workspace, second["uri"]) / "train" / "a.csv").read_bytes() == b"a"
    nowhere = as_alice.post(url("uploads"), {**body, "datastore": "third"}, format="json")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "datastore-not-found")
    missing = {"files": [entry("b.csv", b"b")], "kind": "file"}
    refused = as_alice.post(url("uploads"), missing, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "blobs-missing")


def test_tags_change_and_search_follows(as_alice: APIClient, url: Url) -> None:
    register(as_alice, url)
    address = url("data/diabetes/versions/1")
    assert as_alice.patch(address, {"tags": {"stage": "gold"}}, format="json").status_code == 200
    found = as_alice.get(url("data"), {"search": "gold"}).json()["items"]
    assert [one["name"] for one in found] == ["diabetes"]
    as_alice.patch(url("data/diabetes"), {"archived": True}, format="json")
    assert as_alice.get(url("data")).json()["items"] == []


def test_a_list_costs_the_same_for_many(
    as_alice: APIClient, url: Url, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        register(as_alice, url, name=f"part_{number}")
    with django_assert_num_queries(3):
        assert len(as_alice.get(url("data")).json()["items"]) == 4


def test_a_stranger_finds_nothing(as_alice: APIClient, as_charlie: APIClient, url: Url) -> None:
    register(as_alice, url)
    assert as_charlie.get(url("data")).status_code == 404
    assert as_charlie.get(url("data/diabetes/versions/1/files")).status_code == 404
    assert upload(as_charlie, url, {"a.csv": b"a"}).status_code == 404


def test_a_reader_looks_and_cannot_change(as_alice: APIClient, as_bob: APIClient, url: Url) -> None:
    register(as_alice, url)
    assert as_bob.get(url("data/diabetes/versions/1")).status_code == 200
    assert register(as_bob, url).status_code == 403
    assert upload(as_bob, url, {"a.csv": b"a"}).status_code == 403
    body = {"files": [], "kind": "folder"}
    assert as_bob.post(url("uploads"), body, format="json").status_code == 403


def test_a_name_that_comes_twice_is_refused(as_alice: APIClient, url: Url) -> None:
    response = upload(as_alice, url, {"a": b"a", "a/b.csv": b"b"})
    assert (response.status_code, response.json()["code"]) == (422, "path-twice")


def test_data_may_be_larger_than_code(as_alice: APIClient, url: Url, settings: Settings) -> None:
    settings.SNAPSHOT_MAX_BYTES = 1
    send_blob(as_alice, url, b"more than one byte")
    body = {"kind": "folder", "files": [entry("a.csv", b"more than one byte")]}
    manifest = {"files": body["files"]}
    for path, sent, status in (
        ("snapshots/missing", manifest, 200),
        ("uploads", body, 201),
        ("snapshots", manifest, 413),
    ):
        assert as_alice.post(url(path), sent, format="json").status_code == status
