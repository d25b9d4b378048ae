"""CPU, memory and GPU use of a step, for the charts of its page."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from runs.execution.monitor import COLUMNS
from runs.models import Job
from runs.reading.monitor import MOST_SAMPLES
from studio.models import Workspace
from tests.support.job_rows import log_file, make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


@pytest.fixture
def step(workspace: Workspace) -> Job:
    return make_step(make_job(workspace, "root"), "train", status="Running")


def write(step: Job, attempt: int, *lines: str) -> None:
    text = "\n".join((COLUMNS, *lines))
    log_file(step, f"system_logs/monitor.{attempt}.csv").write_text(text)


def test_samples_of_the_last_attempt_or_of_the_one_asked_for(
    as_bob: APIClient, url: Url, step: Job
) -> None:
    write(step, 1, "1000,50.0,1000,2,,", "")
    write(step, 2, "2000,150.5,2048,3,40.0,99", "3000,90.0,4096,3,,", "")
    last = as_bob.get(url("jobs/root-train/monitor")).json()
    assert last == {
        "attempts": [1, 2],
        "attempt": 2,
        "at_ms": [2000, 3000],
        "cpu_percent": [150.5, 90.0],
        "memory_bytes": [2048, 4096],
        "processes": [3, 3],
        "gpu_percent": [40.0, None],
        "gpu_memory_bytes": [99, None],
    }
    first = as_bob.get(url("jobs/root-train/monitor?attempt=1")).json()
    assert (first["attempt"], first["cpu_percent"]) == (1, [50.0])


def test_a_line_that_is_still_written_and_one_that_is_broken_are_left_out(
    as_bob: APIClient, url: Url, step: Job
) -> None:
    write(step, 1, "1000,50.0,1000,2,,", "garbage", "2000,5")
    assert as_bob.get(url("jobs/root-train/monitor")).json()["at_ms"] == [1000]


def test_a_long_file_is_joined_and_keeps_its_peak_of_memory(
    as_bob: APIClient, url: Url, step: Job
) -> None:
    lines = [f"{n},10.0,{999_999 if n == 777 else 5},1,," for n in range(1, 2001)]
    write(step, 1, *lines, "")
    found = as_bob.get(url("jobs/root-train/monitor")).json()
    assert len(found["at_ms"]) == MOST_SAMPLES
    assert max(found["memory_bytes"]) == 999_999
    assert found["at_ms"][-1] == 2000


def test_a_step_without_samples_has_none(as_bob: APIClient, url: Url, step: Job) -> None:
    found = as_bob.get(url("jobs/root-train/monitor")).json()
    assert (found["attempts"], found["attempt"], found["at_ms"]) == ([], None, [])
    assert as_bob.get(url("jobs/root-train/monitor?attempt=7")).json()["at_ms"] == []
    assert as_bob.get(url("jobs/root-train/monitor?attempt=../../x")).status_code == 422


def test_the_samples_are_no_log_unless_all_files_are_asked_for(
    as_bob: APIClient, url: Url, step: Job
) -> None:
    write(step, 1, "")
    log_file(step, "system_logs/lifecycle.log").write_text("x")
    listed = as_bob.get(url("jobs/root-train/logs")).json()["items"]
    assert [one["path"] for one in listed] == ["system_logs/lifecycle.log"]
    every = as_bob.get(url("jobs/root-train/logs?all=true")).json()["items"]
    assert "system_logs/monitor.1.csv" in [one["path"] for one in every]


def test_strangers_learn_nothing(as_charlie: APIClient, url: Url, step: Job) -> None:
    assert as_charlie.get(url("jobs/root-train/monitor")).status_code == 404
