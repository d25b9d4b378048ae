"""Which jobs use a component: counted in the list of components, and listed."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from runs.models import ComponentUse, Job
from runs.operations import belongings, delete, dispatch, removal
from studio.lib.errors import Conflict
from tests.api.test_job_list import names
from tests.support.job_rows import end_job

pytestmark = pytest.mark.django_db
Url = Callable[[str], str]
ITEMS = '[{"word": "a"}]'


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Submitted steps stay queued: there is no worker to tell."""
    monkeypatch.setattr(dispatch, "on_commit", lambda computes: None)


def part(name: str, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "type": "command",
        "command": "echo ${{inputs.word}}",
        "inputs": {"word": {"type": "string", "default": "x"}},
        "environment": {"image": "python:3.11"},
    } | more


def made(client: APIClient, url: Url, spec: dict[str, Any]) -> None:
    answer = client.post(url("components"), {"spec": spec}, format="json")
    assert answer.status_code == 201, answer.json()


def submit(client: APIClient, url: Url, **jobs: Any) -> str:
    spec = {
        "type": "pipeline",
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": jobs,
    }
    answer = client.post(url("jobs"), {"spec": spec}, format="json")
    assert answer.status_code == 201, answer.json()
    return str(answer.json()["name"])


def counts(client: APIClient, url: Url) -> dict[str, int]:
    items = client.get(url("components")).json()["items"]
    return {one["name"]: one["jobs_count"] for one in items}


def test_a_job_counts_once_for_each_component_wherever_it_is_used(
    as_dora: APIClient, url: Url
) -> None:
    for spec in (part("part"), part("other"), part("unused"), part("part", command="echo 2")):
        made(as_dora, url, spec)
    inner = {"inner": {"component": "azureml:other:1"}}
    made(as_dora, url, {"name": "nest", "type": "pipeline", "jobs": inner})
    one, latest = {"component": "azureml:part:1"}, {"component": "azureml:part@latest"}
    nest = {"component": "azureml:nest:1"}
    twice = submit(as_dora, url, a=one, b=latest)
    nested = submit(as_dora, url, a=one, n=nest)
    loop = {"type": "parallel_for", "body": "${{parent.jobs.said}}", "items": ITEMS}
    looped = submit(as_dora, url, said={"component": "azureml:other:1"}, each=loop)
    assert counts(as_dora, url) == {"part": 2, "other": 2, "nest": 1, "unused": 0}
    assert names(as_dora, url("jobs?component=part")) == [nested, twice]
    assert names(as_dora, url("jobs?component=other")) == [looped, nested]
    assert names(as_dora, url("jobs?component=part:2")) == [twice]


def test_a_deleted_job_counts_no_more(as_dora: APIClient, url: Url) -> None:
    made(as_dora, url, part("part"))
    name = submit(as_dora, url, a={"component": "azureml:part:1"})
    assert counts(as_dora, url) == {"part": 1}
    end_job(Job.objects.get(name=name))
    delete.delete(Job.objects.get(name=name))
    assert counts(as_dora, url) == {"part": 0}
    assert not ComponentUse.objects.exists()


def test_a_hidden_job_counts_no_more_and_one_that_has_to_stay_does(
    as_dora: APIClient, url: Url, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(as_dora, url, part("part"))
    stays, hidden = (submit(as_dora, url, a={"component": "azureml:part:1"}) for _ in range(2))
    for name in (stays, hidden):
        end_job(Job.objects.get(name=name))
    monkeypatch.setattr(removal, "go_on", lambda: None)
    delete.delete(Job.objects.get(name=hidden))
    assert counts(as_dora, url) == {"part": 1}
    assert ComponentUse.objects.count() == 2

    def read_meanwhile(workspace_id: int, names: object) -> None:
        if Job.objects.filter(name=stays).exclude(deleted_at=None).exists():
            assert counts(as_dora, url) == {"part": 0}
            raise Conflict("job-in-use", "Somebody has begun to read from it.")

    monkeypatch.setattr(belongings, "check_unused", read_meanwhile)
    with pytest.raises(Conflict):
        delete.delete(Job.objects.get(name=stays))
    assert counts(as_dora, url) == {"part": 1}


def test_a_job_that_is_asked_for_twice_counts_once(as_dora: APIClient, url: Url) -> None:
    made(as_dora, url, part("part"))
    settings = {"default_compute": "azureml:cpu-cluster"}
    jobs = {"a": {"component": "azureml:part:1"}}
    body = {"spec": {"type": "pipeline", "settings": settings, "jobs": jobs}}
    for _ in range(2):
        headers = {"Idempotency-Key": "once"}
        answer = as_dora.post(url("jobs"), body, format="json", headers=headers)
        assert answer.status_code == 201, answer.json()
    assert Job.objects.filter(root=None).count() == 1
    assert counts(as_dora, url) == {"part": 1}
