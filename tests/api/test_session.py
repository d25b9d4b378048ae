"""Signing in and out: passwords, links that work once, tokens, CSRF."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from rest_framework.test import APIClient

from studio.api import session, sign_in_tries
from studio.api.authentication import issue_token
from studio.lib import clock
from studio.models import ApiToken, SignInLink, SignInTry, User, Workspace
from tests.support.http import problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(workspace: Workspace) -> APIClient:
    """A client that is held to CSRF, as a browser is."""
    return APIClient(enforce_csrf_checks=True)


def csrf(browser: APIClient) -> str:
    browser.get("/api/session")
    return browser.cookies["csrftoken"].value


def sign_in(browser: APIClient, name: str, password: str) -> object:
    given = {"username": name, "password": password}
    return browser.post(
        "/api/session", given, format="json", headers={"X-CSRFToken": csrf(browser)}
    )


def test_nobody_is_signed_in_at_first(browser: APIClient) -> None:
    problem(browser.get("/api/session"), 401, "unauthenticated")


def test_a_password_signs_in(browser: APIClient) -> None:
    answer = sign_in(browser, "alice", "alice-secret")
    assert answer.status_code == 200  # type: ignore[attr-defined]
    found = browser.get("/api/session").json()
    assert found["user"] == {"username": "alice", "display_name": "alice"}
    assert found["workspaces"] == [{"name": "default", "display_name": "default", "role": "owner"}]
    assert found["version"]


def test_signing_in_gives_a_new_session_and_an_http_only_cookie(browser: APIClient) -> None:
    sign_in(browser, "alice", "alice-secret")
    name = next(name for name in browser.cookies if name.startswith("studio_session"))
    assert browser.cookies[name]["httponly"]
    assert browser.cookies[name]["samesite"] == "Lax"


@pytest.mark.parametrize(("name", "password"), [("alice", "wrong"), ("nobody", "alice-secret")])
def test_a_wrong_password_and_a_wrong_name_look_the_same(
    browser: APIClient, name: str, password: str
) -> None:
    found = problem(sign_in(browser, name, password), 401, "unauthenticated")
    assert found["message"] == "The name or the password is wrong."


def test_signing_in_without_a_csrf_token_is_refused(browser: APIClient) -> None:
    given = {"username": "alice", "password": "alice-secret"}
    problem(browser.post("/api/session", given, format="json"), 403, "csrf-failed")


def test_passwords_cannot_be_tried_for_ever(browser: APIClient) -> None:
    for _ in range(sign_in_tries.TRIES):
        problem(sign_in(browser, "alice", "guess"), 401, "unauthenticated")
    answer = sign_in(browser, "alice", "alice-secret")
    problem(answer, 429, "too-many-tries")
    assert int(answer["Retry-After"]) > 0  # type: ignore[index]


def test_tries_are_counted_by_name_and_a_right_password_takes_them_back(
    browser: APIClient,
) -> None:
    for _ in range(sign_in_tries.TRIES - 1):
        problem(sign_in(browser, "alice", "guess"), 401, "unauthenticated")
    assert sign_in(browser, "alice", "alice-secret").status_code == 200  # type: ignore[attr-defined]
    assert sign_in_tries.wait_seconds("alice", "127.0.0.1") == 0
    for _ in range(sign_in_tries.TRIES):
        problem(sign_in(APIClient(), "Bob", "guess"), 401, "unauthenticated")
    problem(sign_in(APIClient(), "bob", "bob-secret"), 429, "too-many-tries")
    assert sign_in(APIClient(), "alice", "alice-secret").status_code == 200  # type: ignore[attr-defined]


def test_tries_are_counted_by_address_whatever_the_name(browser: APIClient) -> None:
    for number in range(sign_in_tries.TRIES_OF_ADDRESS - 1):
        assert sign_in_tries.wait_seconds(f"name-{number}", "127.0.0.1") == 0
    assert sign_in(browser, "alice", "alice-secret").status_code == 200  # type: ignore[attr-defined]
    assert sign_in_tries.wait_seconds("another", "127.0.0.1") == 0, "a right one is taken back"
    problem(sign_in(APIClient(), "bob", "bob-secret"), 429, "too-many-tries")
    assert sign_in_tries.wait_seconds("bob", "10.0.0.9") == 0


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_not_one() -> None:
    together = threading.Barrier(3 * sign_in_tries.TRIES)

    def tried(_: int) -> float:
        together.wait(30)
        try:
            return sign_in_tries.wait_seconds("alice", "127.0.0.1")
        finally:
            connection.close()

    with ThreadPoolExecutor(together.parties) as threads:
        waits = list(threads.map(tried, range(together.parties)))
    assert waits.count(0) <= sign_in_tries.TRIES
    assert SignInTry.objects.count() == 2 * waits.count(0), "refused ones do not lengthen the pause"


def test_the_pause_after_too_many_tries_ends(browser: APIClient) -> None:
    for _ in range(sign_in_tries.TRIES):
        problem(sign_in(browser, "alice", "guess"), 401, "unauthenticated")
    SignInTry.objects.update(at=clock.now() - sign_in_tries.PAUSE - timedelta(seconds=1))
    assert sign_in(browser, "alice", "alice-secret").status_code == 200  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "",
        '{"username": "alice"}',
        '{"username": {}}',
        '{"username": "a\\u0000b", "password": "x"}',
        '{"username": NaN, "password": "x"}',
        "[" * 100_000,
        "\ud800".encode(errors="surrogatepass"),
    ],
)
def test_a_broken_body_is_a_problem_with_a_place(browser: APIClient, body: str | bytes) -> None:
    answer = browser.post(
        "/api/session",
        body,
        content_type="application/json",
        headers={"X-CSRFToken": csrf(browser)},
    )
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


def test_signing_out_ends_the_session(browser: APIClient) -> None:
    sign_in(browser, "alice", "alice-secret")
    problem(browser.delete("/api/session"), 403, "denied")
    token = browser.cookies["csrftoken"].value
    assert browser.delete("/api/session", headers={"X-CSRFToken": token}).status_code == 204
    problem(browser.get("/api/session"), 401, "unauthenticated")


def test_a_link_signs_in_once(browser: APIClient, alice: User) -> None:
    link, _ = session.new_link(alice)
    path = link[link.index("/sign-in") :]
    answer = browser.get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.get("/api/session").json()["user"]["username"] == "alice"
    again = APIClient()
    assert again.get(path)["Location"] == "/sign-in?expired=1"
    problem(again.get("/api/session"), 401, "unauthenticated")


def test_a_used_link_leads_on_who_is_signed_in(browser: APIClient, alice: User) -> None:
    link, _ = session.new_link(alice)
    path = link[link.index("/sign-in") :]
    browser.get(path)
    assert browser.get(f"{path}&next=/jobs/j1")["Location"] == "/jobs/j1"
    assert browser.get("/api/session").json()["user"]["username"] == "alice"


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        ("/jobs/j1?step=train", "/jobs/j1?step=train"),
        ("//elsewhere.example/x", "/"),
        ("https://elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("jobs", "/"),
    ],
)
def test_a_link_leads_where_one_wanted_to_go_within_the_studio(
    browser: APIClient, alice: User, asked: str, way: str
) -> None:
    link, _ = session.new_link(alice)
    path = f"{link[link.index('/sign-in') :]}&{urlencode({'next': asked})}"
    assert browser.get(path)["Location"] == way
    lost = {"expired": "1"} | ({"next": way} if way != "/" else {})
    assert APIClient().get(path)["Location"] == f"/sign-in?{urlencode(lost)}"


def test_a_link_is_kept_only_as_its_hash(alice: User) -> None:
    link, _ = session.new_link(alice)
    token = link.partition("token=")[2]
    assert token not in str(SignInLink.objects.values().get())


def test_an_old_link_signs_nobody_in(browser: APIClient, alice: User) -> None:
    link, _ = session.new_link(alice)
    SignInLink.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    browser.get(link[link.index("/sign-in") :])
    problem(browser.get("/api/session"), 401, "unauthenticated")


def test_who_is_signed_in_may_make_a_link_for_another_browser(as_bob: APIClient) -> None:
    answer = as_bob.post("/api/session/links")
    assert answer.status_code == 201
    other = APIClient()
    other.get(answer.json()["url"])
    assert other.get("/api/session").json()["user"]["username"] == "bob"


def test_a_token_opens_the_api_without_csrf(browser: APIClient, alice: User) -> None:
    token = issue_token(alice, "laptop")
    browser.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    assert browser.get("/api/session").status_code == 200
    assert browser.post("/api/session/links").status_code == 201
    assert token not in str(ApiToken.objects.values().get())


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": "2020-01-01T00:00:00+00:00"},
        {"expires_at": "2020-01-01T00:00:00+00:00"},
        {"digest": "0" * 64},
    ],
)
def test_a_token_that_ended_opens_nothing(
    browser: APIClient, alice: User, change: dict[str, str]
) -> None:
    token = issue_token(alice, "laptop")
    ApiToken.objects.update(**change)
    browser.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    answer = browser.get("/api/session")
    problem(answer, 401, "unauthenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_token_of_a_person_who_left_opens_nothing(browser: APIClient, alice: User) -> None:
    token = issue_token(alice, "laptop")
    User.objects.update(is_active=False)
    browser.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    problem(browser.get("/api/session"), 401, "unauthenticated")


def test_a_stranger_sees_no_workspace(as_charlie: APIClient) -> None:
    assert as_charlie.get("/api/session").json()["workspaces"] == []


def test_addresses_that_do_not_exist_are_problems_and_pages_are_pages(browser: APIClient) -> None:
    problem(browser.get("/api/nothing"), 404, "not-found")
    page = browser.get("/jobs/some_job")
    assert page["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
