"""kill -9 at each phase of a step, a clock that jumps: nothing is lost, and nothing runs twice."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from designer.graph.model import Data, Graph
from runs.execution import sandbox
from runs.models import Attempt, Job
from runs.operations import dispatch, reconcile
from runs.plan import states
from runs.reading import summaries
from studio.lib import clock
from studio.models import Workspace
from studio.storage import datastores
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.process import Studio
from tests.worker.waiting import errors, step_of, until

Start = Callable[..., Studio]
# Where a worker is stopped for good: what it calls next, and how often it has called it by then.
PHASES = {
    "claimed": "runs.operations.order.build",
    "preparing": "runs.execution.workdir.command_line",
    "started, not yet said to run": "runs.operations.finish.start",
    "ended, nothing committed": "runs.execution.outputs.measure",
    "one of two outputs committed": "runs.execution.outputs.commit 2",
    "all outputs committed": "runs.operations.finish.finish",
    "in the transaction that ends it": "runs.operations.settle.settle",
    "the next one claimed, not yet let go": "runs.execution.gate.Gate.open",
}


@pytest.fixture
def start(workspace: object) -> Iterator[Start]:
    started: list[Studio] = []

    def make(pause: str = "") -> Studio:
        started.append(Studio.here(pause))
        return started[-1]

    yield make
    for one in started:
        one.close()


def two_outputs() -> Graph:
    """Adds a line to what is there, so that a second try over a first one's files would show."""
    command = "echo made >> ${{outputs.out}}; echo more >> ${{outputs.second}}/part"
    a = step("a", command, outputs={"out": "uri_file", "second": "uri_folder"})
    return graph(a, step("b", "cat ${{inputs.x}} >> ${{outputs.out}}", needs={"x": "a.out"}))


def one_output() -> Graph:
    """Whose follower is started while it runs."""
    a = step("a", "echo made >> ${{outputs.out}}")
    return graph(a, step("b", "cat ${{inputs.x}} >> ${{outputs.out}}", needs={"x": "a.out"}))


@pytest.mark.parametrize("phase", PHASES)
def test_kill_9_at_each_phase(submit: Submit, start: Start, phase: str) -> None:
    is_follower = "next" in phase
    if is_follower and sandbox.choose("auto").program is None:
        pytest.skip("needs bubblewrap")
    root = submit(one_output() if is_follower else two_outputs())
    paused = start(PHASES[phase])
    paused.wait_for_pause()
    paused.kill()
    start()
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    assert Job.objects.get(pk=root.pk).status == "Completed", errors(root)
    hit, spared = ("b", "a") if is_follower else ("a", "b")
    assert _attempts(root, hit) == [(1, "lost"), (2, "completed")]
    assert _attempts(root, spared) == [(1, "completed")]
    for path in ("a", "b"):
        assert _text(root, path) == "made\n"


def _attempts(root: Job, path: str) -> list[tuple[int, str]]:
    found = Attempt.objects.filter(job__root=root, job__path=path).order_by("number")
    return [(one.number, one.outcome) for one in found]


def _text(root: Job, path: str) -> str:
    place: Path = datastores.locate(root.workspace, step_of(root, path).outputs["out"]["uri"])
    return place.read_text()


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("hours", [5, -5])
def test_a_clock_that_jumps_ends_no_step_that_runs(
    submit: Submit, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    uri = "azureml://datastores/workspaceblobstore/paths/signal.txt"
    signal: Path = datastores.locate(workspace, uri)
    signal.parent.mkdir(parents=True, exist_ok=True)
    signal.write_text("")
    command = "until grep -q go ${{inputs.signal}}; do sleep 0.02; done; echo > ${{outputs.out}}"
    given = {"signal": Data(uri, "uri_file")}
    root = submit(graph(step("a", command, values=given, inputs={"signal": "uri_file"})))
    until(lambda: step_of(root, "a").status == "Running")
    plain = clock.now
    monkeypatch.setattr(clock, "now", lambda: plain() + timedelta(hours=hours))
    reconcile.reconcile()
    signal.write_text("go")
    until(lambda: Job.objects.get(pk=root.pk).status in states.ENDED)
    assert Job.objects.get(pk=root.pk).status == "Completed", errors(root)
    assert _attempts(root, "a") == [(1, "completed")]
    duration = summaries.summary_fields(step_of(root, "a"))["duration_seconds"]
    assert duration is not None
    assert duration >= 0


def test_a_lost_message_of_a_time_to_come_is_sent_again(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step was queued before the clock was set back."""
    root = submit(graph(step("a")))
    Job.objects.filter(root=root).update(queued_at=clock.now() + timedelta(hours=5))
    told: list[object] = []
    monkeypatch.setattr(dispatch, "announce", told.append)
    reconcile.announce_forgotten(2.0)
    assert told == [{step_of(root, "a").compute_id: 1}]
