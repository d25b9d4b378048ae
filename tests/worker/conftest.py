"""A real worker with threads and processes on the test's database."""

from collections.abc import Callable, Iterator

import pytest

from designer.graph.document import PipelineDocument
from designer.graph.model import Graph
from runs import worker
from runs.models import Job
from runs.operations import begin, delete, removal
from runs.operations.begin import Request
from runs.plan import states
from studio.models import User, Workspace
from tests.worker.waiting import until

Submit = Callable[..., Job]
Hide = Callable[[Job], None]


@pytest.fixture
def workspace(transactional_db: None, workspace: Workspace) -> Workspace:
    return workspace


@pytest.fixture
def submit(workspace: Workspace, alice: User) -> Submit:
    def make(graph: Graph, name: str | None = None, idempotency_key: str = "") -> Job:
        request = Request(workspace, alice, name=name, idempotency_key=idempotency_key)
        return begin.same_request(request) or begin.begin(request, PipelineDocument(), graph)

    return make


@pytest.fixture
def workers(workspace: Workspace) -> Iterator[worker.Workers]:
    running = worker.start()
    yield running
    running.stop()


@pytest.fixture
def run(submit: Submit, workers: worker.Workers) -> Submit:
    """Submit a graph and wait for its end."""

    def make(graph: Graph, **more: str) -> Job:
        job = submit(graph, **more)
        until(lambda: Job.objects.get(pk=job.pk).status in states.ENDED)
        return Job.objects.get(pk=job.pk)

    return make


@pytest.fixture
def hide(monkeypatch: pytest.MonkeyPatch) -> Hide:
    """As ``delete`` of a studio that ends right after."""

    def make(job: Job) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(removal, "go_on", lambda: None)
            delete.delete(job)
        assert Job.objects.filter(pk=job.pk).exists()

    return make


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(removal, "FEWEST_STEPS", 1)
    monkeypatch.setattr(removal, "MOST_STEPS", 1)
