"""A sweep grows trials: real processes that log their metric over HTTP as MLflow clients do."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection

from designer.graph.document import OutputSettings
from designer.graph.model import Step
from runs import worker
from runs.models import Job, MetricPoint
from runs.operations import cancel, delete, removal, settle
from runs.operations import sweep as sweep_operations
from runs.plan import states
from runs.plan.trials import Trials
from studio.storage.datastores import Places
from tests.support.threaded_server import served
from tests.worker.conftest import Hide, Submit
from tests.worker.graphs import choice, graph, step, sweep
from tests.worker.interrupted import killed_at
from tests.worker.test_recovery import Start, begun, shared, start
from tests.worker.waiting import errors, statuses, step_of, until

__all__ = ["shared", "start"]
LOG = """log() { python3 - "$1" "$2" "$3" <<'END'
import json, os, sys, time, urllib.request
body = {"run_id": os.environ["MLFLOW_RUN_ID"], "key": sys.argv[1], "value": float(sys.argv[2]),
        "step": int(sys.argv[3]), "timestamp": int(time.time() * 1000)}
request = urllib.request.Request(
    os.environ["MLFLOW_TRACKING_URI"] + "/api/2.0/mlflow/runs/log-metric",
    data=json.dumps(body).encode(),
    headers={"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"],
             "Content-Type": "application/json"})
urllib.request.urlopen(request).read()
END
}
"""
TRAIN = LOG + "log loss ${{inputs.x}} 0; echo ${{inputs.x}} > ${{outputs.out}}"


@pytest.fixture(autouse=True)
def _tracking(workspace: object, settings: LazySettings) -> Iterator[None]:
    with served() as address:
        settings.PUBLIC_URL = address
        yield


def trials_of(root: Job, path: str = "tune") -> list[Job]:
    return list(Job.objects.filter(parent=step_of(root, path)).order_by("ordinal"))


def text_of(job: Job, name: str = "out") -> str:
    """What an output file of the job says."""
    return Places(job.workspace_id).locate(job.outputs[name]["uri"]).read_text().strip()


def test_a_grid_runs_every_combination_and_the_best_trials_outputs_are_the_sweeps(
    run: Submit,
) -> None:
    tune = sweep("tune", TRAIN, {"x": choice(3, 1, 2)})
    root = run(graph(tune, step("use", needs={"x": "tune.out"})))
    assert root.status == "Completed", errors(root)
    assert statuses(root) == dict.fromkeys(
        ["tune", "tune.trial_0", "tune.trial_1", "tune.trial_2", "use"], "Completed"
    )
    parent = step_of(root, "tune")
    trials = trials_of(root)
    assert [one.name for one in trials] == [f"{parent.name}_{n}" for n in range(3)]
    assert [json.loads(one.properties["hyperparameters"]) for one in trials] == [
        {"x": 3},
        {"x": 1},
        {"x": 2},
    ]
    assert {one.type for one in trials} == {"command"}
    assert parent.properties["best_child_run_id"] == f"{parent.name}_1"
    assert parent.outputs == trials[1].outputs, "linked, not copied"
    assert text_of(step_of(root, "use")) == "1"
    assert (root.steps_done, root.steps_total) == (5, 5)


def test_the_goal_maximize_takes_the_greatest(run: Submit) -> None:
    root = run(graph(sweep("tune", TRAIN, {"x": choice(3, 1, 2)}, goal="maximize")))
    assert text_of(step_of(root, "tune")) == "3"


def test_trials_see_their_values_as_variables_too(run: Submit) -> None:
    command = LOG + 'log loss 1 0; echo "$AZUREML_SWEEP_X" > ${{outputs.out}}'
    root = run(graph(sweep("tune", command, {"x": choice("blue")})))
    assert text_of(step_of(root, "tune")) == "blue"


def test_no_more_trials_run_at_once_than_allowed(run: Submit, tmp_path: Path) -> None:
    space = {"x": choice(1, 2, 3, 4)}
    root = run(graph(sweep("tune", TRAIN, space, max_concurrent_trials=1)))
    trials = trials_of(root)
    assert len(trials) == 4
    for before, after in itertools.pairwise(trials):
        assert before.ended_at is not None
        assert after.created_at >= before.ended_at


def test_random_sampling_stops_at_the_total_and_a_seed_gives_the_same_again(run: Submit) -> None:
    def points(seed: int) -> list[str]:
        space = {"x": {"type": "uniform", "min_value": 0, "max_value": 1}}
        sampling = {"type": "random", "seed": seed}
        tune = sweep("tune", TRAIN, space, sampling=sampling, max_total_trials=3)
        root = run(graph(tune, force_rerun=True))
        return [one.properties["hyperparameters"] for one in trials_of(root)]

    first = points(7)
    assert len(set(first)) == 3
    assert points(7) == first
    assert points(8) != first


def test_a_failed_trial_is_passed_over(run: Submit) -> None:
    command = LOG + "log loss ${{inputs.x}} 0; [ ${{inputs.x}} != 1 ]; echo ok > ${{outputs.out}}"
    root = run(graph(sweep("tune", "set -e; " + command, {"x": choice(1, 2, 3)})))
    assert root.status == "Completed", errors(root)
    assert statuses(root)["tune.trial_0"] == "Failed"
    assert step_of(root, "tune").properties["best_child_run_id"].endswith("_1")


def test_a_sweep_fails_when_all_trials_failed(run: Submit) -> None:
    root = run(graph(sweep("tune", "exit 3", {"x": choice(1, 2)})))
    error = step_of(root, "tune").error or {}
    assert (root.status, error["code"]) == ("Failed", "all-trials-failed")
    assert "exit code 3" in error["message"]


def test_a_sweep_fails_when_no_trial_logged_the_metric(run: Submit) -> None:
    command = TRAIN.replace("log loss", "log los")
    root = run(graph(sweep("tune", command, {"x": choice(1, 2)})))
    error = step_of(root, "tune").error or {}
    assert error["code"] == "metric-missing"
    assert 'Did you mean "los"?' in error["message"]
    assert set(statuses(root).values()) == {"Completed", "Failed"}


def test_a_policy_stops_a_trial_that_is_worse_than_others_while_it_runs(run: Submit) -> None:
    command = LOG + (
        "for n in 1 2; do log loss ${{inputs.x}} $n; done; echo ok > ${{outputs.out}}; "
        "if [ ${{inputs.x}} = 9 ]; then sleep 600; fi"
    )
    policy = {
        "type": "bandit",
        "slack_amount": 1,
        "evaluation_interval": 2,
        "delay_evaluation": 0,
    }
    tune = sweep("tune", command, {"x": choice(1, 9)}, termination=policy, max_concurrent_trials=1)
    root = run(graph(tune))
    assert root.status == "Completed", errors(root)
    good, bad = trials_of(root)
    assert (good.status, bad.status) == ("Completed", "Canceled")
    assert (bad.error or {})["code"] == "early-termination"
    assert "bandit" in (bad.error or {})["message"]


@pytest.mark.usefixtures("workspace")
def test_a_policy_reads_what_was_logged_before_its_transaction_and_no_more_than_it_needs(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = {
        "type": "truncation_selection",
        "truncation_percentage": 50,
        "evaluation_interval": 1,
        "delay_evaluation": 3,
    }
    root = submit(graph(sweep("tune", TRAIN, {"x": choice(1, 9)}, termination=policy)))
    for trial, count in zip(trials_of(root), (3, 9), strict=True):
        Job.objects.filter(pk=trial.pk).update(status="Running")
        for n in range(count):
            MetricPoint.objects.create(job=trial, key="loss", step=n, timestamp_ms=n, value=count)
    read: list[int] = []
    plain = sweep_operations.series_of

    def outside(*given: Any) -> dict[int, list[float]]:
        found = plain(*given)
        if found:
            assert not connection.in_atomic_block
            read.append(max(len(one) for one in found.values()))
        return found

    monkeypatch.setattr(sweep_operations, "series_of", outside)
    tune = step_of(root, "tune")
    known = Trials.of(tune.growth["memory"], 0)
    known.judged["trial_1"] = 9
    tune.growth["memory"] = known.as_json()
    tune.save()
    settle.look(root.pk, tune.pk)
    assert read == [3]
    memory = step_of(root, "tune").growth["memory"]
    assert (memory["judged"], memory["stopped"]) == ({"trial_0": 3, "trial_1": 9}, [])


def test_when_the_time_is_up_the_best_so_far_has_won(run: Submit) -> None:
    command = TRAIN + "; if [ ${{inputs.x}} = 2 ]; then sleep 600; fi"
    tune = sweep("tune", command, {"x": choice(1, 2, 3)}, timeout=6, max_concurrent_trials=1)
    root = run(graph(tune))
    assert root.status == "Completed", errors(root)
    first, second = trials_of(root)
    assert (second.status, (second.error or {})["code"]) == ("Canceled", "sweep-timeout")
    assert step_of(root, "tune").properties["best_child_run_id"] == first.name


def test_a_trial_has_a_time_limit_of_its_own(run: Submit) -> None:
    tune = sweep("tune", "sleep 600", {"x": choice(1)}, trial_timeout=1)
    root = run(graph(tune))
    assert (trials_of(root)[0].error or {})["code"] == "timeout"


def test_an_address_of_the_sweeps_own_gets_a_copy_of_the_best(run: Submit) -> None:
    where = "azureml://datastores/workspaceblobstore/paths/best/model.txt"
    settings = {"out": OutputSettings(path=where)}
    root = run(graph(sweep("tune", TRAIN, {"x": choice(2, 1)}, outputs_of=settings)))
    parent = step_of(root, "tune")
    assert parent.outputs["out"]["uri"] == where
    assert text_of(parent) == "1"


def test_a_cancel_ends_the_trials_and_begins_no_more(
    submit: Submit, workers: worker.Workers
) -> None:
    tune = sweep("tune", "sleep 600", {"x": choice(1, 2, 3)}, max_concurrent_trials=2)
    root = submit(graph(tune))
    until(lambda: list(statuses(root).values()).count("Running") == 3)
    cancel.cancel(step_of(root, "tune"))
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    assert statuses(root) == dict.fromkeys(["tune", "tune.trial_0", "tune.trial_1"], "Canceled")


def test_a_sweep_is_reused_as_a_whole_and_so_are_trials(run: Submit) -> None:
    def tuned(*values: int) -> Step:
        return sweep("tune", TRAIN, {"x": choice(*values)})

    first = run(graph(tuned(2, 1)))
    again = run(graph(tuned(2, 1)))
    assert step_of(again, "tune").reused_from == step_of(first, "tune")
    assert not trials_of(again)
    more = run(graph(tuned(2, 1, 0)))
    assert step_of(more, "tune").reused_from is None
    assert [one.reused_from is not None for one in trials_of(more)] == [True, True, False]
    assert text_of(step_of(more, "tune")) == "0"


def test_a_standalone_sweep_job_is_its_own_root(run: Submit) -> None:
    tune = sweep("step", TRAIN, {"x": choice(2, 1)})
    root = run(graph(tune, kind="sweep"))
    assert (root.status, root.type) == ("Completed", "sweep")
    trials = list(Job.objects.filter(parent=root).order_by("ordinal"))
    assert [one.name for one in trials] == [f"{root.name}_0", f"{root.name}_1"]
    assert {one.status for one in trials} == {"Completed"}
    assert root.properties["best_child_run_id"] == trials[1].name
    assert text_of(root) == "1"
    assert root.steps_done == root.steps_total


def test_a_standalone_sweep_can_be_canceled(submit: Submit, workers: worker.Workers) -> None:
    root = submit(graph(sweep("step", "sleep 600", {"x": choice(1, 2)}), kind="sweep"))
    until(lambda: Job.objects.filter(parent=root, status="Running").count() == 2)
    cancel.cancel(Job.objects.get(pk=root.pk))
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    found = Job.objects.filter(parent=root).values_list("status", flat=True)
    assert set(found) == {"Canceled"}
    assert Job.objects.get(pk=root.pk).status == "Canceled"


def test_after_kill_9_a_sweep_goes_on_with_the_trials_that_it_had(
    submit: Submit,
    start: Start,
    shared: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: LazySettings,
) -> None:
    monkeypatch.setenv("STUDIO_PUBLIC_URL", settings.PUBLIC_URL)
    monkeypatch.setenv("STUDIO_SECRET_KEY", settings.SECRET_KEY)  # its steps' tokens are for us
    command = (
        f"echo $AZUREML_RUN_ID >> {shared}/begun; while [ ! -e {shared}/go ]; do sleep 0.05; done; "
        + TRAIN
    )
    space = {"x": {"type": "uniform", "min_value": 0, "max_value": 1}}
    told: dict[str, Any] = {
        "sampling": {"type": "random"},
        "max_total_trials": 4,
        "max_concurrent_trials": 2,
    }
    root = submit(graph(sweep("tune", command, space, **told)))
    first = start()
    until(lambda: begun(shared) == 2)
    before = [one.properties["hyperparameters"] for one in trials_of(root)]
    first.kill()
    start()
    (shared / "go").touch()
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    assert Job.objects.get(pk=root.pk).status == "Completed", errors(root)
    trials = trials_of(root)
    assert [one.name for one in trials] == [f"{step_of(root, 'tune').name}_{n}" for n in range(4)]
    found = [one.properties["hyperparameters"] for one in trials]
    assert found[:2] == before
    assert len(set(found)) == 4, "no point is sampled twice"
    ran = (shared / "begun").read_text().split()
    assert sorted(set(ran)) == [one.name for one in trials]
    assert len(ran) == 6, "those that were killed ran again, the others once"


def test_the_outputs_of_a_reused_sweep_outlive_the_job_that_made_them(run: Submit) -> None:
    def tuned() -> Step:
        return sweep("tune", TRAIN, {"x": choice(2, 1)})

    first = run(graph(tuned()))
    again = run(graph(tuned()))
    assert step_of(again, "tune").reused_from == step_of(first, "tune")
    delete.delete(Job.objects.get(pk=first.pk))
    assert text_of(step_of(again, "tune")) == "1"


@pytest.mark.parametrize("times", range(4))
@pytest.mark.usefixtures("one_by_one")
def test_the_outputs_of_a_reused_sweep_outlive_a_deletion_in_two_goes(
    run: Submit, hide: Hide, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    first, again = (run(graph(sweep("tune", TRAIN, {"x": choice(2, 1)}))) for _ in range(2))
    hide(first)
    killed_at(monkeypatch, "_next_size", times)
    removal.go_on()
    assert not Job.objects.filter(pk=first.pk).exists()
    assert text_of(step_of(again, "tune")) == "1"
