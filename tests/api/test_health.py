"""/healthz and /readyz."""

import pytest
from rest_framework.test import APIClient

from studio.api import health


@pytest.mark.django_db
def test_a_studio_that_answers_is_alive() -> None:
    answer = APIClient().get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "alive"}


@pytest.mark.django_db
@pytest.mark.parametrize(("works", "code"), [(True, 200), (False, 503)])
def test_ready_means_migrated_and_a_worker_running(
    works: bool, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(health.checks._checks, "worker", lambda: works)
    answer = APIClient().get("/readyz")
    assert answer.status_code == code
    assert answer.json()["checks"] == {"database": True, "migrations": True, "worker": works}
