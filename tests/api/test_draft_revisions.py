"""The history of a draft: every save is a revision, kept compactly, and can be restored."""

import copy
import random
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Sum
from django.db.models.functions import Length
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from designer.graph.document import PipelineDocument
from designer.models import DraftRevision
from designer.operations import create_draft, draft_history
from studio.models import User, Workspace
from tests.api.test_drafts import DOCUMENT, make, save
from tests.support.catalogue import Url

MB = 1024 * 1024


def other(compute: str) -> dict[str, Any]:
    document = copy.deepcopy(DOCUMENT)
    document["nodes"]["train"]["compute"] = compute
    return document


def history(client: APIClient, url: Url, draft: int) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get(url(f"drafts/{draft}/revisions")).json()["items"]
    return items


def test_every_save_is_a_revision_with_who_and_what(
    as_alice: APIClient, as_dora: APIClient, url: Url
) -> None:
    draft = make(as_alice, url)["id"]
    save(as_alice, url, draft, '"1"')
    save(as_dora, url, draft, '"2"', other("gpu"))
    third, second, first = history(as_alice, url, draft)
    assert (first["number"], first["action"], first["changes"]) == (1, "create", None)
    assert (second["created_by"], second["changes"]["added"]["names"]) == ("alice", ["train"])
    assert (third["created_by"], third["changes"]["changed"]["names"]) == ("dora", ["train"])
    assert second["created_at"] <= third["created_at"]


def test_a_revision_reads_back_as_it_was(as_alice: APIClient, url: Url) -> None:
    draft = make(as_alice, url)["id"]
    for number in range(1, 60):
        save(as_alice, url, draft, f'"{number}"', other(f"cpu-{number}"))
    for number in (2, 30, 51, 52, 60):
        found = as_alice.get(url(f"drafts/{draft}/revisions/{number}")).json()
        assert found["document"]["nodes"]["train"]["compute"] == f"cpu-{number - 1}"
    missing = as_alice.get(url(f"drafts/{draft}/revisions/99"))
    assert (missing.status_code, missing.json()["code"]) == (404, "revision-not-found")


def test_restoring_is_a_new_revision_and_loses_nothing(as_alice: APIClient, url: Url) -> None:
    draft = make(as_alice, url)["id"]
    save(as_alice, url, draft, '"1"', other("old"))
    save(as_alice, url, draft, '"2"', other("new"))
    path = url(f"drafts/{draft}/revisions/2/restore")
    restored = as_alice.post(path, headers={"if-match": '"3"'})
    assert (restored.status_code, restored["ETag"]) == (200, '"4"')
    assert restored.json()["document"]["nodes"]["train"]["compute"] == "old"
    last, before, *_ = history(as_alice, url, draft)
    assert (last["number"], last["action"], last["restored_from"]) == (4, "restore", 2)
    assert before["number"] == 3
    stale = as_alice.post(path, headers={"if-match": '"3"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "draft-changed")
    assert as_alice.post(path).status_code == 428


def test_a_save_may_say_what_it_restores(as_alice: APIClient, url: Url) -> None:
    draft = make(as_alice, url)["id"]
    body = {"name": "Mine", "document": DOCUMENT, "restored_from": 1}
    path, match = url(f"drafts/{draft}"), {"if-match": '"1"'}
    wrong = as_alice.put(path, body | {"restored_from": 9}, format="json", headers=match)
    assert (wrong.status_code, wrong.json()["code"]) == (404, "revision-not-found")
    assert as_alice.put(path, body, format="json", headers=match).status_code == 200
    assert history(as_alice, url, draft)[0]["restored_from"] == 1


def test_a_refused_save_leaves_no_revision(as_alice: APIClient, url: Url) -> None:
    draft = make(as_alice, url)["id"]
    assert save(as_alice, url, draft, '"7"').status_code == 412
    assert len(history(as_alice, url, draft)) == 1


def test_a_draft_from_before_there_was_a_history_begins_one(as_alice: APIClient, url: Url) -> None:
    draft = make(as_alice, url, document=other("before"))["id"]
    DraftRevision.objects.all().delete()
    assert history(as_alice, url, draft) == []
    save(as_alice, url, draft, '"1"', other("after"))
    assert [one["number"] for one in history(as_alice, url, draft)] == [2, 1]
    first = as_alice.get(url(f"drafts/{draft}/revisions/1")).json()
    assert first["document"]["nodes"]["train"]["compute"] == "before"


def test_a_long_history_comes_by_page(
    as_alice: APIClient, url: Url, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draft = make(as_alice, url)["id"]
    for number in range(1, 6):
        save(as_alice, url, draft, f'"{number}"', other(f"cpu-{number}"))
    seen: list[int] = []
    asked: dict[str, str] = {"limit": "2"}
    while True:
        with django_assert_num_queries(3):
            page = as_alice.get(url(f"drafts/{draft}/revisions"), asked).json()
        seen += [one["number"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        asked["cursor"] = page["next_cursor"]
    assert seen == [6, 5, 4, 3, 2, 1]


def test_who_may_look_and_who_may_restore(
    as_alice: APIClient, as_bob: APIClient, as_charlie: APIClient, url: Url
) -> None:
    draft = make(as_alice, url)["id"]
    path = url(f"drafts/{draft}/revisions")
    for below in ("", "/1"):
        assert as_bob.get(path + below).status_code == 200
        assert as_charlie.get(path + below).status_code == 404
    assert as_bob.post(f"{path}/1/restore", headers={"if-match": '"1"'}).status_code == 403
    assert as_charlie.post(f"{path}/1/restore", headers={"if-match": '"1"'}).status_code == 404


def big_document(nodes: int) -> PipelineDocument:
    """A chain of steps with values, places and a wire each."""
    chance = random.Random(7)
    keys = [f"step_{number:03}" for number in range(nodes)]
    return PipelineDocument.model_validate(
        {
            "nodes": {
                key: {
                    "kind": "step",
                    "component": f"azureml:component_{chance.randrange(40)}:{chance.randrange(9)}",
                    "display_name": f"Step number {key} {chance.random():.6f}",
                    "values": {f"input_{i}": chance.random() for i in range(6)},
                    "environment_variables": {"SEED": chance.randrange(10**6)},
                }
                for key in keys
            },
            "bindings": [
                {"source": {"node": one, "port": "out"}, "target": {"node": two, "port": "data"}}
                for one, two in pairwise(keys)
            ],
            "layout": {
                "nodes": {
                    key: {"x": chance.randrange(9000), "y": 120 * i} for i, key in enumerate(keys)
                }
            },
        }
    )


def edited(document: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    """What people do: type a value, move a box, take a wire away, add a step, arrange it all."""
    after = document | {part: dict(document[part]) for part in ("nodes", "layout")}
    key = chance.choice(list(after["nodes"]))
    if number % 100 == 0:
        places = {
            one: {"x": chance.randrange(9000), "y": chance.random()} for one in after["nodes"]
        }
        after["layout"] = {"nodes": places}
    elif number % 10 == 0:
        after["nodes"][f"new_{number}"] = after["nodes"].pop(key)
    elif number % 3 == 0:
        place = {"x": chance.randrange(9000), "y": chance.randrange(9000)}
        after["layout"] = {"nodes": after["layout"]["nodes"] | {key: place}}
    else:
        node = after["nodes"][key]
        after["nodes"][key] = node | {"values": node["values"] | {"input_0": chance.random()}}
    return after


def test_a_thousand_revisions_of_five_hundred_nodes_stay_small(
    workspace: Workspace, alice: User
) -> None:
    draft = create_draft.create(workspace, alice, "Long", big_document(500))
    chance, wanted = random.Random(1), {}
    for number in range(2, 1001):
        before = copy.copy(draft)
        draft.document = edited(before.document, number, chance)
        draft.revision = number
        draft.modified_at = before.modified_at + timedelta(seconds=5)
        draft_history.follow(before, draft)
        if number % 333 == 0:
            wanted[number] = draft.document
    kept = DraftRevision.objects.filter(draft=draft)
    size_bytes = kept.aggregate(all=Sum(Length("data")))["all"]
    assert kept.count() == 1000
    assert size_bytes < 20 * MB, f"{size_bytes / MB:.2f} MB"
    for number, document in wanted.items():
        assert draft_history.document(draft_history.revision(draft, number)) == document
