"""The first page, and the list of experiments."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from studio.models import Workspace
from tests.support.job_rows import make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def test_home_counts_root_jobs_and_shows_the_newest(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    for number in range(12):
        job = make_job(workspace, f"done-{number}", status="Completed")
        make_step(job, "a", status="Running")
    make_job(workspace, "goes-on", status="Running")
    make_job(workspace, "hidden", status="Failed", archived=True)
    with CaptureQueriesContext(connection) as caught:
        shown = as_bob.get(url("home")).json()
    assert len(caught) == 5  # membership, counts, which run, those, recent
    assert shown["counts"]["Completed"] == 12
    assert shown["counts"]["Running"] == 1
    assert shown["counts"]["Failed"] == 0
    assert [one["name"] for one in shown["running"]] == ["goes-on"]
    assert [one["name"] for one in shown["recent"]][:2] == ["goes-on", "done-11"]
    assert len(shown["recent"]) == 10


def test_experiments_come_with_the_last_used_first(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    for name, experiment in (("a", "One"), ("b", "Two"), ("c", "One")):
        make_step(make_job(workspace, name, experiment=experiment), "step", experiment=experiment)
    items = as_bob.get(url("experiments")).json()["items"]
    assert [(one["name"], one["jobs_count"]) for one in items] == [("One", 2), ("Two", 1)]
    assert items[0]["last_job"] == {"name": "c", "display_name": "c", "status": "NotStarted"}


def test_strangers_find_nothing(as_charlie: APIClient, url: Url) -> None:
    assert as_charlie.get(url("home")).status_code == 404
    assert as_charlie.get(url("experiments")).status_code == 404
