"""kill -9, orderly ends and lost leases: no step is lost, and none runs twice at once."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from designer.graph.document import OutputSettings
from designer.graph.model import Graph
from runs import keeper
from runs.execution.order import Outcome
from runs.models import Attempt, Job
from runs.operations import dispatch, finish, losses, order, reconcile, worker_identity
from runs.operations.claim import Claim, claim_next, renew
from runs.plan import states
from runs.worker import Workers
from studio.lib import clock
from studio.models import Workspace
from studio.storage import home
from tests.worker import graphs
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.process import Studio
from tests.worker.waiting import errors, statuses, step_of, until

Start = Callable[[], Studio]


@pytest.fixture
def start(workspace: object) -> Iterator[Start]:
    """Starts studio-like processes on the test's home and database."""
    started: list[Studio] = []

    def make() -> Studio:
        started.append(Studio.here())
        return started[-1]

    yield make
    for one in started:
        one.close()


def once_at_a_time(folder: Path) -> Graph:
    """A step that notes when two of it run at once, and ends once ``go`` exists."""
    command = (
        f"mkdir {folder}/alone || echo twice >> {folder}/twice; echo x >> {folder}/begun; "
        f"trap 'rmdir {folder}/alone' EXIT; "
        f"while [ ! -e {folder}/go ]; do sleep 0.05; done; echo done > ${{{{outputs.out}}}}"
    )
    return graph(step("a", command), step("b", needs={"x": "a.out"}), step("c"))


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that steps can write to: no sandbox here."""
    monkeypatch.setenv("STUDIO_SANDBOX", "none")
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def begun(folder: Path) -> int:
    file = folder / "begun"
    return len(file.read_text().splitlines()) if file.exists() else 0


def ended(root: Job) -> bool:
    return Job.objects.get(pk=root.pk).status in states.ENDED


def test_after_kill_9_a_new_studio_goes_on_at_once(
    submit: Submit, start: Start, shared: Path
) -> None:
    root = submit(once_at_a_time(shared))
    first = start()
    until(lambda: begun(shared) == 1 and step_of(root, "c").status == "Completed")
    orphan = Attempt.objects.get(job__root=root, job__path="a")
    until(lambda: "pgid" in Attempt.objects.get(pk=orphan.pk).process)
    pgid = Attempt.objects.get(pk=orphan.pk).process["pgid"]
    first.kill()
    assert psutil.pid_exists(pgid)  # the step itself outlives its studio
    with suppress(FileNotFoundError):
        (shared / "alone").rmdir()  # its trap cannot run when it is killed
    start()
    until(lambda: begun(shared) == 2)
    assert not psutil.pid_exists(pgid) or psutil.Process(pgid).status() == "zombie"
    (shared / "go").touch()
    until(lambda: ended(root))
    assert Job.objects.get(pk=root.pk).status == "Completed", errors(root)
    assert not (shared / "twice").exists()
    outcomes = list(
        Attempt.objects.filter(job__root=root, job__path="a").values_list("number", "outcome")
    )
    assert outcomes == [(1, "lost"), (2, "completed")]
    assert Attempt.objects.filter(job__path="c").count() == 1  # what had ended is not run again


def test_an_orderly_end_puts_the_step_back_in_line(
    submit: Submit, start: Start, shared: Path
) -> None:
    root = submit(once_at_a_time(shared))
    first = start()
    until(lambda: begun(shared) == 1 and step_of(root, "a").status == "Running")
    assert first.end() == 0
    a = step_of(root, "a")
    assert (a.status, a.started_at) == ("Queued", None)
    (shared / "go").touch()
    start()
    until(lambda: ended(root))
    assert Job.objects.get(pk=root.pk).status == "Completed", errors(root)
    found = Attempt.objects.filter(job=a).order_by("number")
    assert list(found.values_list("outcome", flat=True)) == ["stopped", "completed"]
    assert not (shared / "twice").exists()


def lose(claim: Claim) -> None:
    """As if the worker's machine had gone: the lease lapses, and nobody can look for it."""
    elsewhere = {"host": "elsewhere", "boot_id": "other"}
    lapsed = clock.now() - timedelta(hours=1)
    Attempt.objects.filter(pk=claim.attempt_id).update(lease_until=lapsed, process=elsewhere)


def claimed(root: Job) -> Claim:
    compute = Job.objects.get(root=root, path="a").compute_id
    assert compute is not None
    claim = claim_next(compute, worker_identity.this_process())
    assert claim is not None
    return claim


def test_a_lapsed_lease_gives_the_step_to_the_next_attempt(submit: Submit) -> None:
    root = submit(graphs.linear())
    old = claimed(root)
    lose(old)
    reconcile.reconcile()
    assert step_of(root, "a").status == "Queued"
    new = claimed(root)
    assert (old.attempt, new.attempt) == (1, 2)


def test_every_write_of_a_lost_attempt_is_refused(submit: Submit) -> None:
    root = submit(graphs.linear())
    old = claimed(root)
    lose(old)
    reconcile.reconcile()
    new = claimed(root)
    assert renew([old.attempt_id, new.attempt_id]) == {new.attempt_id}
    assert finish.start(old, {}) == "lost"
    assert not finish.finalize(old)
    assert not finish.finish(old, Outcome("completed", 0))
    assert step_of(root, "a").status == "Preparing"
    assert finish.start(new, {}) == "ours"
    assert finish.finish(new, Outcome("completed", 0))
    assert step_of(root, "a").status == "Completed"


def test_the_third_lost_worker_fails_the_step(submit: Submit) -> None:
    root = submit(graphs.linear())
    for _ in range(3):
        lose(claimed(root))
        reconcile.reconcile()
    a = step_of(root, "a")
    assert a.status == "Failed"
    assert a.error is not None and a.error["code"] == "worker-lost"
    assert Job.objects.get(pk=root.pk).status == "Failed"


def test_a_lost_message_only_delays(
    submit: Submit, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(dispatch, "announce", lambda computes: None)
        root = submit(graphs.linear())
    assert statuses(root)["a"] == "Queued"
    until(lambda: ended(root))
    assert Job.objects.get(pk=root.pk).status == "Completed"


def test_a_submission_cut_short_is_taken_up(
    submit: Submit, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("runs.operations.begin.advance", lambda root_id: None)
        root = submit(graphs.linear())
    assert set(statuses(root).values()) == {"NotStarted"}
    until(lambda: ended(root))
    assert Job.objects.get(pk=root.pk).status == "Completed"


def test_a_message_received_twice_changes_nothing(run: Submit, submit: Submit) -> None:
    root = submit(graphs.linear(force_rerun=True))
    compute = step_of(root, "a").compute_id
    assert compute is not None
    for _ in range(5):
        dispatch.announce({compute: 4})
    until(lambda: ended(root))
    assert Attempt.objects.filter(job__root=root).count() == 3


def test_a_start_clears_away_what_killed_workers_left(submit: Submit, tmp_path: Path) -> None:
    root = submit(graphs.linear())
    running = claimed(root)
    mine = home.work_folder(running.job.id, running.attempt)
    left = [home.work() / name for name in ("7-1", "7-2", "abc.gone", "7/1")]
    for folder in (mine, *left):
        (folder / "code" / "locked").mkdir(parents=True)
        (folder / "code" / "locked").chmod(0)
    outside = tmp_path / "outside"
    outside.mkdir()
    (left[0] / "link").symlink_to(outside)
    reconcile.clear_work()
    until(lambda: not any(folder.exists() for folder in (*left, left[-1].parent)))
    assert mine.exists()
    assert outside.exists()


def test_a_broker_that_is_away_only_delays(
    submit: Submit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Away(Exception):
        """Brokers' clients raise errors of their own, which share no base."""

    def send(compute: object) -> None:
        raise Away

    monkeypatch.setattr(dispatch._Sender, "send", send)
    root = submit(graphs.linear())
    assert step_of(root, "a").status == "Queued"
    monkeypatch.setattr(reconcile, "LOST_MESSAGE_SECONDS", 0.0)
    reconcile.reconcile()
    assert "could not be announced yet" in caplog.text


def test_one_lost_attempt_that_cannot_be_put_right_keeps_no_other_from_it(
    submit: Submit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = submit(graphs.linear()), submit(graphs.linear())
    broken = claimed(one)
    for claim in (broken, claimed(two)):
        lose(claim)
    take_over = losses.take_over

    def breaks_once(attempt: Attempt) -> None:
        if attempt.pk == broken.attempt_id:
            raise OSError
        take_over(attempt)

    monkeypatch.setattr(losses, "take_over", breaks_once)
    reconcile.reconcile()
    assert [step_of(root, "a").status for root in (one, two)] == ["Preparing", "Queued"]


@pytest.mark.parametrize("part", [keeper.Leases, keeper.Order])
def test_the_keeper_outlives_a_look_that_fails(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    part: type,
) -> None:
    looks: list[None] = []

    def fails() -> None:
        looks.append(None)
        raise RuntimeError

    monkeypatch.setattr(part, "look", lambda self: fails())
    workers = request.getfixturevalue("workers")
    until(lambda: len(looks) > 1)
    assert workers.alive()


def test_what_a_lost_attempt_had_put_in_place_does_not_mix_with_the_next(
    submit: Submit, workspace: Workspace
) -> None:
    shared = OutputSettings(path="azureml://datastores/${{default_datastore}}/paths/shared/")
    kinds = {"own": "uri_folder", "given": "uri_folder"}
    root = submit(graph(step("a", "true", outputs=kinds, settings={"given": shared})))
    first = claimed(root)
    ours, others = (one.target for one in order.build(first, "token").outputs)
    for place in (ours, others):
        place.mkdir(parents=True)
        (place / "part-9").touch()
    lose(first)
    reconcile.reconcile()
    order.build(claimed(root), "token")
    assert not ours.exists()
    assert (others / "part-9").exists()
