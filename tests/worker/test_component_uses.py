"""How many jobs use a component, counted while many people submit and delete at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from designer.models import Component
from runs.models import Job
from runs.operations import delete, dispatch
from studio.models import User, Workspace
from tests.support.job_rows import end_job

Url = Callable[[str], str]
PEOPLE, JOBS = 4, 6


def part(name: str) -> dict[str, Any]:
    environment = {"image": "python:3.11"}
    return {"name": name, "type": "command", "command": "ls", "environment": environment}


def test_nobody_is_counted_twice_or_lost(
    workspace: Workspace, alice: User, url: Url, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "on_commit", lambda computes: None)

    def client() -> APIClient:
        made = APIClient()
        made.force_authenticate(alice)
        return made

    for name in ("one", "other"):
        assert (
            client().post(url("components"), {"spec": part(name)}, format="json").status_code == 201
        )

    def submit_and_delete(person: int) -> None:
        """Every second job of a person goes; people name the components in turns of their own."""
        asking = client()
        keys = ("one", "other") if person % 2 else ("other", "one")
        steps = {f"{key}_step": {"component": f"azureml:{key}:1"} for key in keys}
        settings = {"default_compute": "azureml:cpu-cluster"}
        spec = {"type": "pipeline", "settings": settings, "jobs": steps}
        try:
            for number in range(JOBS):
                answer = asking.post(url("jobs"), {"spec": spec}, format="json")
                assert answer.status_code == 201, answer.json()
                if number % 2:
                    job = Job.objects.get(name=answer.json()["name"])
                    end_job(job)
                    delete.delete(Job.objects.get(pk=job.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(submit_and_delete, range(PEOPLE)))
    counts = dict(Component.objects.values_list("name", "jobs_count"))
    assert counts == {"one": PEOPLE * JOBS // 2, "other": PEOPLE * JOBS // 2}
