"""A deleted job is nowhere to be found at once; what it left goes little by little, and whoever is
interrupted goes on where it was."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from designer.operations import register_data
from runs.models import (
    Attempt,
    Job,
    JobEvent,
    LatestMetric,
    LoggedModel,
    MetricPoint,
    ModelMetric,
    ModelVersion,
    RegisteredModel,
    RunModel,
)
from runs.operations import delete, removal
from studio.lib import clock
from studio.models import User, Workspace
from studio.storage import datastores, home
from tests.worker.conftest import Hide, Submit
from tests.worker.graphs import graph, step
from tests.worker.interrupted import killed_at
from tests.worker.process import Studio
from tests.worker.test_deletion import Url, data, log, three
from tests.worker.waiting import step_of, until


def test_a_deleted_job_is_nowhere_while_its_rows_are_still_there(
    run: Submit, hide: Hide, as_alice: APIClient, url: Url
) -> None:
    root = run(three())
    a = step_of(root, "a")
    hide(root)
    for kind in ("jobs", f"jobs?parent={root.name}", "jobs?status=Completed", "jobs?search=a"):
        assert as_alice.get(url(kind)).json()["items"] == [], kind
    for name in (root.name, a.name):
        for below in ("", "/children", "/graph", "/events", "/logs", "/metrics", "/why"):
            assert as_alice.get(url(f"jobs/{name}{below}")).status_code == 404, below
    shown = as_alice.get(url("home")).json()
    assert (shown["recent"], sum(shown["counts"].values())) == ([], 0)
    assert [one["jobs_count"] for one in as_alice.get(url("experiments")).json()["items"]] == [0]
    spec = {
        "type": "command",
        "command": "ls ${{inputs.d}}",
        "environment": {"image": "x"},
        "compute": "cpu-cluster",
        "inputs": {"d": {"type": "uri_file", "path": f"azureml://jobs/{a.name}/outputs/out"}},
    }
    refused = as_alice.post(url("jobs"), {"spec": spec}, format="json")
    assert (refused.status_code, refused.json()["diagnostics"][0]["code"]) == (422, "unknown-job")
    assert as_alice.delete(url(f"jobs/{root.name}")).status_code == 404


def test_what_is_being_deleted_is_not_reused(run: Submit, hide: Hide) -> None:
    first = run(three())
    hide(first)
    second = run(three())
    assert step_of(second, "a").reused_from is None
    removal.go_on()
    assert not Job.objects.filter(pk=first.pk).exists()
    assert data(step_of(second, "a")).exists()


def test_an_idempotency_key_of_a_deleted_job_is_free(
    run: Submit, submit: Submit, hide: Hide
) -> None:
    first = run(three(), idempotency_key="once")
    hide(first)
    assert submit(three(), idempotency_key="once").pk != first.pk


@pytest.mark.parametrize("place", ["_delete_records", "_hand_over_files", "_next_size"])
@pytest.mark.parametrize("times", [0, 1, 2])
@pytest.mark.usefixtures("one_by_one")
def test_who_is_killed_in_between_goes_on_and_nothing_is_lost(
    run: Submit,
    hide: Hide,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    times: int,
) -> None:
    first, second = run(three()), run(three())
    steps = [step_of(first, key) for key in "abc"]
    kept = {one.key: (data(one), log(one).read_bytes()) for one in steps}
    LatestMetric.objects.create(job=steps[0], key="loss", timestamp_ms=1, value="0.5")
    hide(first)
    killed_at(monkeypatch, place, times)
    removal.go_on()
    assert not Job.objects.filter(root=first).exists()
    for key, (where, printed) in kept.items():
        heir = step_of(second, key)
        assert (heir.reused_from, heir.attempts.count()) == (None, 1)
        assert where.exists()
        assert log(heir).read_bytes() == printed
    assert step_of(second, "a").latest_metrics.count() == 1
    delete.delete(second)
    assert not any(where.exists() for where, _ in kept.values())
    left = (Job, Attempt, JobEvent, LatestMetric)
    assert not any(model._default_manager.exists() for model in left)


def test_a_studio_that_was_killed_while_it_removed_goes_on_by_itself(
    run: Submit, hide: Hide, workers: Any
) -> None:
    shape = graph(*(step(f"s{number}", f"echo {number}") for number in range(60)))
    root = run(shape)
    folders = [home.job_folder(one.workspace_id, one.pk) for one in Job.objects.filter(root=root)]
    workers.stop()
    hide(root)
    Job.objects.filter(pk=root.pk).update(deleted_at=clock.now() - timedelta(hours=1))
    first = Studio.here(pause="runs.operations.removal._next_size 2")
    try:
        first.wait_for_pause()
        first.kill()
    finally:
        first.close()
    left = Job.objects.count()
    assert 0 < left < 61
    second = Studio.here()
    try:
        until(lambda: not Job.objects.exists())
    finally:
        second.close()
    assert not any(one.exists() for one in folders)


def test_data_that_is_registered_between_two_batches_stays(
    run: Submit,
    hide: Hide,
    workspace: Workspace,
    alice: User,
    monkeypatch: pytest.MonkeyPatch,
    one_by_one: None,
) -> None:
    root = run(three())
    a = step_of(root, "a")
    place, uri = data(a), a.outputs["out"]["uri"]
    hide(root)
    plain = removal._next_size

    def registers(steps: int, took: float) -> int:
        monkeypatch.setattr(removal, "_next_size", plain)
        register_data.register(workspace, alice, name="mine", type="uri_file", path=uri)
        return 1

    monkeypatch.setattr(removal, "_next_size", registers)
    removal.go_on()
    assert not Job.objects.exists()
    assert place.exists()


def test_a_step_that_logged_very_much_is_removed_in_small_pieces(
    run: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = run(three()), run(graph(step("a")))
    a, b = step_of(first, "a"), step_of(first, "b")
    assert step_of(second, "a").reused_from == a
    for one in (a, b):
        LatestMetric.objects.create(job=one, key="loss", timestamp_ms=1, value="1")
        MetricPoint.objects.bulk_create(
            MetricPoint(job=one, key="loss", step=n, timestamp_ms=1, value="1") for n in range(35)
        )
    monkeypatch.setattr(removal, "ROWS_AT_ONCE", 10)
    pieces: list[float] = []
    plain = removal._timed

    def counted(call: Callable[[], Any]) -> Any:
        pieces.append(time.monotonic())
        return plain(call)

    monkeypatch.setattr(removal, "_timed", counted)
    delete.delete(first)
    assert len(pieces) >= 3 + 3 + 1
    assert step_of(second, "a").metric_points.count() == MetricPoint.objects.count() == 35


def logged_model(job: Job, name: str) -> LoggedModel:
    made = LoggedModel.objects.create(
        model_id=f"m-{job.pk}-{name}",
        experiment=job.experiment,
        source_run=job,
        name=name,
        folder=f"models/{name}",
    )
    RunModel.objects.create(job=job, model=made, is_output=True)
    ModelMetric.objects.create(job=job, model=made, key="f1", timestamp_ms=1, value="1")
    folder = files_of(made)
    folder.mkdir(parents=True)
    (folder / "MLmodel").write_text(name)
    return made


def files_of(model: LoggedModel) -> Path:
    run = LoggedModel.objects.get(pk=model.pk).source_run
    assert run is not None
    return home.job_folder(run.workspace_id, run.pk) / "artifacts" / model.folder


def test_logged_models_go_to_the_heir_with_their_files(
    run: Submit, workspace: Workspace, as_alice: APIClient, url: Url
) -> None:
    first, second = run(three()), run(three())
    a, heir = step_of(first, "a"), step_of(second, "a")
    model, lost = logged_model(a, "net"), logged_model(step_of(first, "b"), "other")
    registered = RegisteredModel.objects.create(workspace=workspace, name="net", last_version=1)
    version = ModelVersion.objects.create(
        registered=registered, version=1, label="1", source="x", path="", run=a, model=model
    )
    own = logged_model(step_of(second, "b"), "own")
    delete.delete(first)
    model.refresh_from_db()
    assert model.source_run == heir
    assert (files_of(model) / "MLmodel").read_text() == "net"
    version.refresh_from_db()
    assert (version.run, version.model) == (heir, model)
    assert [one.model for one in heir.run_models.all()] == [model]
    assert model.metrics.get().job == heir
    shown = as_alice.get(url(f"jobs/{heir.name}/logged")).json()
    assert [one["name"] for one in shown["models"]] == ["net"]
    # Somebody has logged models to this heir: they are what it shows.
    assert not LoggedModel.objects.filter(pk=lost.pk).exists()
    assert (files_of(own) / "MLmodel").read_text() == "own"
    delete.delete(second)
    assert not LoggedModel.objects.exists()


def test_an_heir_with_files_of_its_own_gets_the_others(run: Submit) -> None:
    first, second = run(three()), run(three())
    a, heir = step_of(first, "a"), step_of(second, "a")
    mine = home.job_folder(heir.workspace_id, heir.pk) / "artifacts" / "mine.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    theirs = home.job_folder(a.workspace_id, a.pk) / "artifacts" / "theirs.txt"
    theirs.parent.mkdir(parents=True, exist_ok=True)
    theirs.write_text("theirs")
    printed = log(a).read_bytes()
    delete.delete(first)
    assert mine.read_text() == "mine"
    assert (mine.parent / "theirs.txt").read_text() == "theirs"
    assert log(heir).read_bytes() == printed
    assert datastores.locate(heir.workspace, heir.outputs["out"]["uri"]).exists()


def test_a_keeper_with_nothing_to_remove_waits_for_nobody_who_does(workspace: Workspace) -> None:
    looked = threading.Thread(target=removal.go_on_with_what_was_left, daemon=True)
    with removal._one_remover:
        looked.start()
        looked.join(30)
        assert not looked.is_alive()
