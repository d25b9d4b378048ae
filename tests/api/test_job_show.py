"""One job: everything that its page shows, and what of it can be edited."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from runs.models import Attempt, LatestMetric, MetricPoint, Parameter, RunDataset
from runs.operations import move
from studio.lib import clock
from studio.models import User, Workspace
from tests.support.job_rows import make_job, make_step

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]


def test_a_step_shows_what_it_ran_and_how(
    as_bob: APIClient, url: Url, workspace: Workspace, alice: User
) -> None:
    root = make_job(workspace, "root", alice)
    step = make_step(
        root,
        "train",
        description="*Bold* <script>alert(1)</script>",
        compute=workspace.computes.get(name="cpu-cluster"),
        plan={"command": "python x.py", "code": "azureml:snapshot:abc", "environment": {"a": 1}},
        inputs={"data": {"type": "uri_file", "from": "root-prepare", "from_output": "out"}},
        outputs={"model": {"type": "uri_folder", "uri": "azureml://datastores/d/paths/m/"}},
    )
    LatestMetric.objects.create(job=step, key="loss", timestamp_ms=1, value="0.5")
    LatestMetric.objects.create(job=step, key="bad", timestamp_ms=1, value="nan")
    Parameter.objects.create(job=step, key="alpha", value="1e-3")
    shown = as_bob.get(url("jobs/root-train")).json()
    assert shown["root"] == shown["parent"] == "root"
    assert shown["path"] == shown["key"] == "train"
    assert shown["command"] == "python x.py"
    assert shown["code"] == "abc"
    assert shown["environment"] == {"a": 1}
    assert shown["compute"] == "cpu-cluster"
    assert shown["metrics"] == {"loss": 0.5, "bad": "NaN"}
    assert shown["parameters"] == {"alpha": "1e-3"}
    assert "<em>Bold</em>" in shown["description_html"]
    assert "<script" not in shown["description_html"]
    assert shown["services"]["Studio"]["endpoint"].endswith("/jobs/root-train")
    assert shown["inputs"]["data"] == {
        "type": "uri_file",
        "value": None,
        "uri": None,
        "from": "root-prepare",
        "from_output": "out",
        "asset": None,
    }
    assert shown["outputs"]["model"]["size_bytes"] is None


def test_a_reused_step_shows_what_the_one_that_ran_has_logged(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    step = make_step(make_job(workspace, "first"), "train")
    for model in (LatestMetric, MetricPoint):
        model.objects.create(job=step, key="loss", timestamp_ms=1, value="0.5")
    Parameter.objects.create(job=step, key="alpha", value="1e-3")
    RunDataset.objects.create(job=step, name="diabetes", digest="abc")
    make_step(make_job(workspace, "second"), "train", reused_from=step)
    shown = as_bob.get(url("jobs/second-train")).json()
    assert (shown["metrics"], shown["parameters"]) == ({"loss": 0.5}, {"alpha": "1e-3"})
    found = as_bob.get(url("jobs/second-train/metrics")).json()
    assert (found["latest"], found["history"]) == ({"loss": 0.5}, {"loss": [[0, 1, 0.5]]})
    below = as_bob.get(url("jobs/second/metrics?below=true")).json()["steps"]
    assert [(one["name"], one["latest"]) for one in below] == [("second-train", {"loss": 0.5})]
    logged = as_bob.get(url("jobs/second-train/logged")).json()
    assert [one["name"] for one in logged["datasets"]] == ["diabetes"]


def test_attempts_and_times_in_each_status(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    job = make_job(workspace, "root")
    at = clock.now()
    Attempt.objects.create(
        job=job, number=1, worker="w", lease_until=at, started_at=at, ended_at=at, exit_code=1
    )
    for status in ("Running", "Failed"):
        move.add_event(job.pk, job.pk, "status", {"status": status})
    shown = as_bob.get(url("jobs/root")).json()
    assert [one["status"] for one in shown["timeline"]] == ["NotStarted", "Running", "Failed"]
    assert shown["timeline"][0]["at"] == clock.iso(job.created_at)
    assert shown["attempts"][0]["exit_code"] == 1


def test_showing_a_job_costs_the_same_however_much_it_did(
    as_bob: APIClient, url: Url, workspace: Workspace, alice: User
) -> None:
    job = make_job(workspace, "root", alice)
    for number in range(20):
        LatestMetric.objects.create(job=job, key=f"m{number}", timestamp_ms=1, value="1")
        move.add_event(job.pk, job.pk, "status", {"status": "Running"})
    with CaptureQueriesContext(connection) as caught:
        as_bob.get(url("jobs/root"))
    assert len(caught) == 6  # membership, job, metrics, parameters, attempts, events


def test_what_people_wrote_can_be_edited(
    as_dora: APIClient, url: Url, workspace: Workspace
) -> None:
    make_job(workspace, "root", display_name="Old", tags={"a": "1"})
    change = {"description": "# Hi", "tags": {"b": "2", "n": 3, "t": True}, "archived": True}
    shown = as_dora.patch(url("jobs/root"), change, format="json").json()
    assert shown["display_name"] == "Old"
    assert shown["description"] == "# Hi"
    assert shown["tags"] == {"b": "2", "n": "3", "t": "True"}
    assert shown["archived"] is True


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"status": "Completed"}, "status"),
        ({"tags": ["a"]}, "tags"),
        ({"tags": {"a": {"b": 1}}}, "tags.a"),
        ({"display_name": "x" * 256}, "display_name"),
    ],
)
def test_a_bad_edit_names_its_place(
    as_dora: APIClient, url: Url, workspace: Workspace, change: dict[str, object], place: str
) -> None:
    make_job(workspace, "root")
    answer = as_dora.patch(url("jobs/root"), change, format="json")
    assert answer.status_code == 422
    assert answer.json()["place"] == place


def test_readers_may_not_change_and_strangers_find_nothing(
    as_bob: APIClient, as_charlie: APIClient, url: Url, workspace: Workspace
) -> None:
    make_job(workspace, "root")
    for path in ("", "/cancel", "/resubmit", "/clone"):
        for client, code in ((as_bob, 403), (as_charlie, 404)):
            send = client.post if path else client.patch
            assert send(url(f"jobs/root{path}"), {}, format="json").status_code == code
    for path in ("", "/children", "/graph", "/events", "/logs", "/metrics", "/files"):
        assert as_charlie.get(url(f"jobs/root{path}")).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["", "/children", "/graph", "/events", "/logs", "/logs/content", "/metrics", "/files"],
)
def test_a_job_that_does_not_exist_is_not_found(as_bob: APIClient, url: Url, path: str) -> None:
    answer = as_bob.get(url(f"jobs/never{path}"))
    assert (answer.status_code, answer.json()["code"]) == (404, "job-not-found")


def test_events_after_a_number(as_bob: APIClient, url: Url, workspace: Workspace) -> None:
    job = make_job(workspace, "root")
    step = make_step(job, "a")
    for status in ("Queued", "Running", "Completed"):
        move.add_event(job.pk, step.pk, "status", {"status": status})
    found = as_bob.get(url("jobs/root/events?after=1&limit=1")).json()
    assert found["last"] == 2
    event = found["events"][0]
    assert (event["sequence"], event["kind"]) == (2, "status")
    assert event["data"]["status"] == "Running"
    assert event["data"]["name"] == "root-a"
    assert as_bob.get(url("jobs/root/events?after=3")).json() == {"events": [], "last": 3}
    assert as_bob.get(url("jobs/root/events?after=-1")).status_code == 422


def test_a_history_is_thinned_and_keeps_its_ends(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    job = make_job(workspace, "root")
    MetricPoint.objects.bulk_create(
        MetricPoint(job=job, key="loss", step=step, timestamp_ms=step, value=str(step))
        for step in range(2500)
    )
    MetricPoint.objects.create(job=job, key="one", step=0, timestamp_ms=5, value="inf")
    history = as_bob.get(url("jobs/root/metrics")).json()["history"]
    assert len(history["loss"]) == 1000
    assert history["loss"][0] == [0, 0, 0.0]
    assert history["loss"][-1] == [2499, 2499, 2499.0]
    assert history["one"] == [[0, 5, "Infinity"]]


def test_the_duration_of_a_running_job_is_left_to_the_reader(
    as_bob: APIClient, url: Url, workspace: Workspace
) -> None:
    make_job(workspace, "root", started_at=clock.now() - timedelta(hours=1), status="Running")
    assert as_bob.get(url("jobs/root")).json()["duration_seconds"] is None
