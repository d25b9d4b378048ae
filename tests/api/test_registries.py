"""Registries: names of workspaces whose components and environments everybody may use."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from designer.models import Snapshot
from designer.operations import register_component, register_environment
from runs.models import Job
from runs.operations import dispatch
from studio.models import User, Workspace
from tests.factories import make_workspace
from tests.support.catalogue import send_snapshot

Url = Callable[[str], str]
pytestmark = pytest.mark.django_db
GREET = "azureml://registries/shared/components/greet/versions/1"


@pytest.fixture(autouse=True)
def nobody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "on_commit", lambda computes: None)


@pytest.fixture
def team(settings: Settings) -> Workspace:
    """What registry "shared" leads to; nobody of the cast is a member."""
    settings.REGISTRIES = {"azureml": "", "shared": "team", "gone": "nowhere"}
    return make_workspace("team")


def pipeline(component: str) -> dict[str, Any]:
    return {
        "type": "pipeline",
        "settings": {"default_compute": "azureml:cpu-cluster"},
        "jobs": {"greet": {"type": "command", "component": component}},
    }


def submit(client: APIClient, url: Url, spec: dict[str, Any]) -> Any:
    return client.post(url("jobs"), {"spec": spec}, format="json")


def test_a_component_of_a_registry_comes_with_its_code_and_environment(
    as_alice: APIClient, url: Url, team: Workspace, workspace: Workspace, alice: User
) -> None:
    digest = send_snapshot(as_alice, url, {"greet.py": b"print('hi')"})
    Snapshot.objects.filter(digest=digest).update(workspace=team)
    environment = {"name": "py", "version": "3", "image": "python:3.11"}
    register_environment.register(team, alice, environment)
    spec = {
        "name": "greet",
        "version": "1",
        "type": "command",
        "command": "python greet.py",
        "code": f"azureml:snapshot:{digest}",
        "environment": "azureml:py:3",
    }
    register_component.register(team, alice, spec)
    answer = submit(as_alice, url, pipeline(GREET))
    assert answer.status_code == 201, answer.json()
    step = Job.objects.get(workspace=workspace, key="greet")
    assert step.plan["environment"]["image"] == "python:3.11"
    assert step.plan["component"] == GREET
    assert Snapshot.objects.filter(workspace=workspace, digest=digest).exists()


def test_the_canvas_finds_components_of_registries(
    as_alice: APIClient, url: Url, team: Workspace, workspace: Workspace, alice: User
) -> None:
    for place, command in ((workspace, "ls"), (team, "pwd")):
        spec = {"name": "greet", "version": "1", "command": command, "environment": {"image": "a"}}
        register_component.register(place, alice, spec)
    texts = [GREET, GREET.replace("versions/1", "labels/latest"), "azureml:greet:1"]
    texts += [GREET.replace("shared", "azureml"), GREET.replace("shared", "gone")]
    answer = as_alice.post(url("components/lookup"), {"references": texts}, format="json")
    found = answer.json()["components"]
    commands = [one and one["command"] for one in (found[text] for text in texts)]
    assert commands == ["pwd", "pwd", "ls", "ls", None]


@pytest.mark.parametrize("name", ["gone", "unheard-of"])
def test_a_registry_that_leads_nowhere_is_named(
    as_alice: APIClient, url: Url, team: Workspace, name: str
) -> None:
    answer = submit(as_alice, url, pipeline(GREET.replace("shared", name)))
    (found,) = answer.json()["diagnostics"]
    assert found["code"] == "unknown-registry"
    assert found["message"].startswith(f'Registry "{name}" is not configured')


def test_the_vendors_registry_is_the_workspace_itself(
    as_alice: APIClient, url: Url, team: Workspace, workspace: Workspace, alice: User
) -> None:
    component = {"name": "greet", "version": "1", "command": "ls", "environment": {"image": "a"}}
    register_component.register(workspace, alice, component)
    there = GREET.replace("shared", "azureml")
    assert submit(as_alice, url, pipeline(there)).status_code == 201
    assert submit(as_alice, url, pipeline(GREET)).status_code == 422
