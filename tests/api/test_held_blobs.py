"""Bytes are reached through the workspace that holds them: knowing a hash opens nothing."""

import hashlib

import pytest
from rest_framework.test import APIClient

from designer.models import HeldBlob
from studio.models import Role, User, Workspace
from tests.factories import make_member, make_workspace
from tests.support.catalogue import Url, entry, send_blob, send_snapshot, zip_of
from tests.support.http import problem

SECRET = b"another team's model"
ELSEWHERE = "/api/workspaces/elsewhere/"
FILES = {"files": [entry("model.bin", SECRET)]}


@pytest.fixture
def elsewhere(charlie: User) -> Workspace:
    """charlie, a stranger to "default", owns a workspace of his own."""
    made = make_workspace("elsewhere")
    make_member(made, charlie, Role.OWNER)
    return made


@pytest.fixture
def sent(as_alice: APIClient, url: Url, elsewhere: Workspace) -> str:
    send_blob(as_alice, url, SECRET)
    return hashlib.sha256(SECRET).hexdigest()


def test_a_hash_that_another_workspace_sent_is_missing_here(
    as_charlie: APIClient, sent: str
) -> None:
    found = as_charlie.post(f"{ELSEWHERE}snapshots/missing", FILES, format="json")
    assert found.json() == {"missing": [sent]}


@pytest.mark.parametrize("place", ["snapshots", "uploads"])
def test_a_hash_alone_makes_neither_a_snapshot_nor_data(
    as_charlie: APIClient, sent: str, place: str
) -> None:
    problem(as_charlie.post(f"{ELSEWHERE}{place}", FILES, format="json"), 422, "blobs-missing")


def test_a_snapshot_of_another_workspace_is_not_found_by_its_digest(
    as_alice: APIClient, as_charlie: APIClient, url: Url, elsewhere: Workspace
) -> None:
    digest = send_snapshot(as_alice, url, {"model.bin": SECRET})
    problem(as_charlie.get(f"{ELSEWHERE}snapshots/{digest}"), 404, "snapshot-not-found")
    file = as_charlie.get(f"{ELSEWHERE}snapshots/{digest}/file", {"path": "model.bin"})
    problem(file, 404, "snapshot-not-found")


def test_who_sends_the_bytes_holds_them_too(
    as_charlie: APIClient, sent: str, elsewhere: Workspace
) -> None:
    put = as_charlie.put(
        f"{ELSEWHERE}blobs/{sent}", SECRET, content_type="application/octet-stream"
    )
    assert put.status_code == 204
    found = as_charlie.post(f"{ELSEWHERE}snapshots/missing", FILES, format="json")
    assert found.json() == {"missing": []}
    assert as_charlie.post(f"{ELSEWHERE}snapshots", FILES, format="json").status_code == 201


def test_wrong_bytes_under_a_known_hash_hold_nothing(as_charlie: APIClient, sent: str) -> None:
    put = as_charlie.put(
        f"{ELSEWHERE}blobs/{sent}", b"a guess", content_type="application/octet-stream"
    )
    problem(put, 422, "hash-mismatch")
    found = as_charlie.post(f"{ELSEWHERE}snapshots/missing", FILES, format="json")
    assert found.json() == {"missing": [sent]}


def test_members_use_what_others_of_their_workspace_have_sent(
    as_dora: APIClient, url: Url, sent: str
) -> None:
    found = as_dora.post(url("snapshots/missing"), FILES, format="json")
    assert found.json() == {"missing": []}


def test_what_comes_in_a_zip_is_held(as_alice: APIClient, url: Url, workspace: Workspace) -> None:
    text = "name: hello\ntype: command\ncode: ./src\nenvironment: {image: python}\ncommand: ls\n"
    file = zip_of({"hello.yml": text, "src/a.txt": SECRET})
    answer = as_alice.post(url("components/upload"), {"file": file}, format="multipart")
    assert answer.status_code == 201, answer.content
    held = HeldBlob.objects.filter(workspace=workspace).values_list("sha256", flat=True)
    assert list(held) == [hashlib.sha256(SECRET).hexdigest()]


def test_a_stranger_and_a_reader_send_nothing(
    as_bob: APIClient, as_charlie: APIClient, url: Url, sent: str
) -> None:
    for client, code in ((as_charlie, 404), (as_bob, 403)):
        put = client.put(url(f"blobs/{sent}"), SECRET, content_type="application/octet-stream")
        assert put.status_code == code
