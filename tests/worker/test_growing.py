"""The mechanism of growing steps: counters, kills, and whatever order things end in."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from designer.graph.document import PipelineDocument
from designer.graph.model import Data, DoWhile, Graph, Item, Literal, ParallelFor
from designer.models import Compute
from runs.execution.order import Failure, Outcome
from runs.execution.stopping import StopSignal
from runs.models import GROWING, AssetUse, Attempt, Job, JobEvent
from runs.operations import (
    begin,
    finish,
    gather,
    grow,
    move,
    reconcile,
    settle,
    worker_identity,
)
from runs.operations.begin import Request
from runs.operations.cancel import cancel
from runs.operations.claim import Claim, claim_next
from runs.operations.running import Running, registry
from runs.plan import loops, states
from runs.plan.growth import End, Growing, Next
from studio.lib import clock
from studio.models import User, Workspace
from studio.storage.datastores import Places
from tests.worker.conftest import Submit
from tests.worker.graphs import counting, gate, graph, loop, nested, step
from tests.worker.test_claims import at_once
from tests.worker.test_recovery import Start, shared, start
from tests.worker.waiting import statuses, step_of, until

__all__ = ["shared", "start"]


def items(count: int) -> tuple[Item, ...]:
    return tuple(Item(str(n), {}) for n in range(1, count + 1))


def loops_in_loops(go_on: bool, condition: str) -> Graph:
    """each (2 items): a pipeline of prep and a loop over count; a gate between two others."""
    body = counting("count", limit=3)
    inner = graph(step("prep"), body, loop("again", DoWhile("count", True, {}, 2), body))
    outer = nested("outer", inner)
    return graph(
        outer,
        loop("each", ParallelFor("outer", items(2), most_at_once=1), outer),
        step("yes"),
        step("no"),
        gate("gate", Literal(condition), ["yes"], ["no"]),
        step("after", needs={"x": "no.out"}),
        continue_on_step_failure=go_on,
        force_rerun=True,
    )


def check_counters(root: Job) -> None:
    """What rows count is what is there."""
    rows = list(Job.objects.filter(root=root))
    leaves = [one for one in rows if one.type != "pipeline"]
    around = [one for one in rows if one.type == "pipeline" or one.type in GROWING]
    for job in [Job.objects.get(pk=root.pk), *around]:
        below = f"{job.path}." if job.path else ""
        inside = [one for one in leaves if one.path.startswith(below)]
        ended = [one for one in inside if one.status in states.ENDED]
        assert (job.steps_done, job.steps_total) == (len(ended), len(inside)), job.path
        if job.status in states.ENDED:
            assert len(ended) == len(inside), job.path
        elif job.type in GROWING and job.status in states.HELD:
            children = [one for one in rows if one.parent_id == job.pk]
            assert any(one.status not in states.ENDED for one in children), job.path
            assert job.growth["counts"]["live"] == sum(
                one.status not in states.ENDED for one in children
            )


def perform(choice: int, held: list[Claim], root: Job, compute: Compute) -> None:
    """One thing that may happen: a claim, an end of one kind or another, a cancel."""
    if choice <= 4:
        claim = claim_next(compute.pk, worker_identity.this_process())
        held += [claim] if claim is not None else []
    elif choice <= 11 and held:
        claim = held.pop(choice % len(held))
        finish.start(claim, {})
        if choice == 11:
            end(claim, Outcome("failed", 1, failure=Failure("exit", "It failed.")))
        else:
            end(claim, Outcome("completed", 0))
    elif choice == 12:
        rows = list(Job.objects.filter(root=root).order_by("pk"))
        cancel(rows[len(held) * 7 % len(rows)])
    elif choice == 13:
        for pair in Job.objects.filter(root=root, type__in=GROWING).values_list("root", "pk"):
            settle.look(pair[0] or root.pk, pair[1])


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@examples(
    choices=st.lists(st.integers(0, 13), max_size=30),
    go_on=st.booleans(),
    condition=st.sampled_from(["true", "false", "neither"]),
)
def test_counters_hold_in_whatever_order_things_end(
    submit: Submit,
    workspace: Workspace,
    choices: Sequence[int],
    go_on: bool,
    condition: str,
) -> None:
    root = submit(loops_in_loops(go_on, condition))
    compute = Compute.objects.get(workspace=workspace, name="cpu-cluster")
    held: list[Claim] = []
    check_counters(root)
    for choice in choices:
        perform(choice, held, root, compute)
        check_counters(root)
    while Job.objects.get(pk=root.pk).status not in states.ENDED:
        before = JobEvent.objects.filter(root=root).count()
        perform(0, held, root, compute)
        perform(5, held, root, compute)
        check_counters(root)
        assert JobEvent.objects.filter(root=root).count() > before, "Nothing goes on any more."
    assert not Job.objects.filter(root=root).exclude(status__in=states.ENDED).exists()
    numbers = list(
        JobEvent.objects.filter(root=root).order_by("sequence").values_list("sequence", flat=True)
    )
    assert numbers == list(range(1, len(numbers) + 1))
    root.delete()


def test_after_kill_9_a_loop_goes_on_where_it_was(
    submit: Submit, start: Start, shared: Path
) -> None:
    wait = (
        f"echo x >> {shared}/begun; while [ ! -e {shared}/go ]; do sleep 0.05; done;"
        f" echo {{}} > ${{{{outputs.out}}}}"
    )
    body = step("body", wait, values={"n": "1"}, deterministic=False)
    pairs = tuple(Item(str(n), {"n": Literal(str(n))}) for n in (1, 2, 3))
    root = submit(graph(body, loop("each", ParallelFor("body", pairs, most_at_once=2), body)))
    first = start()
    until(lambda: (shared / "begun").exists() and "Running" in statuses(root).values())
    first.kill()
    (shared / "go").touch()
    start()
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    assert set(statuses(root).values()) == {"Completed"}
    check_counters(root)
    assert step_of(root, "each").outputs["out"]["type"] == "mltable"


def end(claim: Claim, outcome: Outcome) -> None:
    ended = finish.finish(claim, outcome)
    move.follow_up(ended.after if ended is not None else ())


def finalizing(submit: Submit, monkeypatch: pytest.MonkeyPatch, count: int = 2) -> Job:
    """A job whose loop waits for its outputs to be put together: nobody has begun."""
    body = counting(limit=1)
    root = submit(graph(body, loop("each", ParallelFor("body", items(count)), body)))
    compute = Compute.objects.get(name="cpu-cluster")
    with monkeypatch.context() as patched:
        patched.setattr(settle, "put_together", lambda root_id, step_id: None)
        while claim := claim_next(compute.pk, worker_identity.this_process()):
            finish.start(claim, {})
            end(claim, Outcome("completed", 0, outputs=made(claim)))
    assert step_of(root, "each").status == "Finalizing"
    return root


def made(claim: Claim) -> dict[str, dict[str, Any]]:
    """What the step has put in the place of its outputs."""
    found, places = {}, Places(claim.workspace_id)
    for name, one in claim.row["plan"]["outputs"].items():
        place = places.locate(one["uri"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("1")
        found[name] = {"type": one["type"], "uri": one["uri"], "digest": "1", "value": "1"}
    return found


def test_outputs_that_nobody_puts_together_are(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = finalizing(submit, monkeypatch)
    reconcile.reconcile()
    until(lambda: Job.objects.get(pk=root.pk).status == "Completed")
    each = step_of(root, "each")
    assert each.outputs["file"]["files_count"] == 3
    assert [one.outcome for one in each.attempts.all()] == ["completed"]


def test_outputs_that_a_killed_studio_had_begun_to_put_together_are(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = finalizing(submit, monkeypatch)
    each = step_of(root, "each")
    mine = gather.take(each.pk, worker_identity.this_process(), clock.now())
    assert mine is not None
    registry.enter(Running(each.pk, mine.attempt_id, StopSignal()))
    reconcile.reconcile()
    registry.leave(mine.attempt_id)
    assert step_of(root, "each").status == "Finalizing"  # somebody is at it
    lapsed = clock.now() - timedelta(hours=1)
    Attempt.objects.filter(pk=mine.attempt_id).update(lease_until=lapsed)
    reconcile.reconcile()
    until(lambda: Job.objects.get(pk=root.pk).status == "Completed")
    assert [one.outcome for one in each.attempts.order_by("number")] == ["lost", "completed"]


def test_outputs_are_put_together_by_one_worker(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = finalizing(submit, monkeypatch)
    each = step_of(root, "each")
    plain, times = gather.end_of, []

    def counted(mine: gather.Gathering) -> End:
        times.append(mine)
        return plain(mine)

    monkeypatch.setattr(gather, "end_of", counted)
    at_once(4, lambda: settle.put_together(root.pk, each.pk))
    assert len(times) == 1
    assert Job.objects.get(pk=root.pk).status == "Completed"


def test_who_lost_the_right_to_put_outputs_together_does_not_write_the_end(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = finalizing(submit, monkeypatch)
    each = step_of(root, "each")

    def loses(mine: gather.Gathering) -> End:
        Attempt.objects.filter(pk=mine.attempt_id).update(ended_at=clock.now(), outcome="lost")
        return End("Failed")

    with monkeypatch.context() as patched:
        patched.setattr(gather, "end_of", loses)
        settle.put_together(root.pk, each.pk)
    assert step_of(root, "each").status == "Finalizing"
    settle.put_together(root.pk, each.pk)
    assert step_of(root, "each").status == "Completed"


def test_outputs_whose_putting_together_ends_the_worker_each_time_fail_their_step(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = finalizing(submit, monkeypatch)
    each = step_of(root, "each")
    for _ in range(3):
        assert gather.take(each.pk, worker_identity.this_process(), clock.now()) is not None
        each.attempts.update(ended_at=clock.now(), outcome="lost")
    settle.put_together(root.pk, each.pk)
    error = step_of(root, "each").error
    assert error is not None and error["code"] == "worker-lost"


def test_what_the_body_of_a_loop_is_given_is_noted_once_it_is_grown(submit: Submit) -> None:
    raw = Data("azureml://datastores/workspaceblobstore/paths/raw.txt", "uri_file", asset="raw:1")
    inner = graph(step("reads", values={"d": raw}, inputs={"d": "uri_file"}))
    outer = nested("outer", inner)
    root = submit(graph(outer, loop("each", ParallelFor("outer", items(2)), outer)))
    noted = AssetUse.objects.filter(job__root=root).values_list("job__path", "input")
    assert sorted(noted) == [
        ("each.item_1.reads", "d"),
        ("each.item_2.reads", "d"),
    ]


def test_what_a_kind_did_before_it_broke_is_undone(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = grow._keep

    def breaks_once(*given: Any) -> None:
        monkeypatch.setattr(grow, "_keep", keep)
        raise RuntimeError

    monkeypatch.setattr(grow, "_keep", breaks_once)
    body = counting()
    root = submit(graph(body, loop("each", ParallelFor("body", items(3)), body)))
    assert statuses(root) == {"each": "Failed"}
    root = Job.objects.get(pk=root.pk)
    assert (root.status, root.steps_total) == ("Failed", 1)
    check_counters(root)
    assert step_of(root, "each").growth["counts"]["grown"] == 0


def test_a_kind_that_breaks_fails_its_step_and_nothing_hangs(
    run: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(step: Growing) -> Next:
        if step.ended:
            raise RuntimeError("a fault")
        return loops.parallel_for(step)

    monkeypatch.setattr(grow, "KINDS", {**grow.KINDS, "parallel_for": broken})
    body = counting(limit=1)
    root = run(graph(body, loop("each", ParallelFor("body", items(3)), body)))
    error = step_of(root, "each").error
    assert error is not None and error["code"] == "studio-fault"
    assert root.status == "Failed"
    check_counters(root)


def test_a_growing_step_takes_no_instances(submit: Submit, workspace: Workspace) -> None:
    body = counting()
    root = submit(graph(body, loop("loop", DoWhile("body", "more", {"next": ("n",)}, 3), body)))
    each = step_of(root, "loop")
    assert (each.status, each.compute, each.attempt) == ("Running", None, 0)
    assert step_of(root, "loop.iteration_1").status == "Queued"


def test_what_a_condition_decided_is_decided_again_when_the_rest_runs_again(
    run: Submit, submit: Submit, workspace: Workspace, alice: User
) -> None:
    root = submit(
        graph(
            step("yes"),
            step("no"),
            gate("gate", Literal("true"), ["yes"], ["no"]),
            step("bad", "exit 1", needs={"x": "yes.out"}),
        )
    )
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    shape = graph(
        step("yes"),
        step("no"),
        gate("gate", Literal("true"), ["yes"], ["no"]),
        step("bad", "cp ${{inputs.x}} ${{outputs.out}}", needs={"x": "yes.out"}),
    )
    kept = {path: step_of(root, path).name for path in ("yes", "gate", "no")}
    request = Request(workspace, alice, keeps=kept)
    again = begin.begin(request, PipelineDocument(), shape)
    until(lambda: Job.objects.get(pk=again.pk).status in states.ENDED)
    assert statuses(again) == {
        "yes": "Completed",
        "no": "Canceled",
        "gate": "Completed",
        "bad": "Completed",
    }
    assert step_of(again, "yes").reused_from == step_of(root, "yes")
