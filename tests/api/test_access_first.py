"""Large bodies: those who may not send them fill no disk, and hear it in the view's own words."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.core.handlers.asgi import ASGIHandler

from studio.api.authentication import issue_token
from studio.models import User, Workspace
from tests.support.threaded_server import served

pytestmark = pytest.mark.django_db(transaction=True)
DATA = os.urandom(3 * 1024 * 1024)
BLOB = f"/api/workspaces/default/blobs/{hashlib.sha256(DATA).hexdigest()}"


@pytest.fixture
def workspace(transactional_db: None, workspace: Workspace) -> Workspace:
    return workspace


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes Django read of each request."""
    sizes: list[int] = []
    read_body = ASGIHandler.read_body

    async def reading(handler: ASGIHandler, receive: object) -> object:
        file = await read_body(handler, receive)  # type: ignore[arg-type]
        sizes.append(file.seek(0, os.SEEK_END))
        file.seek(0)
        return file

    monkeypatch.setattr(ASGIHandler, "read_body", reading)
    return sizes


@pytest.fixture
def server(workspace: Workspace, kept: list[int]) -> Iterator[str]:
    with served() as address:
        yield address


def chunks() -> Iterator[bytes]:
    """A body that does not say how long it is."""
    for start in range(0, len(DATA), 256 * 1024):
        yield DATA[start : start + 256 * 1024]


def put(address: str, body: object, headers: dict[str, str]) -> httpx.Response:
    return httpx.put(f"{address}{BLOB}", content=body, headers=headers, timeout=60)  # type: ignore[arg-type]


@pytest.mark.parametrize("says_length", [True, False])
@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("charlie", 404, "workspace-not-found"),
        ("bob", 403, "role-too-low"),
        ("", 401, "unauthenticated"),
    ],
)
def test_who_may_not_send_spools_nothing(
    server: str,
    kept: list[int],
    request: pytest.FixtureRequest,
    name: str,
    status: int,
    code: str,
    says_length: bool,
) -> None:
    headers = {}
    if name:
        user: User = request.getfixturevalue(name)
        headers = {"Authorization": f"Bearer {issue_token(user, 'laptop')}"}
    answer = put(server, DATA if says_length else chunks(), headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert kept == [0]


@pytest.mark.parametrize("says_length", [True, False])
def test_who_may_send_is_let_in(
    server: str, kept: list[int], dora: User, home: Path, says_length: bool
) -> None:
    headers = {"Authorization": f"Bearer {issue_token(dora, 'laptop')}"}
    answer = put(server, DATA if says_length else chunks(), headers)
    assert answer.status_code == 204, answer.text
    assert kept == [len(DATA)]
    digest = hashlib.sha256(DATA).hexdigest()
    assert (home / "blobs" / digest[:2] / digest).read_bytes() == DATA


def test_a_session_without_its_csrf_token_spools_nothing(
    server: str, kept: list[int], workspace: Workspace
) -> None:
    with httpx.Client(base_url=server, timeout=60) as browser:
        browser.get("/api/session")
        given = {"username": "dora", "password": "dora-secret"}
        token = {"X-CSRFToken": browser.cookies["csrftoken"]}
        assert browser.post("/api/session", json=given, headers=token).status_code == 200
        kept.clear()
        assert browser.put(BLOB, content=DATA).status_code == 403
        assert kept == [0]
        token = {"X-CSRFToken": browser.cookies["csrftoken"]}
        assert browser.put(BLOB, content=DATA, headers=token).status_code == 204


def test_signing_in_takes_no_large_body(server: str, kept: list[int]) -> None:
    answer = httpx.post(f"{server}/api/session", content=DATA, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")
    assert kept == []


def test_a_folder_from_a_browser_keeps_its_paths(server: str, workspace: Workspace) -> None:
    with httpx.Client(base_url=server, timeout=60) as browser:
        browser.get("/api/session")
        given = {"username": "dora", "password": "dora-secret"}
        token = {"X-CSRFToken": browser.cookies["csrftoken"]}
        assert browser.post("/api/session", json=given, headers=token).status_code == 200
        token = {"X-CSRFToken": browser.cookies["csrftoken"]}
        files = [("files", ("a/x.csv", DATA)), ("files", ("b/x.csv", b"1"))]
        made = browser.post(
            "/api/workspaces/default/data/upload",
            data={"name": "tables", "type": "uri_folder"},
            files=files,
            headers=token,
        )
        assert made.status_code == 201, made.text
        listed = browser.get("/api/workspaces/default/data/tables/versions/1/files").json()
        assert [one["name"] for one in listed["items"]] == ["a", "b"]
