"""The graph of a job, as it was frozen at submission, with its children."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from runs.models import Job
from runs.operations import dispatch

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]

WRITE = {
    "type": "command",
    "inputs": {"rows": {"type": "integer", "default": 3, "min": 1, "description": "How many"}},
    "outputs": {"data": {"type": "uri_folder"}},
    "command": "echo ${{inputs.rows}} > ${{outputs.data}}/x",
    "environment": {"image": "python:3.11"},
}
READ = {
    "type": "command",
    "inputs": {"data": {"type": "uri_folder"}},
    "command": "ls ${{inputs.data}}",
    "environment": {"image": "python:3.11"},
}
WIRED = {"data": "${{parent.jobs.write.outputs.data}}"}


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "on_commit", lambda computes: None)


def pipeline(steps: dict[str, Any]) -> dict[str, Any]:
    settings = {"default_compute": "azureml:cpu-cluster"}
    return {"type": "pipeline", "settings": settings, "jobs": steps}


def steps(count: int = 1) -> dict[str, Any]:
    readers = {
        f"read{n}": {"type": "command", "component": READ, "inputs": WIRED} for n in range(count)
    }
    return {"write": {"type": "command", "component": WRITE}, **readers}


def submitted(client: APIClient, url: Url, spec: dict[str, Any]) -> str:
    answer = client.post(url("jobs"), {"spec": spec}, format="json")
    assert answer.status_code == 201, answer.json()
    return str(answer.json()["name"])


def test_nodes_have_what_they_were_resolved_to_and_their_job(
    as_dora: APIClient, as_bob: APIClient, url: Url
) -> None:
    name = submitted(as_dora, url, pipeline(steps()))
    graph = as_bob.get(url(f"jobs/{name}/graph")).json()
    assert graph["job"]["name"] == name
    assert list(graph["document"]["nodes"]) == ["write", "read0"]
    assert graph["document"]["bindings"][0]["source"] == {"node": "write", "port": "data"}
    assert graph["components"]["write"]["inputs"] == [
        {
            "name": "rows",
            "type": "integer",
            "description": "How many",
            "optional": False,
            "default": 3,
            "min": 1.0,
            "max": None,
            "enum": None,
            "mode": None,
        }
    ]
    assert [port["name"] for port in graph["components"]["read0"]["inputs"]] == ["data"]
    assert graph["children"]["write"]["status"] == "Queued"
    assert graph["children"]["read0"]["status"] == "NotStarted"
    assert graph["children"]["write"]["parent"] == name


def test_events_after_its_number_complete_the_graph(
    as_dora: APIClient, as_bob: APIClient, url: Url
) -> None:
    name = submitted(as_dora, url, pipeline(steps()))
    sequence = as_bob.get(url(f"jobs/{name}/graph")).json()["sequence"]
    assert sequence == as_bob.get(url(f"jobs/{name}/events")).json()["last"] > 0
    as_dora.post(url(f"jobs/{name}/cancel"))
    events = as_bob.get(url(f"jobs/{name}/events?after={sequence}")).json()["events"]
    assert {one["data"]["key"] for one in events} >= {"write", "read0"}


def test_a_nested_pipeline_has_a_graph_of_its_own(
    as_dora: APIClient, as_bob: APIClient, url: Url
) -> None:
    inner = {"type": "pipeline", "component": {"type": "pipeline", "jobs": steps(2)}}
    name = submitted(as_dora, url, pipeline({"inner": inner}))
    outer = as_bob.get(url(f"jobs/{name}/graph")).json()
    nested = outer["children"]["inner"]
    assert (nested["type"], nested["progress"]) == ("pipeline", {"done": 0, "total": 3})
    assert outer["components"]["inner"]["type"] == "pipeline"
    graph = as_bob.get(url(f"jobs/{nested['name']}/graph")).json()
    assert set(graph["children"]) == set(graph["components"]) == {"write", "read0", "read1"}
    assert graph["children"]["read1"]["path"] == "inner.read1"
    assert graph["sequence"] == outer["sequence"]


def test_a_command_job_is_its_own_only_node(
    as_dora: APIClient, as_bob: APIClient, url: Url
) -> None:
    spec = {
        "type": "command",
        "command": "echo hi",
        "environment": {"image": "python:3.11"},
        "compute": "azureml:cpu-cluster",
    }
    name = submitted(as_dora, url, spec)
    graph = as_bob.get(url(f"jobs/{name}/graph")).json()
    (key,) = graph["document"]["nodes"]
    assert set(graph["components"]) == set(graph["children"]) == {key}
    assert graph["children"][key]["name"] == name


def test_a_step_has_no_graph(as_dora: APIClient, as_bob: APIClient, url: Url) -> None:
    name = submitted(as_dora, url, pipeline(steps()))
    step = Job.objects.get(parent__name=name, key="write")
    answer = as_bob.get(url(f"jobs/{step.name}/graph"))
    assert (answer.status_code, answer.json()["code"]) == (422, "no-graph")


def test_a_graph_costs_the_same_for_any_number_of_steps(
    as_dora: APIClient, as_bob: APIClient, url: Url
) -> None:
    for count in (1, 20):
        name = submitted(as_dora, url, pipeline(steps(count)))
        with CaptureQueriesContext(connection) as caught:
            as_bob.get(url(f"jobs/{name}/graph"))
        assert len(caught) == 6  # membership, job, number, frozen document, job, children


def loop_spec(items: str) -> dict[str, Any]:
    body = {"type": "command", "component": WRITE}
    outputs = {"data": {"type": "uri_folder"}, "more": {"type": "boolean"}}
    again = WRITE | {"outputs": outputs}
    return pipeline(
        {
            "one": body,
            "each": {"type": "parallel_for", "body": "${{parent.jobs.one}}", "items": items},
            "again": {"type": "command", "component": again},
            "loop": {
                "type": "do_while",
                "body": "${{parent.jobs.again}}",
                "condition": "more",
                "mapping": {"more": "rows"},
                "limits": {"max_iteration_count": 3},
            },
        }
    )


def test_the_graph_of_a_loop_is_what_it_has_grown(
    as_dora: APIClient, as_bob: APIClient, url: Url
) -> None:
    name = submitted(as_dora, url, loop_spec('{"few": {"rows": 1}, "many": {"rows": 9}}'))
    top = as_bob.get(url(f"jobs/{name}/graph")).json()
    assert list(top["children"]) == ["each", "loop"]
    each = top["children"]["each"]
    assert (each["type"], each["status"], each["progress"]) == (
        "parallel_for",
        "Running",
        {"done": 0, "total": 2},
    )
    graph = as_bob.get(url(f"jobs/{each['name']}/graph")).json()
    assert [node["display_name"] for node in graph["document"]["nodes"].values()] == [
        "few",
        "many",
    ]
    assert list(graph["children"]) == ["item_1", "item_2"]
    assert graph["children"]["item_2"]["parent"] == each["name"]
    assert [port["name"] for port in graph["components"]["item_1"]["inputs"]] == ["rows"]
    loop = as_bob.get(url(f"jobs/{top['children']['loop']['name']}/graph")).json()
    assert list(loop["children"]) == ["iteration_1"]
    listed = as_bob.get(url("jobs"), {"parent": each["name"]}).json()["items"]
    assert [one["key"] for one in listed] == ["item_1", "item_2"]
    events = as_bob.get(url(f"jobs/{name}/events")).json()["events"]
    grown = [one["data"] for one in events if one["kind"] == "progress"]
    assert {(one["key"], one["children"], one["total"]) for one in grown} == {
        ("each", 2, 2),
        ("loop", 1, 1),
    }


def test_the_graph_of_a_loop_takes_as_many_queries_for_many_iterations(
    as_dora: APIClient, url: Url
) -> None:
    def queries(count: int) -> int:
        items = "[" + ",".join(['{"rows": 1}'] * count) + "]"
        top = submitted(as_dora, url, loop_spec(items))
        name = Job.objects.get(root__name=top, path="each").name
        with CaptureQueriesContext(connection) as found:
            assert as_dora.get(url(f"jobs/{name}/graph")).status_code == 200
        return len(found)

    assert queries(2) == queries(40)


def test_the_definition_of_a_job_can_be_submitted_again(
    as_dora: APIClient, as_bob: APIClient, as_charlie: APIClient, url: Url
) -> None:
    name = submitted(as_dora, url, pipeline(steps()) | {"tags": {"a": "1"}})
    as_dora.patch(url(f"jobs/{name}"), {"tags": {"b": "2"}, "display_name": "New"}, format="json")
    spec = as_bob.get(url(f"jobs/{name}/definition")).json()["spec"]
    assert (spec["type"], spec["tags"], spec["display_name"]) == ("pipeline", {"b": "2"}, "New")
    assert spec["jobs"]["read0"]["inputs"] == WIRED
    again = submitted(as_dora, url, spec)
    assert as_bob.get(url(f"jobs/{again}/definition")).json()["spec"] == spec
    step = Job.objects.get(root__name=name, key="write")
    refused = as_bob.get(url(f"jobs/{step.name}/definition"))
    assert (refused.status_code, refused.json()["code"]) == (422, "no-graph")
    assert as_charlie.get(url(f"jobs/{name}/definition")).status_code == 404
