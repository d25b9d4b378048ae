"""Workers racing for steps: each is won once, in order, and no compute is ever overbooked."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from designer.graph.model import Graph, Step
from designer.models import Compute
from runs.execution.order import Outcome
from runs.models import Attempt, Job
from runs.operations import finish, worker_identity
from runs.operations.claim import Claim, claim_next, instances_in_use
from studio.models import Workspace
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, linear, step
from tests.worker.waiting import step_of

DONE = Outcome("completed", 0)
MADE = Outcome(
    "completed",
    0,
    outputs={"out": {"type": "uri_file", "uri": "azureml://datastores/d/paths/x", "digest": "1"}},
)


def independent(counts: list[int]) -> Graph:
    steps = [
        step(f"s{n}", outputs={}, resources={"instance_count": count})
        for n, count in enumerate(counts)
    ]
    return graph(*steps, force_rerun=True)


def cluster(workspace: Workspace) -> Compute:
    return workspace.computes.get(name="cpu-cluster")


def at_once(count: int, call: Callable[[], object]) -> list[object]:
    """``call`` in so many threads that all begin together."""
    gate = threading.Barrier(count)

    def one() -> object:
        try:
            gate.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(one) for _ in range(count)]]


def test_racing_workers_win_each_step_once(submit: Submit, workspace: Workspace) -> None:
    submit(independent([1] * 30))
    compute = cluster(workspace)

    def drain() -> list[int]:
        won = []
        while claim := claim_next(compute.pk, worker_identity.this_process()):
            assert instances_in_use(compute.pk) <= compute.max_instances
            won.append(claim.job.id)
            assert finish.start(claim, {}) == "ours"
            assert finish.finish(claim, DONE)
        return won

    won = [job for some in at_once(6, drain) for job in some]  # type: ignore[attr-defined]
    assert len(won) == len(set(won)) == 30
    assert Attempt.objects.count() == 30
    assert Job.objects.get(root=None).status == "Completed"


def test_only_as_many_as_fit_are_won_together(submit: Submit, workspace: Workspace) -> None:
    submit(independent([1] * 10))
    compute = cluster(workspace)
    found = at_once(8, lambda: claim_next(compute.pk, worker_identity.this_process()))
    assert sum(one is not None for one in found) == compute.max_instances


def test_first_come_first_served_across_jobs(submit: Submit, workspace: Workspace) -> None:
    first, second = submit(independent([1, 1])), submit(independent([1, 1]))
    names = []
    for _ in range(4):
        claim = claim_next(cluster(workspace).pk, worker_identity.this_process())
        assert claim is not None
        names.append(claim.job.name)
    wanted = [step_of(root, path).name for root in (first, second) for path in ("s0", "s1")]
    assert names == wanted


def test_higher_priority_goes_first(submit: Submit, workspace: Workspace) -> None:
    root = submit(independent([1, 1, 1]))
    Job.objects.filter(root=root, path="s2").update(priority=5)
    claim = claim_next(cluster(workspace).pk, worker_identity.this_process())
    assert claim is not None
    assert claim.job.path == "s2"


def test_an_end_hands_on_the_next_step_of_the_same_job(
    submit: Submit, workspace: Workspace
) -> None:
    root = submit(linear(force_rerun=True))
    worker = worker_identity.this_process()
    claim = claim_next(cluster(workspace).pk, worker)
    order = []
    while claim is not None:
        order.append(claim.job.path)
        assert finish.start(claim, {}) == "ours"
        ended = finish.finish(claim, MADE, worker)
        assert ended is not None
        claim = ended.following
    assert order == ["a", "b", "c"]
    assert Job.objects.get(pk=root.pk).status == "Completed"
    assert Attempt.objects.filter(ended_at=None).count() == 0


def test_an_end_hands_on_nothing_while_another_job_is_next_in_line(
    submit: Submit, workspace: Workspace
) -> None:
    worker = worker_identity.this_process()
    submit(linear(force_rerun=True))
    first = claim_next(cluster(workspace).pk, worker)
    other = submit(independent([1]))
    assert first is not None
    assert finish.start(first, {}) == "ours"
    ended = finish.finish(first, MADE, worker)
    assert ended is not None
    assert ended.following is None
    following = claim_next(cluster(workspace).pk, worker)
    assert following is not None
    assert following.root_id == other.pk


def test_racing_workers_that_are_handed_steps_never_overbook(
    submit: Submit, workspace: Workspace
) -> None:
    submit(independent([1, 2] * 10))
    submit(independent([1] * 10))
    compute = cluster(workspace)
    worker = worker_identity.this_process()

    def drain() -> list[int]:
        won = []
        claim = claim_next(compute.pk, worker)
        while claim is not None:
            assert instances_in_use(compute.pk) <= compute.max_instances
            won.append(claim.job.id)
            assert finish.start(claim, {}) == "ours"
            ended = finish.finish(claim, DONE, worker)
            assert ended is not None
            claim = ended.following or claim_next(compute.pk, worker)
        return won

    won = [job for some in at_once(6, drain) for job in some]  # type: ignore[attr-defined]
    assert len(won) == len(set(won)) == 30


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    counts=st.lists(st.integers(1, 4), min_size=1, max_size=8),
    choices=st.lists(st.booleans(), min_size=4, max_size=24),
)
def test_no_order_of_claims_and_ends_overbooks(
    submit: Submit, workspace: Workspace, counts: list[int], choices: list[bool]
) -> None:
    compute = cluster(workspace)
    root = submit(independent(counts))
    held: list[Claim] = []
    for wants_claim in choices:
        if wants_claim:
            claim = claim_next(compute.pk, worker_identity.this_process())
            held += [claim] if claim else []
        elif held:
            claim = held.pop(0)
            assert finish.start(claim, {}) == "ours"
            assert finish.finish(claim, DONE)
        assert instances_in_use(compute.pk) <= compute.max_instances
    root.delete()


def test_a_higher_priority_goes_first_and_among_equals_who_came_first(
    submit: Submit, workspace: Workspace
) -> None:
    def named(key: str, priority: str | None) -> Step:
        extra = {"queue_settings": {"priority": priority}} if priority else {}
        return step(key, outputs={}, extra=extra)

    submit(graph(named("low", "Low"), named("first", None), named("high", "HIGH")))
    submit(graph(named("second", "medium")))
    compute, worker = cluster(workspace), worker_identity.this_process()
    line = [claim_next(compute.pk, worker) for _ in range(4)]
    assert [one.job.path for one in line if one] == ["high", "first", "second", "low"]


def test_a_queued_step_shows_its_place_and_what_is_free(
    submit: Submit, workspace: Workspace, as_bob: APIClient, url: Callable[[str], str]
) -> None:
    root = submit(
        graph(step("a", outputs={}), step("b", outputs={}, resources={"instance_count": 2}))
    )
    assert claim_next(cluster(workspace).pk, worker_identity.this_process()) is not None
    b = as_bob.get(url(f"jobs/{step_of(root, 'b').name}")).json()
    assert b["queue"] == {"before": 0, "instances_needed": 2, "instances_free": 3}
    a = as_bob.get(url(f"jobs/{step_of(root, 'a').name}")).json()
    assert (a["queue"], a["priority"]) == (None, "medium")


def test_a_step_of_many_instances_is_not_passed_over(submit: Submit, workspace: Workspace) -> None:
    """Else it would wait for as long as small ones keep coming."""
    compute, worker = cluster(workspace), worker_identity.this_process()
    submit(independent([1]))
    small = claim_next(compute.pk, worker)
    assert small is not None
    big = submit(independent([4]))
    submit(independent([1, 1]))
    assert claim_next(compute.pk, worker) is None
    finish.start(small, {})
    finish.finish(small, DONE)
    following = claim_next(compute.pk, worker)
    assert following is not None
    assert following.root_id == big.pk
    assert claim_next(compute.pk, worker) is None


def test_what_a_compute_can_never_run_holds_up_nobody(submit: Submit, workspace: Workspace) -> None:
    big = submit(independent([4]))
    small = submit(independent([1]))
    Compute.objects.filter(pk=cluster(workspace).pk).update(max_instances=2)
    claim = claim_next(cluster(workspace).pk, worker_identity.this_process())
    assert claim is not None
    assert claim.root_id == small.pk
    assert step_of(big, "s0").status == "Queued"
