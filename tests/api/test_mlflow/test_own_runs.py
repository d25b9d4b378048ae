"""Runs of people's own scripts, beside any step: what their page asks for, and who may ask."""

from collections.abc import Callable, Iterator
from typing import Any

import mlflow
import pytest
from django.core.cache import cache
from mlflow import MlflowClient
from rest_framework.test import APIClient

from runs.mlflow import news, page
from runs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
Url = Callable[[str], str]


@pytest.fixture(autouse=True)
def nothing_remembered(transactional_db: None) -> Iterator[None]:
    cache.clear()
    yield
    news.flush()


@pytest.fixture
def run(as_alice_outside: MlflowClient) -> str:
    """With two runs inside it, the second of which holds a third."""
    mlflow.set_experiment("mine")
    with mlflow.start_run(run_name="outer", description="**mine**") as outer:
        mlflow.log_params({"depth": 4})
        mlflow.log_metric("loss", 0.5, step=1)
        for name in ("one", "two"):
            with mlflow.start_run(run_name=name, nested=True):
                mlflow.log_metric("loss", 0.25)
                if name == "two":
                    with mlflow.start_run(run_name="three", nested=True):
                        pass
    return str(outer.info.run_id)


def test_the_client_prints_links_that_the_page_understands(
    run: str, as_alice_outside: MlflowClient, capsys: pytest.CaptureFixture[str], server: str
) -> None:
    with mlflow.start_run(run_name="again") as again:
        pass
    printed = capsys.readouterr().out
    experiment = again.info.experiment_id
    start = f"{server}/mlflow/#/experiments/{experiment}"
    assert f"View run again at: {start}/runs/{again.info.run_id}\n" in printed
    assert f"View experiment at: {start}\n" in printed
    assert "/jobs/${run}" in page.SCRIPT and "/experiments/${experiment}" in page.SCRIPT


def test_a_run_is_shown_as_its_script_described_it(run: str, as_bob: APIClient, url: Url) -> None:
    shown = as_bob.get(url(f"jobs/{run}")).json()
    assert (shown["type"], shown["source"], shown["status"]) == (
        "mlflow_run",
        "mlflow",
        "Completed",
    )
    assert (shown["display_name"], shown["description"]) == ("outer", "**mine**")
    assert "<strong>mine</strong>" in shown["description_html"]
    assert (shown["parameters"], shown["metrics"]) == ({"depth": "4"}, {"loss": 0.5})
    logged = as_bob.get(url(f"jobs/{run}/logged")).json()
    assert logged["script"] != ""


def test_runs_inside_a_run_are_listed_below_it(run: str, as_bob: APIClient, url: Url) -> None:
    def below(name: str) -> list[dict[str, Any]]:
        asked = as_bob.get(url("jobs"), {"parent": name, "source": "mlflow"})
        return list(asked.json()["items"])

    assert [one["display_name"] for one in below(run)] == ["one", "two"]
    assert [one["display_name"] for one in below(below(run)[1]["name"])] == ["three"]
    metrics = as_bob.get(url(f"jobs/{run}/metrics"), {"below": "true"}).json()
    assert [one["label"] for one in metrics["steps"]] == ["one", "two"]


def test_its_experiment_has_the_id_that_clients_print(
    run: str, as_bob: APIClient, url: Url
) -> None:
    experiment = mlflow.get_run(run).info.experiment_id
    items = as_bob.get(url("experiments")).json()["items"]
    assert [one["name"] for one in items if str(one["id"]) == experiment] == ["mine"]
    roots = as_bob.get(url("jobs"), {"source": "mlflow"}).json()["items"]
    assert [one["name"] for one in roots] == [run]


@pytest.mark.parametrize("part", ["", "/metrics", "/logged", "/files?source=artifacts", "/images"])
def test_strangers_see_nothing_of_a_run(
    run: str, as_charlie: APIClient, url: Url, part: str
) -> None:
    assert as_charlie.get(url(f"jobs/{run}{part}")).status_code == 404


def test_what_people_change_its_script_reads(run: str, as_alice: APIClient, url: Url) -> None:
    change = {"display_name": "renamed", "description": "better"}
    assert as_alice.patch(url(f"jobs/{run}"), change, format="json").status_code == 200
    read = mlflow.get_run(run)
    assert (read.info.run_name, read.data.tags["mlflow.note.content"]) == ("renamed", "better")


def test_a_script_renames_its_run(run: str, as_alice_outside: MlflowClient) -> None:
    as_alice_outside.set_tag(run, "mlflow.runName", "later")
    as_alice_outside.set_tag(run, "mlflow.note.content", "said later")
    job = Job.objects.get(name=run)
    assert (job.display_name, job.description) == ("later", "said later")
    as_alice_outside.update_run(run, name="last")
    assert mlflow.get_run(run).info.run_name == "last"


def test_a_run_whose_script_is_gone_is_marked_and_then_deleted(
    as_alice_outside: MlflowClient, as_alice: APIClient, as_bob: APIClient, url: Url
) -> None:
    experiment = as_alice_outside.create_experiment("left")
    name = as_alice_outside.create_run(experiment).info.run_id
    assert as_bob.post(url(f"jobs/{name}/cancel")).status_code == 403
    canceled = as_alice.post(url(f"jobs/{name}/cancel")).json()
    assert canceled["status"] == "Canceled" and canceled["ended_at"]
    assert as_alice.delete(url(f"jobs/{name}")).status_code == 200
    assert as_alice.get(url(f"jobs/{name}")).status_code == 404


def test_two_runs_differ_in_what_they_logged(run: str, as_bob: APIClient, url: Url) -> None:
    with mlflow.start_run(run_name="other") as other:
        mlflow.log_params({"depth": 6})
    asked = as_bob.get(url(f"jobs/{run}/compare"), {"with": other.info.run_id}).json()
    told = {(one["part"], one["name"]): (one["a"], one["b"]) for one in asked["job"]}
    assert told["parameters", "depth"] == ("4", "6")
    assert asked["steps"] == []
