"""Pipelines that read from the web: what is fetched, what is reused, what is only named."""

import ipaddress
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from designer.graph.document import InputDeclaration
from designer.graph.model import Data, Graph
from runs.models import Job
from runs.plan import states
from studio.storage import home
from tests.support.web_server import Web, web
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.waiting import errors, step_of, until

READ = "cat ${{inputs.raw}} > ${{outputs.out}}; echo ${{inputs.raw}}"


@pytest.fixture
def server(settings: Settings) -> Iterator[Web]:
    settings.FETCH_NETWORKS = (ipaddress.ip_network("127.0.0.1/32"),)
    with web() as running:
        running.pages["/iris.csv"] = b"1,2\n"
        yield running


def reading(url: str, mode: str | None = None, command: str = READ) -> Graph:
    declared = InputDeclaration(type="uri_file")
    given = Data(url, "uri_file", mode)
    return graph(step("a", command, values={"raw": given}, inputs={"raw": declared}))


def log_of(job: Job) -> str:
    return (home.job_folder(job.workspace_id, job.pk) / "user_logs" / "std_log.txt").read_text()


def test_a_step_reads_a_file_from_the_web(run: Submit, server: Web) -> None:
    root = run(reading(server.url("/iris.csv")))
    assert root.status == "Completed", errors(root)
    assert log_of(step_of(root, "a")).rstrip().endswith("/inputs/raw/iris.csv")


def test_it_is_reused_while_the_server_says_it_is_the_same(run: Submit, server: Web) -> None:
    url = server.url("/iris.csv")
    first = step_of(run(reading(url)), "a")
    again = step_of(run(reading(url)), "a")
    assert again.reused_from_id == first.pk
    server.pages["/iris.csv"] = b"3,4\n"
    changed = step_of(run(reading(url)), "a")
    assert (changed.reused_from_id, changed.status) == (None, "Completed")
    assert server.gets("/iris.csv") == [200, 200]


def test_without_an_etag_it_runs_again(run: Submit, server: Web) -> None:
    server.says_etag = False
    for _ in range(2):
        assert step_of(run(reading(server.url("/iris.csv"))), "a").reused_from_id is None
    assert server.gets("/iris.csv") == [200, 200]


def test_what_changed_after_submission_is_not_kept_for_reuse(
    submit: Submit, server: Web, request: pytest.FixtureRequest
) -> None:
    url = server.url("/iris.csv")
    planned = submit(reading(url))
    server.pages["/iris.csv"] = b"3,4\n"
    request.getfixturevalue("workers")  # only now does anybody run steps
    until(lambda: Job.objects.get(pk=planned.pk).status in states.ENDED)
    made = step_of(planned, "a")
    assert (made.status, made.reuse_key) == ("Completed", "")
    server.pages["/iris.csv"] = b"1,2\n"
    again = submit(reading(url))
    until(lambda: Job.objects.get(pk=again.pk).status in states.ENDED)
    assert step_of(again, "a").reused_from_id is None


def test_mode_direct_gives_the_address_and_fetches_nothing(run: Submit, server: Web) -> None:
    url = server.url("/iris.csv")
    command = "echo ${{inputs.raw}} | tee ${{outputs.out}}"
    root = run(reading(url, "direct", command))
    assert log_of(step_of(root, "a")) == f"{url}\n"
    assert server.asked == []


def test_a_private_address_fails_the_step_with_a_sentence(
    run: Submit, server: Web, settings: Settings
) -> None:
    settings.FETCH_NETWORKS = ()
    made = step_of(run(reading(server.url("/iris.csv"))), "a")
    assert (made.error or {})["code"] == "address-refused"
    assert server.asked == []
