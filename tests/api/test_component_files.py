"""Components as files: YAML or zip in, zip out."""

import io
import zipfile
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from tests.support.catalogue import TRAIN_YAML, Url, named, register, zip_of


def upload(client: APIClient, url: Url, file: io.BytesIO) -> Any:
    return client.post(url("components/upload"), {"file": file}, format="multipart")


def download(client: APIClient, url: Url, version: str) -> zipfile.ZipFile:
    response = client.get(url(f"components/train_model/versions/{version}/download"))
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))  # type: ignore[attr-defined]


def test_a_zip_brings_components_with_their_code(as_alice: APIClient, url: Url) -> None:
    members: dict[str, str | bytes] = {
        "parts/train.yml": TRAIN_YAML,
        "parts/src/train.py": "print('hello')\n",
        "parts/src/__pycache__/train.pyc": b"\x00",
        "parts/src/notes.txt": "draft",
        "parts/src/.amlignore": "*.txt\n",
        "parts/score.yml": "name: score\ncommand: echo\nenvironment: {image: python}\n",
        "README.md": "# Parts",
    }
    response = upload(as_alice, url, zip_of(members))
    assert response.status_code == 201, response.content
    made = {one["name"]: one for one in response.json()["components"]}
    assert set(made) == {"train_model", "score"}
    digest = made["train_model"]["code"]["digest"]
    files = as_alice.get(url(f"snapshots/{digest}")).json()["files"]
    assert [one["path"] for one in files] == [".amlignore", "train.py"]
    assert made["train_model"]["yaml"] == TRAIN_YAML


def test_the_same_zip_again_makes_nothing_new(as_alice: APIClient, url: Url) -> None:
    members = {"train.yml": TRAIN_YAML, "src/train.py": "print('hello')\n"}
    assert upload(as_alice, url, zip_of(members)).status_code == 201
    response = upload(as_alice, url, zip_of(members))
    assert (response.status_code, response.json()["components"][0]["version"]) == (200, "1")


def test_a_lone_yaml_file_says_which_paths_are_missing(as_alice: APIClient, url: Url) -> None:
    response = upload(as_alice, url, named("train.yml", TRAIN_YAML))
    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, "component-needs-files")
    assert "src" in problem["message"]


def test_a_lone_yaml_file_without_code_is_registered(as_alice: APIClient, url: Url) -> None:
    response = upload(as_alice, url, named("train.yml", TRAIN_YAML.replace("code: ./src\n", "")))
    assert response.status_code == 201, response.content
    assert response.json()["components"][0]["code"] is None


def test_one_wrong_component_keeps_all_out(as_alice: APIClient, url: Url) -> None:
    members = {
        "a.yml": "name: first\ncommand: echo\nenvironment: {image: python}\n",
        "b.yml": "name: second\ncommand: [1]\ntype: command\nversion: 1\n",
    }
    response = upload(as_alice, url, zip_of(members))
    assert (response.status_code, response.json()["code"]) == (422, "invalid-component")
    assert response.json()["diagnostics"][0]["file"] == "b.yml"
    assert as_alice.get(url("components")).json()["items"] == []


def test_what_a_download_holds_registers_as_the_same_version(as_alice: APIClient, url: Url) -> None:
    members = {"train.yml": TRAIN_YAML, "src/train.py": "print('hello')\n", "src/lib/a.py": "a\n"}
    upload(as_alice, url, zip_of(members))
    archive = download(as_alice, url, "1")
    assert sorted(archive.namelist()) == ["code/lib/a.py", "code/train.py", "train_model.yml"]
    again = zip_of({name: archive.read(name) for name in archive.namelist()})
    response = upload(as_alice, url, again)
    assert (response.status_code, response.json()["components"][0]["version"]) == (200, "1")


def _with_link() -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("src/passwd")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    file.seek(0)
    file.name = "link.zip"
    return file


def _damaged() -> io.BytesIO:
    file = zip_of({"train.yml": TRAIN_YAML})
    data = bytearray(file.getvalue())
    start = data.index(b"train.yml") + len("train.yml")
    data[start : start + 8] = b"\xff" * 8
    return named("damaged.zip", bytes(data))


@pytest.mark.parametrize(
    ("file", "status", "code"),
    [
        (_damaged(), 422, "zip-broken"),
        (zip_of({"../train.yml": TRAIN_YAML}), 422, "path-wrong"),
        (zip_of({"/train.yml": TRAIN_YAML}), 422, "path-wrong"),
        (_with_link(), 422, "zip-link"),
        (zip_of({"bomb.txt": b"0" * (8 * 1024 * 1024)}), 413, "zip-ratio"),
        (named("x.zip", b"PK but not really"), 422, "zip-broken"),
        (named("train.exe", b"MZ"), 422, "upload-kind-wrong"),
        (named("train.yml", "a: [\n"), 422, "invalid-yaml"),
        (named("data.yml", "path: ./data\n"), 422, "no-component"),
        (zip_of({"README.md": "# Nothing"}), 422, "no-component"),
    ],
)
def test_wrong_uploads_are_refused(
    as_alice: APIClient, url: Url, file: io.BytesIO, status: int, code: str
) -> None:
    response = upload(as_alice, url, file)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_limits_come_from_settings(as_alice: APIClient, url: Url, settings: Settings) -> None:
    settings.SNAPSHOT_MAX_FILES = 1
    response = upload(as_alice, url, zip_of({"a.txt": "a", "b.txt": "b"}))
    assert (response.status_code, response.json()["code"]) == (413, "zip-too-many-files")
    settings.SNAPSHOT_MAX_BYTES = 1
    response = upload(as_alice, url, zip_of({"a.txt": "ab"}))
    assert (response.status_code, response.json()["code"]) == (413, "zip-too-large")
    settings.UPLOAD_MAX_BYTES = 10
    response = upload(as_alice, url, zip_of({"a.txt": "a"}))
    assert (response.status_code, response.json()["code"]) == (413, "upload-too-large")


def test_a_form_without_a_file_is_refused(as_alice: APIClient, url: Url) -> None:
    response = as_alice.post(url("components/upload"), {"x": "y"}, format="multipart")
    assert (response.status_code, response.json()["code"]) == (422, "file-missing")


def test_a_stranger_finds_nothing(as_alice: APIClient, as_charlie: APIClient, url: Url) -> None:
    register(as_alice, url)
    assert upload(as_charlie, url, zip_of({})).status_code == 404
    address = url("components/train_model/versions/1/download")
    assert as_charlie.get(address).status_code == 404


def test_a_reader_downloads_and_cannot_upload(
    as_alice: APIClient, as_bob: APIClient, url: Url
) -> None:
    register(as_alice, url)
    assert download(as_bob, url, "latest").namelist() == ["train_model.yml"]
    assert upload(as_bob, url, zip_of({})).status_code == 403
