"""A person's own tokens: made, listed without their secrets, revoked."""

import pytest
from rest_framework.test import APIClient

from studio.lib import clock
from studio.models import ApiToken, User
from tests.support.http import problem

pytestmark = pytest.mark.django_db
TOKENS = "/api/session/tokens"


def with_token(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


def test_a_secret_is_shown_once_and_works_until_it_is_revoked(as_bob: APIClient) -> None:
    answer = as_bob.post(TOKENS, {"name": "laptop"}, format="json")
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    made = answer.json()
    secret = made.pop("token")
    assert made["name"] == "laptop"
    assert made["expires_at"] is None
    assert with_token(secret).get("/api/session").json()["user"]["username"] == "bob"
    listed = as_bob.get(TOKENS)
    assert listed.json() == [made]
    assert secret.encode() not in listed.content
    assert not ApiToken.objects.filter(digest=secret).exists()

    assert as_bob.delete(f"{TOKENS}/{made['id']}").status_code == 204
    assert as_bob.get(TOKENS).json() == []
    problem(with_token(secret).get("/api/session"), 401, "unauthenticated")
    problem(as_bob.delete(f"{TOKENS}/{made['id']}"), 404, "token-not-found")


def test_a_token_of_some_days_is_gone_when_they_are_over(as_bob: APIClient) -> None:
    made = as_bob.post(TOKENS, {"name": "week", "days": 7}, format="json").json()
    assert as_bob.get(TOKENS).json()[0]["expires_at"] == made["expires_at"]
    ApiToken.objects.update(expires_at=clock.now())
    assert as_bob.get(TOKENS).json() == []
    problem(with_token(made["token"]).get("/api/session"), 401, "unauthenticated")


def test_nobody_sees_or_revokes_the_tokens_of_others(
    as_alice: APIClient, as_bob: APIClient, bob: User
) -> None:
    made = as_bob.post(TOKENS, {"name": "laptop"}, format="json").json()
    assert as_alice.get(TOKENS).json() == []
    problem(as_alice.delete(f"{TOKENS}/{made['id']}"), 404, "token-not-found")
    assert ApiToken.objects.get(user=bob).revoked_at is None


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "x", "days": 0}, {"name": "x" * 101}])
def test_what_is_no_token_is_refused(as_bob: APIClient, body: dict[str, object]) -> None:
    assert as_bob.post(TOKENS, body, format="json").status_code == 422


def test_strangers_have_no_tokens(anonymous: APIClient) -> None:
    problem(anonymous.get(TOKENS), 401, "unauthenticated")
    problem(anonymous.post(TOKENS, {"name": "x"}, format="json"), 401, "unauthenticated")
