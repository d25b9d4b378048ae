"""Steps that their worker gives up or loses, and what goes wrong beside a step."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.db import OperationalError

from designer.graph.document import OutputSettings
from designer.models import Compute
from runs import keeper, tasks
from runs.execution.order import Outcome
from runs.execution.stopping import StopSignal
from runs.models import Attempt, Job
from runs.operations import claim as claims
from runs.operations import (
    dispatch,
    finish,
    losses,
    move,
    reconcile,
    register_outputs,
    settle,
    work,
    worker_identity,
)
from runs.operations.running import Running, registry
from runs.plan import states
from studio.lib import clock
from studio.models import Workspace
from tests.worker import graphs
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.test_recovery import claimed, lose
from tests.worker.waiting import statuses, step_of, until

GIVEN_UP = Outcome("lost")


def test_a_step_that_its_own_keeper_gave_up_is_queued_again(submit: Submit) -> None:
    """The database was away for long, and is back before anybody has taken the step over."""
    root = submit(graphs.linear())
    claim = claimed(root)
    assert finish.start(claim, {}) == "ours"
    assert finish.finish(claim, GIVEN_UP) is not None
    assert statuses(root) == {"a": "Queued", "b": "NotStarted", "c": "NotStarted"}
    assert Attempt.objects.get(pk=claim.attempt_id).outcome == "lost"


def test_a_step_that_is_given_up_counts_as_lost(submit: Submit) -> None:
    root = submit(graphs.linear())
    for _ in range(3):
        finish.finish(claimed(root), GIVEN_UP)
    error = step_of(root, "a").error
    assert error is not None and error["code"] == "worker-lost"


def test_a_step_that_is_given_up_while_it_is_canceled_is_canceled(submit: Submit) -> None:
    root = submit(graphs.linear())
    claim = claimed(root)
    finish.start(claim, {})
    Job.objects.filter(pk=claim.job.id).update(status=states.CANCEL_REQUESTED)
    finish.finish(claim, GIVEN_UP)
    assert step_of(root, "a").status == "Canceled"


@pytest.fixture
def held() -> Iterator[list[Running]]:
    """What the registry is told of, and forgets when the test ends."""
    registry.open()
    entered: list[Running] = []
    yield entered
    for one in entered:
        registry.leave(one.attempt_id)


def test_the_keeper_gives_up_only_what_it_could_not_renew(
    held: list[Running], settings: LazySettings
) -> None:
    now = time.monotonic()
    old = Running(1, 1, StopSignal(), since=now - settings.LEASE_SECONDS)
    new = Running(2, 2, StopSignal(), since=now)
    held += [old, new]
    for one in held:
        registry.enter(one)
    keeper.Leases().give_up_late()
    assert (old.stop.reason, new.stop.reason) == ("lost", None)


def test_a_database_that_is_away_for_longer_than_a_lease_only_delays(
    submit: Submit,
    workspace: Workspace,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """Nobody else is there to take the step over; it ends here, and is queued again."""
    settings.LEASE_SECONDS = 1.5
    plain = claims.renew

    def away(ids: list[int]) -> set[int]:
        raise OperationalError

    monkeypatch.setattr(claims, "renew", away)
    root = submit(graph(step("a", "sleep 3; echo > ${{outputs.out}}"), step("b")))
    request.getfixturevalue("workers")
    until(lambda: Attempt.objects.filter(job__path="a", outcome="lost").exists())
    monkeypatch.setattr(claims, "renew", plain)
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    assert Job.objects.get(pk=root.pk).status == "Completed"


def test_slow_work_beside_the_steps_costs_no_lease(
    submit: Submit,
    workspace: Workspace,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    settings.LEASE_SECONDS = 1.5
    monkeypatch.setattr(keeper, "RECONCILE_SECONDS", 0.0)
    is_at_it, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        is_at_it.set()
        may_end.wait(30)

    monkeypatch.setattr(reconcile, "reconcile", slow)
    root = submit(graph(step("a", "sleep 4; echo > ${{outputs.out}}")))
    request.getfixturevalue("workers")
    try:
        assert is_at_it.wait(10)
        until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    finally:
        may_end.set()
    assert Attempt.objects.get(job__root=root).outcome == "completed"


def test_a_lease_that_was_renewed_meanwhile_is_left_alone(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = claimed(submit(graphs.linear()))
    ended: list[object] = []
    monkeypatch.setattr("runs.execution.process.end_leftovers", lambda *one: ended.append(one))
    lose(claim)
    read = Attempt.objects.select_related("job").get(pk=claim.attempt_id)
    claims.renew([claim.attempt_id])
    losses.take_over(read)
    assert (ended, Attempt.objects.get(pk=claim.attempt_id).ended_at) == ([], None)


def test_who_takes_over_may_be_killed_half_way(
    submit: Submit, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = submit(graphs.linear())
    claim = claimed(root)
    lose(claim)
    with monkeypatch.context() as patched:
        patched.setattr(losses, "give_back", lambda attempt: None)
        reconcile.reconcile()
    reconcile.reconcile()
    assert step_of(root, "a").status == "Preparing"  # somebody may be at it
    settings.LEASE_SECONDS = 0
    reconcile.reconcile()
    assert step_of(root, "a").status == "Queued"


def test_what_goes_wrong_after_an_end_holds_up_nothing(
    run: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the next step of the worker, nor those that it would claim after it."""

    def broken(*given: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(register_outputs, "_register", broken)
    first = step("a", settings={"out": OutputSettings(name="made")})
    rest = step("b", needs={"x": "a.out"}), step("c", needs={"x": "b.out"})
    root = run(graph(first, *rest, force_rerun=True))
    assert root.status == "Completed"
    assert [one.outcome for one in Attempt.objects.all()] == ["completed"] * 3
    until(lambda: not registry.all())


def test_a_step_that_could_not_be_run_is_left(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> None:
        raise RuntimeError

    registry.open()
    monkeypatch.setattr(work, "Follower", broken)
    root = submit(graphs.linear())
    compute = step_of(root, "a").compute_id
    assert compute is not None
    with pytest.raises(RuntimeError):
        tasks.work(compute)
    assert not registry.all()


def test_work_is_announced_as_well_as_may_be(
    submit: Submit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*given: object) -> None:
        raise OperationalError

    monkeypatch.setattr(Compute.objects, "select_related", away)
    dispatch.announce({1: 1})
    assert "could not be announced yet" in caplog.text


def test_an_end_is_written_whatever_follows_from_it(
    submit: Submit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    root = submit(graphs.linear())
    claim = claimed(root)
    plain = settle.settle
    called: list[None] = []

    def leaves_more(moves: move.Moves) -> None:
        plain(moves)
        moves.after += [broken, lambda: called.append(None)]

    def broken() -> None:
        raise OperationalError

    monkeypatch.setattr(settle, "settle", leaves_more)
    finish.start(claim, {})
    ended = finish.finish(claim, Outcome("completed", 0), worker_identity.this_process())
    assert ended is not None and ended.following is not None
    assert not called
    move.follow_up(ended.after)
    assert called == [None]
    assert "could not be done yet" in caplog.text


def mlflow_run(root: Job, parent: Job, status: str) -> Job:
    common = ("workspace", "experiment", "created_by", "created_at")
    return Job.objects.create(
        **{name: getattr(root, name) for name in common},
        name="a-run",
        path=f"{parent.path}.a-run",
        type="mlflow_run",
        root=root,
        parent=parent,
        status=status,
    )


def test_an_mlflow_run_below_a_pipeline_says_nothing_of_it(submit: Submit) -> None:
    root = submit(graph(step("a")))
    claim = claimed(root)
    mlflow_run(root, root, status="Failed")
    finish.start(claim, {})
    finish.finish(claim, replace(GIVEN_UP, ending="completed"))
    assert Job.objects.get(pk=root.pk).status == "Completed"


def test_mlflow_runs_of_a_script_that_is_lost_end_with_it(submit: Submit) -> None:
    root = submit(graph(step("a")))
    claim = claimed(root)
    finish.start(claim, {})
    script_run = mlflow_run(root, step_of(root, "a"), status="Running")
    lose(claim)
    reconcile.reconcile()
    assert Job.objects.get(pk=script_run.pk).status == "Canceled"


def test_a_wide_start_is_no_deeper_than_a_narrow_one(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settle, "READY_AT_ONCE", 1)
    root = submit(graph(*(step(f"s{n}", outputs={}) for n in range(300))))
    assert set(statuses(root).values()) == {"Queued"}


def test_an_attempt_of_a_time_long_past_is_no_loss(submit: Submit) -> None:
    """What was lost, queued and taken again is in good hands."""
    root = submit(graphs.linear())
    lose(claimed(root))
    reconcile.reconcile()
    claimed(root)
    assert list(losses.left_half_done(clock.now())) == []
