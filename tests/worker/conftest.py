"""A real worker with threads and processes on the test's database."""

from collections.abc import Callable, Iterator

import pytest

from designer.graph.document import PipelineDocument
from designer.graph.model import Graph
from runs import worker
from runs.models import Job
from runs.operations import begin
from runs.operations.begin import Request
from runs.plan import states
from studio.models import User, Workspace
from tests.worker.waiting import until

Submit = Callable[..., Job]


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
