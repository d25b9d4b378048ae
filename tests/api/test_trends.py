"""How the last days went, as Home shows it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from designer.models import Compute
from runs.models import Job
from runs.reading import listing, recent
from studio.lib import clock
from studio.models import Workspace
from tests.api.test_job_list import make_component, names
from tests.support.job_rows import make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]
NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def ended_job(workspace: Workspace, name: str, ago: timedelta, took: float, **fields: Any) -> Job:
    at = NOON - ago
    times = {"created_at": at, "started_at": at, "ended_at": at + timedelta(seconds=took)}
    return make_job(workspace, name, **({"status": "Completed"} | times | fields))


def ended_step(job: Job, key: str, waited: float = 0, took: float = 1, **fields: Any) -> Job:
    at = job.created_at
    began = at + timedelta(seconds=waited)
    times = {"queued_at": at, "started_at": began, "ended_at": began + timedelta(seconds=took)}
    return make_step(job, key, **({"status": "Completed", "created_at": at} | times | fields))


def test_success_and_durations_are_told_for_the_window_and_for_each_day(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    for number in range(9):
        ended_job(workspace, f"today-{number}", timedelta(hours=1), took=10 * (number + 1))
    ended_job(workspace, "bad", timedelta(hours=2), took=1, status="Failed")
    ended_job(workspace, "stopped", timedelta(hours=2), took=1, status="Canceled")
    ended_job(workspace, "goes-on", timedelta(hours=2), took=0, status="Running", ended_at=None)
    ended_job(workspace, "yesterday", timedelta(hours=13), took=7)
    ended_job(workspace, "hidden", timedelta(hours=1), took=7, archived=True)
    ended_job(workspace, "long ago", timedelta(days=8), took=7)
    shown = as_bob.get(url("home/trends")).json()
    assert shown["since"] == clock.iso(datetime(2026, 3, 5, tzinfo=UTC))
    assert shown["jobs"] == {"count": 13, "since": shown["since"], "is_cut": False}
    assert shown["success_rate"] == 10 / 11
    assert len(shown["days"]) == 7
    *_, yesterday, today = shown["days"]
    counts = ("completed", "failed", "canceled", "going_on")
    assert [today[one] for one in counts] == [9, 1, 1, 1]
    assert [yesterday[one] for one in counts] == [1, 0, 0, 0]
    assert today["duration"] == {"count": 9, "median_seconds": 50.0, "slow_seconds": 90.0}
    assert yesterday["duration"]["median_seconds"] == 7
    assert shown["days"][0]["duration"] is None


def test_days_are_those_of_the_reader(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    ended_job(workspace, "late", timedelta(hours=13), took=1)
    there = as_bob.get(url("home/trends?utc_offset=120")).json()["days"]
    assert there[-1]["since"] == clock.iso(datetime(2026, 3, 10, 22, tzinfo=UTC))
    assert [day["completed"] for day in there][-2:] == [0, 1]
    west = as_bob.get(url("home/trends?utc_offset=-480")).json()["days"]
    assert [day["completed"] for day in west][-2:] == [1, 0]
    for bad in ("soon", "-", "-841", "1.5"):
        assert as_bob.get(url(f"home/trends?utc_offset={bad}")).status_code == 422


def test_waits_are_of_steps_that_ran(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    job = ended_job(workspace, "one", timedelta(hours=1), took=60)
    ended_step(job, "a", waited=2)
    ran = ended_step(job, "b", waited=4)
    ended_step(job, "again", waited=0, reused_from=ran)
    shown = as_bob.get(url("home/trends")).json()
    assert shown["wait"] == {"count": 2, "median_seconds": 3.0, "slow_seconds": 4.0}
    assert shown["days"][-1]["wait"] == shown["wait"]
    assert shown["steps"]["count"] == 3


def test_the_busiest_compute_comes_first(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    cpu, gpu = Compute.objects.order_by("name")
    job = ended_job(workspace, "one", timedelta(hours=1), took=60)
    ended_step(job, "a", took=1000, compute=cpu, instance_count=2)
    began = NOON - timedelta(seconds=3000)
    make_step(job, "still", status="Running", compute=gpu, started_at=began)
    busy, next_busy = as_bob.get(url("home/trends")).json()["computes"]
    assert (busy["name"], busy["steps"], busy["busy_seconds"]) == ("gpu-cluster", 1, 3000)
    assert busy["share"] == pytest.approx(3000 / (6.5 * 86400))
    assert (next_busy["name"], next_busy["busy_seconds"]) == ("cpu-cluster", 2000)
    assert next_busy["share"] == pytest.approx(2000 / (6.5 * 86400 * 4))


def test_what_fails_most_comes_first_with_its_latest_failure(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    train = make_component(workspace, "train")
    error = {"code": "step-failed", "message": "Exit code 1."}
    for number in range(4):
        job = ended_job(
            workspace, f"p-{number}", timedelta(hours=9 - number), 60, display_name="Nightly"
        )
        fits = "Failed" if number in (1, 2) else "Completed"
        ended_step(job, "fit", component=train, status=fits, error=error)
        ended_step(job, "check", status="Failed" if number == 3 else "Completed")
        ended_step(job, "fine")
    first, second = as_bob.get(url("home/trends")).json()["failing"]
    assert (first["component"], first["failed"], first["ended"]) == ("train", 2, 4)
    assert first["latest"] == {
        "job": "p-2",
        "path": "fit",
        "at": clock.iso(NOON - timedelta(hours=7) + timedelta(seconds=1)),
        "message": "Exit code 1.",
    }
    assert (second["name"], second["component"], second["pipeline"]) == ("check", None, "Nightly")
    assert (second["failed"], second["ended"]) == (1, 4)


def test_children_of_a_growing_step_count_as_that_step(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    job = ended_job(workspace, "one", timedelta(hours=1), took=60, display_name="Tune")
    sweep = ended_step(job, "tune", status="Failed", type="sweep")
    for number in range(3):
        ended_step(sweep, f"trial_{number}", status="Failed", root=job)
    (only,) = as_bob.get(url("home/trends")).json()["failing"]
    assert (only["name"], only["pipeline"], only["failed"]) == ("tune", "Tune", 3)


def test_no_more_is_looked_at_than_the_newest_and_the_answer_says_so(
    as_bob: APIClient, url: Url, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "MOST_JOBS", 3)
    monkeypatch.setattr(recent, "MOST_ENDS", 4)
    for number in range(5):
        job = ended_job(workspace, f"p-{number}", timedelta(hours=9 - number), took=1)
        ended_step(job, "a", took=60)
    shown = as_bob.get(url("home/trends")).json()
    oldest = clock.iso(NOON - timedelta(hours=7))
    assert shown["jobs"] == {"count": 3, "since": oldest, "is_cut": True}
    assert shown["steps"]["is_cut"]
    assert (shown["steps"]["count"], shown["wait"]["count"]) == (2, 2)


def test_its_cost_is_that_of_the_sample(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    train, cpu = make_component(workspace, "train"), Compute.objects.get(name="cpu-cluster")
    for number in range(6):
        job = ended_job(workspace, f"p-{number}", timedelta(hours=1), took=1)
        ended_step(job, "a", component=train, status="Failed", compute=cpu)
    with CaptureQueriesContext(connection) as caught:
        as_bob.get(url("home/trends"))
    assert len(caught) == 6  # membership, jobs, steps, what is held, computes, latest failures
    plans = []
    for one in caught.captured_queries[1:3]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' * (connection.vendor == 'sqlite')}{one['sql']}")
            plans.append(str(cursor.fetchall()))
    if connection.vendor == "sqlite":
        assert "root_jobs_by_created" in plans[0]
        assert "job_ended" in plans[1]
        assert "TEMP B-TREE" not in "".join(plans)


def test_with_nothing_there_is_nothing(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    shown = as_bob.get(url("home/trends")).json()
    assert (shown["success_rate"], shown["duration"], shown["wait"]) == (None, None, None)
    assert (shown["computes"], shown["failing"]) == ([], [])


def test_the_list_is_narrowed_to_a_span_and_a_compute(
    as_bob: APIClient, url: Url, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    cpu = Compute.objects.get(name="cpu-cluster")
    old = ended_job(workspace, "old", timedelta(days=2), took=1)
    new = ended_job(workspace, "new", timedelta(hours=2), took=1)
    ended_job(workspace, "single", timedelta(hours=1), took=1, compute=cpu, type="command")
    ended_step(new, "a", compute=cpu)
    ended_step(old, "a")
    assert names(as_bob, url("jobs?created_after=2026-03-11T00:00:00Z")) == ["single", "new"]
    span = "created_after=2026-03-09T00:00:00%2B00:00&created_before=2026-03-11T10:00:00 00:00"
    assert names(as_bob, url(f"jobs?{span}")) == ["old"]
    for few in (listing.FEW_STEPS, 0):
        monkeypatch.setattr(listing, "FEW_STEPS", few)
        assert names(as_bob, url("jobs?compute=cpu-cluster")) == ["single", "new"]
    assert names(as_bob, url("jobs?compute=gpu-cluster")) == []
    assert names(as_bob, url("jobs?compute=none")) == []
    for bad in ("yesterday", "2026-03-11", "2026-03-11T10:00:00"):
        answer = as_bob.get(url(f"jobs?created_after={bad}"))
        assert (answer.status_code, answer.json()["place"]) == (422, "created_after")


def test_strangers_find_nothing(as_charlie: APIClient, url: Url) -> None:
    assert as_charlie.get(url("home/trends")).status_code == 404
