"""What owners decide for a workspace: how long intermediate data is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def test_owners_change_and_everybody_sees(as_alice: APIClient, as_bob: APIClient, url: Url) -> None:
    assert as_bob.get(url("settings")).json() == {"keep_intermediate_days": None}
    change = {"keep_intermediate_days": 30}
    assert as_alice.patch(url("settings"), change, format="json").json() == change
    assert as_bob.get(url("settings")).json() == change
    back = as_alice.patch(url("settings"), {"keep_intermediate_days": None}, format="json")
    assert back.json() == {"keep_intermediate_days": None}


def test_only_owners_change_and_strangers_see_nothing(
    as_dora: APIClient, as_charlie: APIClient, url: Url
) -> None:
    change = {"keep_intermediate_days": 1}
    assert as_dora.patch(url("settings"), change, format="json").status_code == 403
    assert as_charlie.get(url("settings")).status_code == 404


@pytest.mark.parametrize("days", [-1, "soon", 10**9])
def test_days_are_a_sensible_number(as_alice: APIClient, url: Url, days: Any) -> None:
    answer = as_alice.patch(url("settings"), {"keep_intermediate_days": days}, format="json")
    assert answer.status_code == 422
    assert answer.json()["place"] == "keep_intermediate_days"
