"""The list of jobs: filters, search, order, paging, and what it costs."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from designer.models import Component, ComponentVersion, Draft
from runs.models import ComponentUse, Job
from studio.lib import clock
from studio.models import User, Workspace
from tests.support.job_rows import make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def names(client: APIClient, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return [one["name"] for one in answer.json()["items"]]


def make_component(workspace: Workspace, name: str, version: str = "1") -> ComponentVersion:
    asset, _ = Component.objects.get_or_create(workspace=workspace, name=name)
    return ComponentVersion.objects.create(
        asset=asset,
        version=version,
        number=asset.versions.count() + 1,
        type="command",
        spec={},
        content_hash=f"{name}{version}",
    )


def test_a_summary_has_the_shape_that_scripts_rely_on(
    as_bob: APIClient, url: Url, workspace: Workspace, alice: User
) -> None:
    began = clock.now()
    make_job(
        workspace,
        "calm_bean_1",
        alice,
        display_name="Train",
        status="Failed",
        created_at=began,
        started_at=began,
        ended_at=began + timedelta(seconds=2.5),
        tags={"team": "red"},
        steps_done=1,
        steps_total=3,
        error={"code": "step-failed", "message": "It failed."},
    )
    assert as_bob.get(url("jobs")).json() == {
        "items": [
            {
                "name": "calm_bean_1",
                "display_name": "Train",
                "type": "pipeline",
                "status": "Failed",
                "experiment_name": "Default",
                "created_at": clock.iso(began),
                "created_by": "alice",
                "started_at": clock.iso(began),
                "ended_at": clock.iso(began + timedelta(seconds=2.5)),
                "duration_seconds": 2.5,
                "tags": {"team": "red"},
                "progress": {"done": 1, "total": 3},
                "source": "cli",
                "archived": False,
                "parent": None,
                "key": "",
                "path": "",
                "reused_from": None,
                "compute": None,
                "error": {"code": "step-failed", "message": "It failed.", "hint": None},
                "given": {},
                "exit_code": None,
            }
        ],
        "next_cursor": None,
    }


def test_root_jobs_come_newest_first_and_steps_do_not(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    for name in ("first", "second"):
        make_step(make_job(workspace, name), "step")
    assert names(as_bob, url("jobs")) == ["second", "first"]


def test_children_come_in_the_order_of_the_pipeline(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    job = make_job(workspace, "root")
    for ordinal, key in enumerate(["prepare", "train", "score"]):
        make_step(job, key, name=key, ordinal=ordinal)
    for address in ("jobs?parent=root&limit=2", "jobs/root/children?limit=2"):
        page = as_bob.get(url(address)).json()
        assert [one["name"] for one in page["items"]] == ["prepare", "train"]
        more = as_bob.get(url(f"{address}&cursor={page['next_cursor']}")).json()
        assert ([one["name"] for one in more["items"]], more["next_cursor"]) == (["score"], None)
    assert as_bob.get(url("jobs?parent=root")).json()["items"][0]["parent"] == "root"


def test_pages_neither_skip_nor_repeat_while_jobs_are_added(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    same = clock.now()
    for number in range(7):
        make_job(workspace, f"job-{number}", created_at=same)
    seen, cursor = [], ""
    while True:
        page = as_bob.get(url(f"jobs?limit=3{cursor}")).json()
        seen += [one["name"] for one in page["items"]]
        make_job(workspace, f"late-{len(seen)}")
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [f"job-{number}" for number in (6, 5, 4, 3, 2, 1, 0)]


def test_filters(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    draft = Draft.objects.create(workspace=workspace, name="d", document={})
    make_job(workspace, "a", status="Running", experiment="One", draft=draft)
    make_job(workspace, "b", status="Failed", experiment="Two")
    make_job(workspace, "c", status="Completed", archived=True)
    assert names(as_bob, url("jobs?status=Running,Failed")) == ["b", "a"]
    assert names(as_bob, url("jobs?experiment=One")) == ["a"]
    assert names(as_bob, url(f"jobs?draft={draft.pk}")) == ["a"]
    assert names(as_bob, url("jobs?archived=true")) == ["c"]
    assert names(as_bob, url("jobs?archived=all")) == ["c", "b", "a"]
    assert names(as_bob, url("jobs")) == ["b", "a"]


def test_jobs_that_use_a_component(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    one, two = (make_component(workspace, "train", version) for version in "12")
    a, b = (make_job(workspace, name) for name in "ab")
    make_step(a, "s", component=one)
    inner = make_step(b, "n", type="pipeline")
    make_step(inner, "s", component=two)
    c = make_job(workspace, "c", type="command", component=two)
    make_step(make_job(workspace, "d"), "s", component=make_component(workspace, "trainer"))
    for root in (a, b, c):
        ComponentUse.objects.create(component=one.asset, root=root)
    assert names(as_bob, url("jobs?component=train")) == ["c", "b", "a"]
    assert names(as_bob, url("jobs?component=train:2")) == ["c", "b"]
    assert names(as_bob, url("jobs?component=azureml:train:1")) == ["a"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("calm", ["b", "calm_a"]),
        ("CALM sea", ["b"]),
        ("größe", ["c"]),
        ("groceries", ["calm_a"]),
        ("team", ["c"]),
        ("100%", ["d"]),
        ("_", ["calm_a"]),
        ("nothing", []),
    ],
)
def test_search_looks_for_every_word_in_names_experiment_and_tags(
    as_bob: APIClient, url: Url, workspace: Workspace, search: str, found: list[str]
) -> None:
    make_job(workspace, "calm_a", experiment="groceries")
    make_job(workspace, "b", display_name="Calm at sea")
    make_job(workspace, "c", tags={"team": "größe"})
    make_job(workspace, "d", display_name="up to 100%")
    answer = as_bob.get(url("jobs"), {"search": search})
    assert [one["name"] for one in answer.json()["items"]] == found


def forged(parts: list[object]) -> str:
    """A cursor that the studio never gave."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize(
    "query",
    [
        "status=Flying",
        "archived=maybe",
        "draft=x",
        "limit=0",
        "limit=x",
        "cursor=%21%21",
        "draft=²",
        f"limit={'9' * 5000}",
        f"cursor={forged(['v', 5, 1])}",
        f"cursor={forged(['v', 'text', 1])}",
        f"cursor={forged(['t', '0001-01-01T00:00:00+14:00', 1])}",
        f"cursor={forged(['t', '2026-01-01T00:00:00+00:00', 10**30])}",
        f"parent=x&cursor={forged(['v', 10**30, 1])}",
        f"parent=x&cursor={forged(['t', '2026-01-01T00:00:00+00:00', 1])}",
    ],
)
def test_a_bad_filter_says_so(as_bob: APIClient, url: Url, query: str) -> None:
    answer = as_bob.get(url(f"jobs?{query}"))
    assert answer.status_code == 422
    assert answer.json()["code"] in ("bad-filter", "bad-limit", "bad-cursor")


def test_the_list_costs_one_query_and_loads_no_document(
    as_bob: APIClient, url: Url, workspace: Workspace, alice: User
) -> None:
    for number in range(30):
        job = make_job(workspace, f"job-{number}", alice, plan={"x": 1})
        make_step(job, "a", compute=workspace.computes.first())
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert len(as_bob.get(url("jobs")).json()["items"]) == 30
    assert len(caught) == 2  # membership, the page
    read = caught[1]["sql"].partition(" FROM ")[0]
    for column in ("plan", "inputs", "outputs", "reuse_parts", "settings"):
        assert f'"runs_job"."{column}"' not in read


def test_strangers_find_nothing_and_readers_may_look(
    as_bob: APIClient, as_charlie: APIClient, anonymous: APIClient, url: Url
) -> None:
    assert as_bob.get(url("jobs")).status_code == 200
    assert as_charlie.get(url("jobs")).status_code == 404
    assert anonymous.get(url("jobs")).status_code == 401


def test_jobs_of_other_workspaces_are_not_listed(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    other = Workspace.objects.create(name="other")
    make_job(other, "hidden")
    assert names(as_bob, url("jobs")) == []
    assert Job.objects.count() == 1


def test_jobs_are_narrowed_by_person_source_and_tag(
    as_bob: APIClient, url: Url, workspace: Workspace, alice: User, dora: User
) -> None:
    make_job(workspace, "one", alice, source="cli", tags={"team": "a", "plain": ""})
    make_job(workspace, "two", dora, source="designer", tags={"team": "b"})
    make_job(workspace, "three", dora, source="cli", tags={"7": "x"})

    def found(query: str) -> set[str]:
        return {one["name"] for one in as_bob.get(url(f"jobs?{query}")).json()["items"]}

    assert found("created_by=dora") == {"two", "three"}
    assert found("created_by=dora&source=cli") == {"three"}
    assert found("tag=team") == {"one", "two"}
    assert found("tag=team:b") == {"two"}
    assert found("tag=team:c") == set()
    assert found("tag=7") == {"three"}
