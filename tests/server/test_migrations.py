"""An upgrade on a database that is in use: rows as an earlier studio wrote them come along.

They are made through the models of that time, as the migrations tell them, then all migrations run
and today's code is asked. On PostgreSQL: `make postgres ARGS=tests/server/test_migrations.py`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps
from rest_framework.test import APIClient

from designer.models import DataVersion, HeldBlob
from runs.models import Job, JobUse, ModelVersion
from runs.operations import delete
from studio.models import User, Workspace

EARLIER = [
    ("studio", "0002_sign_in_tries"),
    ("designer", "0004_ordered_json"),
    ("runs", "0005_ordered_json"),
]
BEGAN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
STORE = "azureml://datastores/workspaceblobstore/paths"
SHA = "ab" * 32
DOCUMENT: dict[str, Any] = {"nodes": {}, "bindings": []}
SPEC = {"name": "prep", "version": "1", "type": "command", "command": "ls"}
IN_PLACE = {"path": f"{STORE}/raw/"}


@pytest.fixture
def earlier(transactional_db: None) -> Iterator[StateApps]:
    """The models of the earlier studio, on a database of its shape, which is empty."""
    _migrate(EARLIER)
    try:
        yield MigrationExecutor(connection).loader.project_state(EARLIER).apps
    finally:
        _to_newest()


def _migrate(targets: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(targets)


def _to_newest() -> None:
    _migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    cache.clear()


def fill(apps: StateApps, home: Path) -> None:
    """A workspace in use: registered things, a draft, a job that ended, one that goes on."""

    def make(model: str, **fields: Any) -> Any:
        return apps.get_model(model).objects.create(**fields)

    user = make("studio.User", username="alice")
    space = make("studio.Workspace", name="default", display_name="Default", created_at=BEGAN)
    make("studio.Member", workspace=space, user=user, role="owner")
    make(
        "studio.Datastore",
        workspace=space,
        name="workspaceblobstore",
        is_default=True,
        created_at=BEGAN,
    )
    compute = make("designer.Compute", workspace=space, name="cpu", created_at=BEGAN)
    latest = {}
    for kind, version, more in (
        ("Component", "ComponentVersion", {"type": "command", "spec": SPEC}),
        ("DataAsset", "DataVersion", {"type": "uri_folder", "spec": IN_PLACE, **IN_PLACE}),
        ("Environment", "EnvironmentVersion", {"type": "environment", "spec": {"image": "x"}}),
    ):
        asset = make(f"designer.{kind}", workspace=space, name="prep")
        made = make(f"designer.{version}", asset=asset, version="1", number=1, **more)
        apps.get_model(f"designer.{kind}").objects.filter(pk=asset.pk).update(latest=made)
        latest[kind] = made
    make("designer.Snapshot", workspace=space, digest=SHA, files=[{"path": "a.py", "sha256": SHA}])
    make("designer.Draft", workspace=space, name="Mine", document=DOCUMENT)

    experiment = make("runs.Experiment", workspace=space, name="churn", created_at=BEGAN)
    common = {
        "workspace": space,
        "experiment": experiment,
        "created_by": user,
        "created_at": BEGAN,
        "status": "Completed",
        "started_at": BEGAN,
        "ended_at": BEGAN + timedelta(minutes=1),
    }
    root = make("runs.Job", name="done", type="pipeline", document=DOCUMENT, sequence=2, **common)
    below = {"parent": root, "root": root, "type": "command", "compute": compute, **common}
    made = {"out": {"type": "uri_folder", "uri": f"{STORE}/azureml/prep-1/out/"}}
    prep = make("runs.Job", name="prep-1", key="prep", path="prep", outputs=made, **below)
    below["component"] = latest["Component"]
    fit = make("runs.Job", name="fit-1", key="fit", path="fit", ordinal=1, **below)
    make("runs.Job", name="fit-2", key="again", path="again", ordinal=2, **below)
    make("runs.Dependency", upstream=prep, downstream=fit)
    make("runs.Attempt", job=prep, number=1, worker="w", lease_until=BEGAN, started_at=BEGAN)
    for number, status in ((1, "Running"), (2, "Completed")):
        told = {"kind": "status", "data": {"name": "prep-1", "status": status}}
        make("runs.JobEvent", root=root, job=prep, sequence=number, at=BEGAN, **told)
    make("runs.MetricPoint", job=fit, key="loss", timestamp_ms=1, value="0.5")
    make("runs.LatestMetric", job=fit, key="loss", timestamp_ms=1, value="0.5")
    reads = {"d": {"type": "uri_folder", "uri": "azureml://jobs/prep-1/outputs/out"}}
    busy = {**common, "status": "NotStarted", "ended_at": None, "started_at": None}
    make("runs.Job", name="busy", type="command", plan={"inputs": reads}, pending=1, **busy)
    model = make("runs.RegisteredModel", workspace=space, name="churn", last_version=1)
    version = make(
        "runs.ModelVersion", registered=model, version=1, source="runs:/fit-1/m", run=fit
    )
    folder = home / "models" / "registered" / str(version.pk)
    folder.mkdir(parents=True)
    (folder / "MLmodel").write_text("flavors: {}")


@pytest.fixture
def upgraded(earlier: StateApps, home: Path) -> APIClient:
    fill(earlier, home)
    _to_newest()
    client = APIClient()
    client.force_authenticate(User.objects.get(username="alice"))
    return client


def test_lists_and_pages_answer_after_an_upgrade(upgraded: APIClient) -> None:
    def names(kind: str, by: str = "name") -> list[Any]:
        answer = upgraded.get(f"/api/workspaces/default/{kind}")
        assert answer.status_code == 200, answer.content
        body = answer.json()
        return [one[by] for one in (body["items"] if isinstance(body, dict) else body)]

    assert set(names("jobs")) == {"done", "busy"}
    assert names("jobs/done/children") == ["prep-1", "fit-1", "fit-2"]
    assert names("components", "jobs_count") == [1]
    assert names("jobs?component=prep") == ["done"]
    assert names("jobs?experiment=churn&status=Completed") == ["done"]
    for kind in ("components", "data", "environments"):
        assert names(kind) == ["prep"]
    assert names("drafts") == ["Mine"]
    assert names("models") == ["churn"]
    assert names("computes") == ["cpu"]
    shown = upgraded.get("/api/workspaces/default/jobs/fit-1").json()
    assert shown["metrics"] == {"loss": 0.5}
    for page in ("home", "jobs/done/graph", "jobs/done/events", "data/prep/versions/1/lineage"):
        answer = upgraded.get(f"/api/workspaces/default/{page}")
        assert answer.status_code == 200, (page, answer.content)


def test_what_later_studios_look_up_is_there_after_an_upgrade(
    upgraded: APIClient, home: Path
) -> None:
    space = Workspace.objects.get()
    assert [one.sha256 for one in HeldBlob.objects.filter(workspace=space)] == [SHA]
    assert DataVersion.objects.exclude(place="").count() == 1
    version = ModelVersion.objects.get()
    assert (version.label, version.path) == (
        "1",
        f"{STORE}/azureml/models/{version.registered_id}/1/",
    )
    moved = home / "datastores" / "default" / "workspaceblobstore" / "azureml" / "models"
    assert (moved / str(version.registered_id) / "1" / "MLmodel").exists()
    assert list(JobUse.objects.values_list("job__name", "producer")) == [("busy", "prep-1")]


def test_jobs_of_earlier_studios_can_be_deleted(upgraded: APIClient) -> None:
    Job.objects.get(name="busy").delete()
    delete.delete(Job.objects.get(name="done"))
    assert not Job.objects.exists()
