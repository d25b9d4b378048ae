"""Cancelling a step, a nested pipeline, a job: nothing is left running."""

import psutil

from designer.graph.model import Graph
from runs.models import Job
from runs.operations.cancel import cancel
from runs.plan import states
from runs.worker import Workers
from tests.worker import graphs
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.waiting import statuses, step_of, until

# A step that starts a child in a session of its own and says who they are.
FAMILY = "setsid sleep 4321 & sleep 4321 & echo ready > ${{outputs.out}}; wait"


def running(root: Job, path: str) -> bool:
    return step_of(root, path).status == "Running"


def ended(root: Job) -> bool:
    return Job.objects.get(pk=root.pk).status in states.ENDED


def left_over() -> list[int]:
    return [
        one.pid for one in psutil.process_iter(["cmdline"]) if "4321" in (one.info["cmdline"] or [])
    ]


def slow_nested() -> Graph:
    inner = graph(step("slow", "sleep 60", binds={"out": "model"}), step("quick"))
    return graph(
        graphs.nested("train", inner), step("use", needs={"x": "train.model"}), step("other")
    )


def test_cancel_ends_the_whole_process_group(submit: Submit, workers: Workers) -> None:
    root = submit(graph(step("a", FAMILY), step("b", needs={"x": "a.out"})))
    until(lambda: running(root, "a") and len(left_over()) >= 2)
    cancel(root)
    assert Job.objects.get(pk=root.pk).status == "CancelRequested"
    assert statuses(root) == {"a": "CancelRequested", "b": "Canceled"}
    until(lambda: ended(root))
    assert Job.objects.get(pk=root.pk).status == "Canceled"
    assert step_of(root, "a").status == "Canceled"
    assert left_over() == []


def test_a_canceled_step_takes_its_dependants_along_and_nothing_else(
    submit: Submit, workers: Workers
) -> None:
    root = submit(
        graph(step("slow", "sleep 60"), step("after", needs={"x": "slow.out"}), step("other"))
    )
    until(lambda: running(root, "slow"))
    cancel(step_of(root, "slow"))
    until(lambda: ended(root))
    assert statuses(root) == {"slow": "Canceled", "after": "Canceled", "other": "Completed"}
    assert Job.objects.get(pk=root.pk).status == "Canceled"


def test_a_nested_pipeline_is_canceled_by_itself(submit: Submit, workers: Workers) -> None:
    root = submit(slow_nested())
    until(lambda: running(root, "train.slow") and step_of(root, "other").status == "Completed")
    cancel(step_of(root, "train"))
    until(lambda: ended(root))
    found = statuses(root)
    assert (found["train"], found["train.slow"], found["use"]) == ("Canceled",) * 3
    assert found["other"] == "Completed"


def test_a_queued_step_is_canceled_at_once(submit: Submit) -> None:
    root = submit(graphs.linear())
    assert step_of(root, "a").status == "Queued"
    cancel(root)
    assert Job.objects.get(pk=root.pk).status == "Canceled"
    assert set(statuses(root).values()) == {"Canceled"}


def test_canceling_what_has_ended_changes_nothing(run: Submit) -> None:
    root = run(graphs.linear())
    cancel(root)
    cancel(step_of(root, "a"))
    assert Job.objects.get(pk=root.pk).status == "Completed"
    assert set(statuses(root).values()) == {"Completed"}


def test_a_standalone_command_can_be_canceled(submit: Submit, workers: Workers) -> None:
    root = submit(graph(step("step", "sleep 60", outputs={}), kind="command"))
    until(lambda: Job.objects.get(pk=root.pk).status == "Running")
    cancel(root)
    until(lambda: ended(root))
    assert Job.objects.get(pk=root.pk).status == "Canceled"
