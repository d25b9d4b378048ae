"""What the outline, the profile and the tabs of a job read beside the job itself."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from runs.models import Dependency, LatestMetric, MetricPoint
from runs.reading.metrics import MOST_STEPS
from studio.models import Workspace
from tests.support.job_rows import log_file, make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def test_all_steps_at_once_with_what_waits_for_what(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    root = make_job(workspace, "root")
    prep = make_step(root, "prep", ordinal=0, status="Completed")
    inner = make_step(root, "inner", ordinal=1, type="pipeline")
    fit = make_step(inner, "fit", ordinal=1)
    make_step(root, "run", type="mlflow_run")
    Dependency.objects.create(upstream=prep, downstream=fit)
    with CaptureQueriesContext(connection) as caught:
        found = as_bob.get(url("jobs/root/steps")).json()
    assert [one["path"] for one in found["steps"]] == ["prep", "inner", "inner.fit"]
    assert found["links"] == [[0, 2]]
    assert found["steps"][0]["status"] == "Completed"
    assert len(caught) == 5  # membership, job, sequence, steps, links


def test_a_job_of_one_command_is_its_own_step(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    make_job(workspace, "alone", type="command")
    assert [one["name"] for one in as_bob.get(url("jobs/alone/steps")).json()["steps"]] == ["alone"]


def test_images_are_found_below_the_artifacts_and_nowhere_else(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    step = make_step(make_job(workspace, "root"), "train")
    for path in ("artifacts/plots/loss.png", "artifacts/a.SVG", "artifacts/data.csv"):
        log_file(step, path).write_bytes(b"x")
    outside = log_file(step, "user_logs/secret.png")
    outside.write_bytes(b"x")
    log_file(step, "artifacts/link.png").symlink_to(outside)
    found = as_bob.get(url("jobs/root-train/images")).json()
    assert [one["path"] for one in found["items"]] == ["a.SVG", "plots/loss.png"]
    assert found["truncated"] is False


def test_metrics_of_all_steps_below_a_pipeline(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    root = make_job(workspace, "root")
    for key, value in (("a", "1"), ("b", "2"), ("c", None)):
        step = make_step(root, key)
        if value:
            MetricPoint.objects.create(job=step, key="loss", step=1, timestamp_ms=5, value=value)
            LatestMetric.objects.create(job=step, key="loss", timestamp_ms=5, value=value)
    found = as_bob.get(url("jobs/root/metrics?below=true")).json()
    assert [one["path"] for one in found["steps"]] == ["a", "b"]
    assert found["steps"][1]["history"]["loss"] == [[1, 5, 2.0]]
    assert (found["latest"], found["more_steps"]) == ({}, 0)
    assert as_bob.get(url("jobs/root/metrics")).json()["steps"] == []


def test_metrics_of_very_many_steps_say_how_many_are_left_out(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    root = make_job(workspace, "root")
    for number in range(MOST_STEPS + 2):
        step = make_step(root, f"part_{number}")
        LatestMetric.objects.create(job=step, key="loss", timestamp_ms=5, value=str(number))
    found = as_bob.get(url("jobs/root/metrics?below=true")).json()
    assert (len(found["steps"]), found["more_steps"]) == (MOST_STEPS, 2)


def test_strangers_learn_nothing(as_charlie: APIClient, url: Url, workspace: Workspace) -> None:
    make_job(workspace, "root")
    for path in ("steps", "images", "metrics?below=true"):
        assert as_charlie.get(url(f"jobs/root/{path}")).status_code == 404
