"""Code folders by content: blobs, manifests, reading them again."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings
from rest_framework.test import APIClient

from designer.operations import snapshots
from studio.lib.errors import NotFound
from studio.models import Workspace
from tests.factories import make_workspace
from tests.support.catalogue import Url, entry, send_blob, send_snapshot

SCRIPT = b"import sys\nprint('<b>', sys.argv)\n"


def test_only_missing_blobs_are_asked_for(as_alice: APIClient, url: Url) -> None:
    send_blob(as_alice, url, SCRIPT)
    files = [entry("a.py", SCRIPT), entry("b.py", b"new"), entry("c.py", b"new")]
    response = as_alice.post(url("snapshots/missing"), {"files": files}, format="json")
    assert response.json() == {"missing": [hashlib.sha256(b"new").hexdigest()]}


def test_the_same_folder_has_the_same_digest_in_any_order(as_alice: APIClient, url: Url) -> None:
    one = send_snapshot(as_alice, url, {"a.py": SCRIPT, "lib/b.py": b"b"})
    two = send_snapshot(as_alice, url, {"lib/b.py": b"b", "a.py": SCRIPT})
    assert one == two


def test_a_snapshot_is_listed_with_its_files(as_alice: APIClient, url: Url) -> None:
    digest = send_snapshot(as_alice, url, {"a.py": SCRIPT, "lib/b.py": b"b"})
    assert as_alice.get(url(f"snapshots/{digest}")).json() == {
        "digest": digest,
        "files": [
            {"path": "a.py", "size_bytes": len(SCRIPT)},
            {"path": "lib/b.py", "size_bytes": 1},
        ],
        "files_count": 2,
        "size_bytes": len(SCRIPT) + 1,
    }


def test_a_snapshot_is_laid_out_once_and_read_only(
    as_alice: APIClient, url: Url, workspace: Workspace
) -> None:
    send_blob(as_alice, url, SCRIPT)
    files = [entry("run.sh", SCRIPT, executable=True), entry("lib/b.py", SCRIPT)]
    made = as_alice.post(url("snapshots"), {"files": files}, format="json").json()
    folder = snapshots.folder(made["digest"], workspace)
    assert (folder / "lib" / "b.py").read_bytes() == SCRIPT
    assert [oct((folder / name).stat().st_mode)[-3:] for name in ("run.sh", "lib/b.py", "lib")] == [
        "555",
        "444",
        "555",
    ]
    inode = folder.stat().st_ino
    assert snapshots.folder(made["digest"], workspace).stat().st_ino == inode
    assert list(folder.parent.iterdir()) == [folder]


def test_a_snapshot_belongs_to_its_workspace(as_alice: APIClient, url: Url, home: Path) -> None:
    digest = send_snapshot(as_alice, url, {"a.py": SCRIPT})
    with pytest.raises(NotFound):
        snapshots.folder(digest, make_workspace("other"))


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([entry("/etc/passwd", SCRIPT)], "path-wrong"),
        ([entry("../a.py", SCRIPT)], "path-wrong"),
        ([entry("a/./b.py", SCRIPT)], "path-wrong"),
        ([entry("a\\b.py", SCRIPT)], "path-wrong"),
        ([entry("a\n.py", SCRIPT)], "path-wrong"),
        ([entry("", SCRIPT)], "path-wrong"),
        ([entry("a.py", SCRIPT), entry("a.py", SCRIPT)], "path-twice"),
        ([entry("a", SCRIPT), entry("a/b.py", SCRIPT)], "path-wrong"),
        ([entry("a.py", SCRIPT, sha256="x")], "sha256-wrong"),
        ([entry("a.py", SCRIPT, size_bytes=-1)], "size-wrong"),
        ([entry("a.py", SCRIPT, size_bytes=1)], "size-wrong"),
        ([entry("a.py", b"never sent")], "blobs-missing"),
    ],
)
def test_a_wrong_manifest_is_refused(
    as_alice: APIClient, url: Url, files: list[dict[str, Any]], code: str
) -> None:
    send_blob(as_alice, url, SCRIPT)
    response = as_alice.post(url("snapshots"), {"files": files}, format="json")
    assert (response.status_code, response.json()["code"]) == (422, code)


def test_limits_come_from_settings(as_alice: APIClient, url: Url, settings: Settings) -> None:
    settings.SNAPSHOT_MAX_FILES = 1
    files = [entry("a.py", SCRIPT), entry("b.py", SCRIPT)]
    response = as_alice.post(url("snapshots/missing"), {"files": files}, format="json")
    assert (response.status_code, response.json()["code"]) == (413, "snapshot-too-many-files")
    settings.SNAPSHOT_MAX_BYTES = 10
    response = as_alice.post(url("snapshots"), {"files": files[:1]}, format="json")
    assert (response.status_code, response.json()["code"]) == (413, "snapshot-too-large")


def test_bytes_with_another_hash_are_refused(as_alice: APIClient, url: Url) -> None:
    response = as_alice.put(
        url(f"blobs/{'0' * 64}"), SCRIPT, content_type="application/octet-stream"
    )
    assert (response.status_code, response.json()["code"]) == (422, "hash-mismatch")


def test_code_is_highlighted_and_escaped(as_alice: APIClient, url: Url) -> None:
    digest = send_snapshot(as_alice, url, {"train.py": SCRIPT, "model.bin": b"\x00\x01"})
    found = as_alice.get(url(f"snapshots/{digest}/highlighted"), {"path": "train.py"}).json()
    assert found["language"] == "Python"
    assert 'class="' in found["html"]
    assert "<b>" not in found["html"]
    assert found["truncated"] is False
    binary = as_alice.get(url(f"snapshots/{digest}/highlighted"), {"path": "model.bin"}).json()
    assert (binary["language"], binary["html"]) == ("binary", "")


def test_long_code_is_cut(as_alice: APIClient, url: Url) -> None:
    digest = send_snapshot(as_alice, url, {"long.txt": b"x = 1\n" * 100_000})
    found = as_alice.get(url(f"snapshots/{digest}/highlighted"), {"path": "long.txt"}).json()
    assert found["truncated"] is True


def test_a_file_comes_back_as_it_was(as_alice: APIClient, url: Url) -> None:
    digest = send_snapshot(as_alice, url, {"src/train.py": SCRIPT})
    response = as_alice.get(url(f"snapshots/{digest}/file"), {"path": "src/train.py"})
    assert b"".join(response.streaming_content) == SCRIPT  # type: ignore[attr-defined]
    missing = as_alice.get(url(f"snapshots/{digest}/file"), {"path": "../secret.key"})
    assert (missing.status_code, missing.json()["code"]) == (404, "file-not-found")


def test_a_stranger_finds_nothing(as_alice: APIClient, as_charlie: APIClient, url: Url) -> None:
    digest = send_snapshot(as_alice, url, {"a.py": SCRIPT})
    assert as_charlie.get(url(f"snapshots/{digest}")).status_code == 404
    assert as_charlie.post(url("snapshots"), {"files": []}, format="json").status_code == 404


def test_a_reader_reads_and_cannot_send(as_alice: APIClient, as_bob: APIClient, url: Url) -> None:
    digest = send_snapshot(as_alice, url, {"a.py": SCRIPT})
    assert as_bob.get(url(f"snapshots/{digest}")).status_code == 200
    assert as_bob.post(url("snapshots"), {"files": []}, format="json").status_code == 403
    sent = as_bob.put(url(f"blobs/{'0' * 64}"), b"", content_type="application/octet-stream")
    assert sent.status_code == 403


def test_asking_what_is_missing_costs_few_queries(
    as_alice: APIClient, url: Url, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    files = [entry(f"{number}.py", str(number).encode()) for number in range(200)]
    with django_assert_num_queries(2):  # the membership, and what the workspace holds
        as_alice.post(url("snapshots/missing"), {"files": files}, format="json")


@pytest.mark.parametrize("character", ["\\ud800", "\\u0000"])
def test_text_that_cannot_be_stored_is_bad_json(
    as_alice: APIClient, url: Url, character: str
) -> None:
    text = f'{{"files": [{{"path": "{character}.py", "sha256": "x", "size_bytes": 1}}]}}'
    response = as_alice.post(url("snapshots/missing"), text, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "bad-json")
