"""The places that a draft without any was first shown with are kept, and are no change of it."""

import copy
from typing import Any

from rest_framework.test import APIClient

from tests.api.test_draft_revisions import history, other
from tests.api.test_drafts import DOCUMENT, make, save
from tests.support.catalogue import Url

FOUND = {"train": {"x": 40.0, "y": 80.0}}


def unplaced(compute: str = "cpu-cluster") -> dict[str, Any]:
    return other(compute) | {"layout": {"nodes": {}}}


def put(client: APIClient, url: Url, draft: int, revision: int, places: Any = None) -> int:
    body = {"revision": revision, "places": FOUND if places is None else places}
    return int(client.put(url(f"drafts/{draft}/places"), body, format="json").status_code)


def shown(client: APIClient, url: Url, draft: int) -> dict[str, Any]:
    found: dict[str, Any] = client.get(url(f"drafts/{draft}")).json()
    return found


def places(client: APIClient, url: Url, draft: int) -> Any:
    return shown(client, url, draft)["document"]["layout"]["nodes"]


def test_they_are_kept_without_a_revision(
    as_alice: APIClient, as_dora: APIClient, url: Url
) -> None:
    draft = make(as_alice, url, document=unplaced())["id"]
    before, told = shown(as_alice, url, draft), history(as_alice, url, draft)
    assert put(as_dora, url, draft, 1) == 204
    after = shown(as_alice, url, draft)
    assert after.pop("document") == before.pop("document") | {"layout": {"nodes": FOUND}}
    assert after == before
    assert history(as_alice, url, draft) == told


def test_the_history_goes_on_from_them(as_alice: APIClient, url: Url) -> None:
    draft = make(as_alice, url, document=unplaced())["id"]
    for number in range(1, 4):
        save(as_alice, url, draft, f'"{number}"', unplaced(f"cpu-{number}"))
    assert put(as_alice, url, draft, 4) == 204
    moved = unplaced("last") | {"layout": {"nodes": FOUND | {"inputs.x": {"x": 0, "y": 0}}}}
    assert save(as_alice, url, draft, '"4"', moved).status_code == 200
    layouts = []
    for number in (3, 4, 5):
        found = as_alice.get(url(f"drafts/{draft}/revisions/{number}")).json()["document"]
        layouts.append((found["nodes"]["train"]["compute"], set(found["layout"]["nodes"])))
    assert layouts == [
        ("cpu-2", set()),
        ("cpu-3", {"train"}),
        ("last", {"train", "inputs.x"}),
    ]


def test_places_that_come_too_late_are_passed_over(as_alice: APIClient, url: Url) -> None:
    draft = make(as_alice, url, document=unplaced())["id"]
    assert put(as_alice, url, draft, 1) == put(as_alice, url, draft, 1, {}) == 204
    assert put(as_alice, url, draft, 1, {"train": {"x": 1, "y": 1}}) == 204
    assert places(as_alice, url, draft) == FOUND
    save(as_alice, url, draft, '"1"', unplaced())
    assert put(as_alice, url, draft, 1) == 204
    assert places(as_alice, url, draft) == {}


def test_places_inside_a_step_are_others(as_alice: APIClient, url: Url) -> None:
    inside = {"train/fit": {"x": 1.0, "y": 2.0}}
    document = copy.deepcopy(DOCUMENT) | {"layout": {"nodes": inside}}
    draft = make(as_alice, url, document=document)["id"]
    assert put(as_alice, url, draft, 1) == 204
    assert places(as_alice, url, draft) == inside | FOUND


def test_who_may(as_alice: APIClient, as_bob: APIClient, as_charlie: APIClient, url: Url) -> None:
    draft = make(as_alice, url, document=unplaced())["id"]
    assert put(as_bob, url, draft, 1) == 403
    assert put(as_charlie, url, draft, 1) == 404
    assert put(as_alice, url, draft, 1, {"train": {"x": "left"}}) == 422
    assert places(as_alice, url, draft) == {}
