"""The people of a workspace: members see them, owners give and take roles."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from studio.models import Member, User, Workspace
from tests.support.http import problem

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def roles(client: APIClient, url: Url) -> dict[str, str]:
    return {one["username"]: one["role"] for one in client.get(url("members")).json()}


def test_members_see_who_else_is_there(as_bob: APIClient, as_charlie: APIClient, url: Url) -> None:
    assert roles(as_bob, url) == {"alice": "owner", "bob": "reader", "dora": "contributor"}
    assert as_charlie.get(url("members")).status_code == 404


def test_owners_give_and_take_roles(
    as_alice: APIClient, as_charlie: APIClient, charlie: User, url: Url
) -> None:
    change = as_alice.put(url("members/bob"), {"role": "contributor"}, format="json")
    assert change.json() == {"username": "bob", "display_name": "bob", "role": "contributor"}
    assert (
        as_alice.put(url("members/charlie"), {"role": "reader"}, format="json").status_code == 200
    )
    assert as_charlie.get(url("members")).status_code == 200
    assert as_alice.delete(url("members/charlie")).status_code == 204
    assert as_charlie.get(url("members")).status_code == 404
    assert roles(as_alice, url) == {"alice": "owner", "bob": "contributor", "dora": "contributor"}


@pytest.mark.parametrize("role", ["reader", "contributor"])
def test_the_last_owner_stays(as_alice: APIClient, dora: User, url: Url, role: str) -> None:
    problem(as_alice.put(url("members/alice"), {"role": role}, format="json"), 409, "last-owner")
    problem(as_alice.delete(url("members/alice")), 409, "last-owner")
    as_alice.put(url("members/dora"), {"role": "owner"}, format="json")
    assert as_alice.put(url("members/alice"), {"role": role}, format="json").status_code == 200
    problem(as_alice.delete(url("members/dora")), 403, "role-too-low")


def test_contributors_change_nobody(as_dora: APIClient, workspace: Workspace, url: Url) -> None:
    answer = as_dora.put(url("members/dora"), {"role": "owner"}, format="json")
    problem(answer, 403, "role-too-low")
    problem(as_dora.delete(url("members/bob")), 403, "role-too-low")
    assert Member.objects.get(user__username="dora").role == "contributor"


def test_who_is_not_there_is_named(as_alice: APIClient, charlie: User, url: Url) -> None:
    answer = as_alice.put(url("members/nobody"), {"role": "reader"}, format="json")
    assert "create-user" in problem(answer, 404, "user-not-found")["hint"]
    problem(as_alice.delete(url("members/charlie")), 404, "member-not-found")
    wrong = as_alice.put(url("members/charlie"), {"role": "king"}, format="json")
    assert wrong.status_code == 422
