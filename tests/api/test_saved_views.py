"""Filters of the list of jobs that a person keeps under a name."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from runs.api import saved_views
from tests.support.catalogue import Url

pytestmark = pytest.mark.django_db
FILTERS = {"status": "Failed", "created": "7d", "tag": "team:speech"}


def kept(client: APIClient, url: Url, name: str, filters: Any = FILTERS) -> int:
    return client.put(url(f"views/{name}"), {"filters": filters}, format="json").status_code


def names(client: APIClient, url: Url) -> list[str]:
    return [one["name"] for one in client.get(url("views")).json()["items"]]


def test_a_view_is_kept_changed_and_deleted(as_alice: APIClient, url: Url) -> None:
    assert kept(as_alice, url, "Failed lately") == 200
    assert kept(as_alice, url, "Also") == 200
    assert names(as_alice, url) == ["Also", "Failed lately"]
    assert kept(as_alice, url, "Also", {"archived": "true"}) == 200
    [also, failed] = as_alice.get(url("views")).json()["items"]
    assert (also["filters"], failed["filters"]) == ({"archived": "true"}, FILTERS)
    assert as_alice.delete(url("views/Also")).status_code == 204
    assert as_alice.delete(url("views/Also")).json()["code"] == "view-not-found"
    assert names(as_alice, url) == ["Failed lately"]


def test_views_are_ones_own_and_a_reader_has_some_too(
    as_alice: APIClient, as_bob: APIClient, as_charlie: APIClient, url: Url
) -> None:
    assert kept(as_alice, url, "Mine") == 200
    assert names(as_bob, url) == []
    assert kept(as_bob, url, "Mine", {"search": "x"}) == 200
    assert as_bob.delete(url("views/Mine")).status_code == 204
    assert names(as_alice, url) == ["Mine"]
    assert as_charlie.get(url("views")).status_code == 404
    assert kept(as_charlie, url, "Mine") == 404


@pytest.mark.parametrize(
    ("filters", "place"),
    [
        ({"colour": "red"}, "filters.colour"),
        ({"status": 3}, "filters.status"),
        ({"search": "x" * 501}, "filters.search"),
        ({}, None),
        ("Failed", "filters"),
    ],
)
def test_what_is_no_filter_is_refused(
    as_alice: APIClient, url: Url, filters: Any, place: str | None
) -> None:
    refused = as_alice.put(url("views/Odd"), {"filters": filters}, format="json")
    assert refused.status_code == 422
    assert str(refused.json().get("place") or "").startswith(place or "")
    assert names(as_alice, url) == []


@pytest.mark.parametrize("name", ["x" * 101, " spaced", "bell%07"])
def test_a_name_is_one_short_line(as_alice: APIClient, url: Url, name: str) -> None:
    assert kept(as_alice, url, name) == 422


def test_there_are_not_too_many(
    as_alice: APIClient, url: Url, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_views, "MOST", 2)
    assert [kept(as_alice, url, name) for name in ("a", "b/c", "d", "b/c")] == [200, 200, 422, 200]
