"""The step after the one that runs is made ready meanwhile; it runs when it is its turn, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from designer.graph.model import Data, Graph
from runs.execution import sandbox
from runs.execution.ahead import Ahead
from runs.execution.order import Outcome
from runs.models import Attempt, Job, JobEvent
from runs.operations import cancel, finish, worker_identity
from runs.operations.claim import AtGate, Claim, claim_next
from runs.operations.follower import Follower
from studio.models import Workspace
from studio.storage import datastores, home
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, linear, step
from tests.worker.waiting import statuses, step_of, until

SIGNAL = "azureml://datastores/workspaceblobstore/paths/signal.txt"
WAIT = "until grep -q go ${{inputs.signal}}; do sleep 0.02; done; "


@pytest.fixture(autouse=True)
def needs_a_sandbox() -> None:
    if sandbox.choose("auto").program is None:
        pytest.skip("needs bubblewrap")


@pytest.fixture
def at_gate(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of steps that were started ahead of their turn, then "go" for each that was let go."""
    seen: list[str] = []
    plain_start, plain_let_go = Follower._start, Follower.let_go

    def start(self: Follower, made: Ahead) -> None:
        plain_start(self, made)
        assert self._step is not None
        seen.append(self._step.job.path)

    def let_go(self: Follower, claim: Claim) -> Ahead | None:
        mine = plain_let_go(self, claim)
        seen.extend(["go"] if mine else [])
        return mine

    monkeypatch.setattr(Follower, "_start", start)
    monkeypatch.setattr(Follower, "let_go", let_go)
    return seen


@pytest.fixture
def signal(workspace: Workspace) -> Iterator[Path]:
    """What steps wait for: a file into which a test writes "go"."""
    place: Path = datastores.locate(workspace, SIGNAL)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("")
    yield place
    place.write_text("go")


def waits(then: str = "echo a > ${{outputs.out}}") -> Graph:
    a = step(
        "a", WAIT + then, values={"signal": Data(SIGNAL, "uri_file")}, inputs={"signal": "uri_file"}
    )
    return graph(a, step("b", needs={"x": "a.out"}))


def nothing_is_left() -> bool:
    return not list(home.work().glob("*.ahead*"))


def test_a_chain_goes_from_step_to_step(run: Submit, at_gate: list[str]) -> None:
    run(linear())  # builds the environment
    at_gate.clear()
    root = run(linear(force_rerun=True))
    assert root.status == "Completed"
    assert at_gate == ["b", "go", "c", "go"]
    c = step_of(root, "c")
    told = JobEvent.objects.filter(job=c, kind="status").order_by("sequence")
    moves = ["Queued", "Preparing", "Running", "Completed"]
    assert [event.data["status"] for event in told] == moves
    attempt = Attempt.objects.get(job=c)
    assert (attempt.number, attempt.outcome, "pgid" in attempt.process) == (1, "completed", True)
    made: Path = datastores.locate(root.workspace, c.outputs["out"]["uri"])
    assert made.read_text() == "hello\n"
    log = home.job_folder(root.workspace_id, c.pk) / "system_logs" / "lifecycle.log"
    assert log.read_text().count("Attempt 1") == 1
    until(nothing_is_left)


@pytest.mark.usefixtures("workers")
def test_what_follows_on_a_failure_does_not_run(
    submit: Submit, signal: Path, at_gate: list[str]
) -> None:
    root = submit(waits("exit 3"))
    until(lambda: at_gate == ["b"])
    signal.write_text("go")
    until(lambda: Job.objects.get(pk=root.pk).status == "Failed")
    assert statuses(root) == {"a": "Failed", "b": "Canceled"}
    assert not Attempt.objects.filter(job__path="b").exists()
    assert not home.job_folder(root.workspace_id, step_of(root, "b").pk).exists()
    assert at_gate == ["b"]
    until(nothing_is_left)


@pytest.mark.usefixtures("workers", "signal")
def test_what_follows_on_a_canceled_step_does_not_run(submit: Submit, at_gate: list[str]) -> None:
    root = submit(waits())
    until(lambda: at_gate == ["b"])
    cancel.cancel(Job.objects.get(pk=root.pk))
    until(lambda: Job.objects.get(pk=root.pk).status == "Canceled")
    assert at_gate == ["b"]
    assert not Attempt.objects.filter(job__path="b").exists()
    until(nothing_is_left)


@pytest.mark.usefixtures("workers")
def test_who_was_queued_before_it_goes_first(
    submit: Submit, signal: Path, at_gate: list[str], workspace: Workspace
) -> None:
    """The step that was made ready is made ready anew when it is its turn; it runs once."""
    workspace.computes.update(max_instances=1)
    root = submit(waits())
    until(lambda: at_gate == ["b"])
    other = submit(graph(step("other", "echo other > ${{outputs.out}}")))
    signal.write_text("go")
    until(lambda: Job.objects.get(pk=root.pk).status == "Completed")
    assert Job.objects.get(pk=other.pk).status == "Completed"
    assert at_gate == ["b"]
    b, first = step_of(root, "b"), step_of(other, "other")
    assert b.started_at is not None
    assert first.ended_at is not None
    assert b.started_at >= first.ended_at
    assert Attempt.objects.get(job=b).number == 1
    until(nothing_is_left)


@pytest.mark.usefixtures("workers")
def test_a_step_that_cannot_be_let_go_starts_as_any_other(
    submit: Submit, signal: Path, at_gate: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its end at the gate comes to light when it was claimed already."""

    def broken(self: Ahead) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(Ahead, "let_go", broken)
    root = submit(waits())
    until(lambda: at_gate == ["b"])
    signal.write_text("go")
    until(lambda: Job.objects.get(pk=root.pk).status == "Completed")
    assert at_gate == ["b"]
    assert Attempt.objects.get(job=step_of(root, "b")).outcome == "completed"
    until(nothing_is_left)


@pytest.mark.usefixtures("workers")
def test_a_value_that_is_not_known_yet_is_waited_for(
    submit: Submit, signal: Path, at_gate: list[str]
) -> None:
    a = step(
        "a",
        WAIT + "echo 42 > ${{outputs.n}}",
        values={"signal": Data(SIGNAL, "uri_file")},
        inputs={"signal": "uri_file"},
        outputs={"n": "integer"},
    )
    b = step(
        "b",
        "echo got ${{inputs.x}} > ${{outputs.out}}",
        needs={"x": "a.n"},
        inputs={"x": "integer"},
    )
    root = submit(graph(a, b))
    signal.write_text("go")
    until(lambda: Job.objects.get(pk=root.pk).status == "Completed")
    assert at_gate == []
    made: Path = datastores.locate(root.workspace, step_of(root, "b").outputs["out"]["uri"])
    assert made.read_text() == "got 42\n"


@pytest.mark.parametrize(("number", "status"), [(1, "Running"), (2, "Preparing")])
def test_only_the_attempt_that_was_made_ready_is_let_in(
    submit: Submit, number: int, status: str
) -> None:
    root = submit(linear())
    b = step_of(root, "b")
    worker = worker_identity.this_process()
    a = claim_next(b.compute_id or 0, worker)
    assert a is not None
    assert finish.start(a, {}) == "ours"
    ready = AtGate(b.pk, number, {"pgid": 7})
    written = finish.finish(a, Outcome("completed", 0), worker, ready)
    assert written is not None
    following = written.following
    assert following is not None
    assert (following.job.path, following.has_started) == ("b", number == 1)
    assert step_of(root, "b").status == status
    assert Attempt.objects.get(job=b).process.get("pgid") == (7 if number == 1 else None)
