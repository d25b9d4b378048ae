"""Deleting jobs with their data, and cleaning up intermediate data: what others need stays."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from designer.graph.document import OutputSettings
from designer.graph.model import Data, Graph, Item, ParallelFor
from designer.operations import register_data
from runs.models import Attempt, Job, JobEvent, LatestMetric, MetricPoint
from runs.operations import belongings, clean_up, delete
from runs.plan import states
from runs.worker import Workers
from studio.lib import clock
from studio.lib.errors import Conflict, Invalid
from studio.models import User, Workspace
from studio.storage import datastores, home
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, loop, nested, step
from tests.worker.test_query_plans import plans
from tests.worker.waiting import step_of, until

Url = Callable[[str], str]


def three(**settings: Any) -> Graph:
    """a -> b -> c; no two of them do the same."""
    return graph(
        step("a"),
        step("b", "wc -l ${{inputs.x}} > ${{outputs.out}}", needs={"x": "a.out"}),
        step("c", needs={"x": "b.out"}),
        **settings,
    )


def data(job: Job, output: str = "out") -> Path:
    return datastores.locate(job.workspace, job.outputs[output]["uri"])


def gone(*paths: Path) -> bool:
    return not any(path.exists() for path in paths)


def log(job: Job) -> Path:
    return home.job_folder(job.workspace_id, job.pk) / "user_logs" / "std_log.txt"


def test_a_job_goes_with_its_rows_its_logs_and_its_data(run: Submit) -> None:
    root = run(three())
    steps = list(Job.objects.filter(root=root).exclude(type="pipeline"))
    places = [data(one) for one in steps]
    logs = [log(one) for one in steps]
    assert not gone(*places)
    told = delete.deletion(root)
    assert (told.steps, len(told.goes), told.stays) == (3, 3, [])
    delete.delete(root)
    assert not Job.objects.exists()
    assert not Attempt.objects.exists()
    assert not JobEvent.objects.exists()
    assert gone(*places, *logs)


def test_registered_data_stays(run: Submit, workspace: Workspace, alice: User) -> None:
    root = run(three())
    kept, other = step_of(root, "a"), step_of(root, "b")
    register_data.register(
        workspace, alice, name="mine", type="uri_file", path=kept.outputs["out"]["uri"]
    )
    by_job = f"azureml://jobs/{step_of(root, 'c').name}/outputs/out"
    register_data.register(workspace, alice, name="last", type="uri_file", path=by_job)
    places = data(kept), data(step_of(root, "c"))
    other_place = data(other)
    told = delete.delete(root)
    assert {(one.path, one.stays) for one in told.stays} == {
        ("a", "registered"),
        ("c", "registered"),
    }
    assert all(place.exists() for place in places)
    assert gone(other_place)


def test_a_job_that_took_the_outputs_inherits_them(run: Submit) -> None:
    first = run(three())
    second, third = run(three()), run(three())
    place, printed = data(step_of(first, "a")), log(step_of(first, "a")).read_bytes()
    at = {"job": step_of(first, "a"), "key": "loss", "timestamp_ms": 1, "value": "0.5"}
    LatestMetric.objects.create(**at)
    MetricPoint.objects.create(**at)
    told = delete.delete(first)
    assert {one.stays for one in told.stays} == {"reused"}
    heir = step_of(second, "a")
    assert heir.reused_from is None
    assert step_of(third, "a").reused_from == heir
    assert place.exists()
    assert log(heir).read_bytes() == printed
    assert heir.attempts.count() == heir.latest_metrics.count() == heir.metric_points.count() == 1
    fourth = run(three())
    assert step_of(fourth, "a").reused_from == heir

    delete.delete(third)
    delete.delete(fourth)
    assert place.exists()
    delete.delete(second)
    assert gone(place)


def test_data_at_an_address_of_ones_own_stays(run: Submit, workspace: Workspace) -> None:
    uri = "azureml://datastores/workspaceblobstore/paths/my/own.txt"
    root = run(graph(step("a", settings={"out": OutputSettings(path=uri)})))
    told = delete.delete(root)
    assert [one.stays for one in told.stays] == ["own-address"]
    assert datastores.locate(workspace, uri).exists()


def test_only_whole_jobs_that_have_ended_are_deleted(
    submit: Submit, workers: Workers, run: Submit
) -> None:
    done = run(three())
    with pytest.raises(Invalid, match="part of another job"):
        delete.delete(step_of(done, "a"))
    busy = submit(graph(step("slow", "sleep 60")))
    until(lambda: step_of(busy, "slow").status == "Running")
    with pytest.raises(Conflict, match="Running"):
        delete.delete(Job.objects.get(pk=busy.pk))
    assert Job.objects.filter(pk=busy.pk).exists()


def test_what_a_running_job_reads_is_not_deleted(
    submit: Submit, workers: Workers, run: Submit
) -> None:
    done = run(three())
    uri = f"azureml://jobs/{step_of(done, 'a').name}/outputs/out"
    reads = step(
        "reads",
        "cat ${{inputs.d}}; sleep 60",
        values={"d": Data(uri, "uri_file")},
        inputs={"d": "uri_file"},
    )
    busy = submit(graph(reads))
    until(lambda: step_of(busy, "reads").status == "Running")
    with pytest.raises(Conflict, match="reads its outputs"):
        delete.delete(done)


def body_that_reads(uri: str) -> Graph:
    """A loop over a pipeline whose inner step reads from ``uri``: only the body says so."""
    reads = step("reads", values={"d": Data(uri, "uri_file")}, inputs={"d": "uri_file"})
    outer = nested("outer", graph(reads))
    return graph(outer, loop("each", ParallelFor("outer", (Item("1", {}),)), outer))


def test_what_a_loop_will_read_is_not_deleted(
    run: Submit, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(three())
    uri = f"azureml://jobs/{step_of(done, 'a').name}/outputs/out"
    monkeypatch.setattr("runs.operations.begin.advance", lambda root_id: None)
    later = submit(body_that_reads(uri))
    with pytest.raises(Conflict, match="reads its outputs"):
        delete.delete(done)
    later.delete()
    delete.delete(done)


def test_what_others_begin_to_need_while_a_job_is_deleted_stays(
    run: Submit, workspace: Workspace, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = run(three())
    a = step_of(root, "a")
    place, plain = data(a), delete.deletion

    def registers_meanwhile(job: Job) -> delete.Deletion:
        told = plain(job)
        monkeypatch.setattr(delete, "deletion", plain)
        uri = a.outputs["out"]["uri"]
        register_data.register(workspace, alice, name="mine", type="uri_file", path=uri)
        return told

    monkeypatch.setattr(delete, "deletion", registers_meanwhile)
    told = delete.delete(root)
    assert [one.stays for one in told.stays] == ["registered"]
    assert place.exists()


def test_who_is_refused_in_the_last_moment_has_lost_nothing(
    run: Submit, submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(three())
    a = step_of(done, "a")
    MetricPoint.objects.create(job=a, key="loss", timestamp_ms=0, value="1")
    events = JobEvent.objects.filter(root=done).count()
    plain = delete.deletion

    def reads_meanwhile(job: Job) -> delete.Deletion:
        told = plain(job)
        monkeypatch.setattr(delete, "deletion", plain)
        monkeypatch.setattr("runs.operations.begin.advance", lambda root_id: None)
        submit(body_that_reads(f"azureml://jobs/{a.name}/outputs/out"))
        return told

    monkeypatch.setattr(delete, "deletion", reads_meanwhile)
    with pytest.raises(Conflict, match="reads its outputs"):
        delete.delete(done)
    assert JobEvent.objects.filter(root=done).count() == events > 0
    assert MetricPoint.objects.filter(job=a).count() == 1


def test_what_others_begin_to_need_while_data_is_cleaned_up_stays(
    run: Submit, workspace: Workspace, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = run(three(keep_intermediate_days=1))
    a = step_of(root, "a")
    ended = clock.now() - timedelta(days=2)
    Job.objects.filter(pk=root.pk).update(ended_at=ended)
    plain = clean_up._shown

    def registers_meanwhile(job: Job) -> set[str]:
        uri = a.outputs["out"]["uri"]
        register_data.register(workspace, alice, name="mine", type="uri_file", path=uri)
        return plain(job)

    monkeypatch.setattr(clean_up, "_shown", registers_meanwhile)
    clean_up.clean_up()
    assert data(a).exists()
    assert "deleted_at" not in step_of(root, "a").outputs["out"]
    assert "deleted_at" in step_of(root, "b").outputs["out"]


def test_over_rest_only_those_who_may_change(
    run: Submit, as_bob: APIClient, as_charlie: APIClient, as_dora: APIClient, url: Url
) -> None:
    root = run(three())
    assert as_bob.delete(url(f"jobs/{root.name}")).status_code == 403
    assert as_charlie.delete(url(f"jobs/{root.name}")).status_code == 404
    told = as_bob.get(url(f"jobs/{root.name}/deletion")).json()
    assert (told["steps"], told["outputs"], told["stays"]) == (3, 3, [])
    assert told["size_bytes"] == sum(
        one.outputs["out"]["size_bytes"] for one in Job.objects.filter(root=root)
    )
    assert as_dora.delete(url(f"jobs/{root.name}")).status_code == 200
    assert as_dora.get(url(f"jobs/{root.name}")).status_code == 404


def aged(root: Job, days: int) -> Job:
    Job.objects.filter(pk=root.pk).update(ended_at=clock.now() - timedelta(days=days, hours=1))
    return Job.objects.get(pk=root.pk)


def with_output(**settings: Any) -> Graph:
    return graph(step("a"), step("b", needs={"x": "a.out"}, binds={"out": "result"}), **settings)


def test_intermediate_data_goes_after_its_days_and_the_result_stays(
    run: Submit, as_bob: APIClient, url: Url
) -> None:
    root = run(with_output(keep_intermediate_days=7))
    a, b = data(step_of(root, "a")), data(step_of(root, "b"))
    aged(root, 6)
    assert clean_up.clean_up() == 0
    aged(root, 8)
    assert clean_up.clean_up() == 2
    assert gone(a)
    assert b.exists()
    shown = as_bob.get(url(f"jobs/{step_of(root, 'a').name}")).json()
    assert shown["outputs"]["out"]["deleted_at"] is not None
    assert as_bob.get(url(f"jobs/{root.name}")).json()["cleaned_at"] is not None
    files = as_bob.get(url(f"jobs/{step_of(root, 'a').name}/files?source=output:out"))
    assert (files.status_code, files.json()["code"]) == (404, "files-cleaned-up")
    assert clean_up.clean_up() == 0, "once is enough"


def test_a_step_whose_data_is_gone_is_not_reused(run: Submit) -> None:
    root = aged(run(with_output(keep_intermediate_days=0)), 1)
    assert clean_up.clean_up() == 2
    again = run(with_output(keep_intermediate_days=0))
    assert again.status == "Completed"
    assert step_of(again, "a").reused_from is None
    assert step_of(again, "b").reused_from == step_of(root, "b")


def test_the_workspace_has_a_default_that_a_pipeline_may_overrule(
    run: Submit, workspace: Workspace
) -> None:
    root = aged(run(with_output()), 3)
    forever = aged(run(with_output(keep_intermediate_days="forever", force_rerun=True)), 3)
    assert clean_up.clean_up() == 0
    Workspace.objects.update(keep_intermediate_days=2)
    assert clean_up.clean_up() == 2
    assert gone(data(step_of(root, "a")))
    assert data(step_of(forever, "a")).exists()


def test_registered_and_reused_data_stays(run: Submit, workspace: Workspace, alice: User) -> None:
    root = run(three(keep_intermediate_days=0))
    a = step_of(root, "a")
    register_data.register(
        workspace, alice, name="mine", type="uri_file", path=a.outputs["out"]["uri"]
    )
    wc = "wc -l ${{inputs.x}} > ${{outputs.out}}"
    other = run(graph(step("a"), step("b", wc, needs={"x": "a.out"})))
    assert step_of(other, "b").reused_from == step_of(root, "b")
    aged(root, 1)
    assert clean_up.clean_up() == 3
    assert data(a).exists()
    assert data(step_of(root, "b")).exists()
    assert gone(data(step_of(root, "c")))


def test_a_failed_job_keeps_its_data(run: Submit) -> None:
    shape = graph(step("a"), step("b", "exit 1", needs={"x": "a.out"}), keep_intermediate_days=0)
    root = aged(run(shape), 9)
    assert root.status == states.FAILED
    assert clean_up.clean_up() == 0
    assert data(step_of(root, "a")).exists()


def test_what_stays_is_asked_of_the_places_alone(
    run: Submit, workspace: Workspace, django_assert_max_num_queries: Any
) -> None:
    """However many data assets there are: none is read that lies elsewhere."""
    root = run(three())
    uri = step_of(root, "a").outputs["out"]["uri"]
    for number in range(30):
        elsewhere = f"azureml://datastores/workspaceblobstore/paths/other/{number}"
        register_data.register(
            workspace, None, name=f"d{number}", type="uri_folder", path=elsewhere
        )
    register_data.register(workspace, None, name="kept", type="uri_file", path=uri)
    steps = list(Job.objects.filter(root=root).exclude(type="pipeline"))
    if connection.vendor == "sqlite":  # another database has plans of its own
        found = plans(lambda: belongings.registered(root, steps))
        assert len([line for line in found if "place" in line]) > 2
        read = [line for line in found if re.search("dataversion|modelversion|dataasset", line)]
        assert [line for line in read if "place" not in line] == []
    with django_assert_max_num_queries(20):
        assert len(belongings.registered(root, steps).exact) == 1


@pytest.mark.parametrize(
    "name",
    [
        "{uri}",
        "{uri}/below",
        "azureml://subscriptions/s/resourcegroups/g/workspaces/w/{short}",
        "azureml://jobs/{job}/outputs/out",
        "azureml://jobs/{root}/outputs/out",
        "azureml://datastores/workspaceblobstore/paths/azureml/{job}",
    ],
)
def test_registered_data_stays_however_it_is_spelled(
    run: Submit, workspace: Workspace, name: str
) -> None:
    root = run(graph(step("a", binds={"out": "out"})))
    job = step_of(root, "a")
    uri = job.outputs["out"]["uri"].rstrip("/")
    kind = "uri_folder" if name.endswith(("below", "{job}")) else "uri_file"
    path = name.format(uri=uri, short=uri.removeprefix("azureml://"), job=job.name, root=root.name)
    register_data.register(workspace, None, name="kept", type=kind, path=path)
    assert [one.stays for one in delete.deletion(root).stays] == ["registered"]
