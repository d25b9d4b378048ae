"""Searches ask the database for what it can narrow and order, and answer as if they did not."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from runs.mlflow import filters, paging, registry_calls, search, shapes, version_calls
from runs.mlflow.caller import Caller
from runs.models import (
    Experiment,
    Job,
    LatestMetric,
    ModelVersion,
    Parameter,
    RegisteredModel,
    RunTag,
    Status,
)
from studio.lib import clock
from studio.models import Role, User, Workspace

pytestmark = pytest.mark.django_db
METRICS = (None, "0.5", "-3.0", "NaN", "Infinity", "-Infinity", "12.0", "1e-05")
WORDS = (None, "Zebra", "apple", "", "10", "9", "\u00e9clair")
STATUSES = (Status.COMPLETED, Status.RUNNING, Status.FAILED, Status.QUEUED)


@pytest.fixture
def caller(workspace: Workspace, alice: User) -> Caller:
    cache.clear()
    return Caller({workspace.pk: Role.OWNER}, user_id=alice.pk)


@pytest.fixture
def experiment(workspace: Workspace, alice: User) -> Experiment:
    """Forty runs that lack, say and repeat values of all sorts."""
    made = Experiment.objects.create(workspace=workspace, name="prices")
    cycles: dict[str, Iterator[Any]] = {
        name: itertools.cycle(values)
        for name, values in {"metric": METRICS, "word": WORDS, "status": STATUSES}.items()
    }
    for number in range(40):
        word = next(cycles["word"])
        at = clock.now() + timedelta(seconds=number)
        job = Job.objects.create(
            workspace=workspace,
            experiment=made,
            name=f"run-{number}",
            display_name=word or "",
            type="mlflow_run",
            status=next(cycles["status"]),
            created_at=at,
            started_at=at if number % 3 else None,
            ended_at=at if number % 4 else None,
            created_by=alice if number % 2 else None,
            tags={"team": word} if word is not None and number % 3 else {},
        )
        metric = next(cycles["metric"])
        if metric is not None:
            LatestMetric.objects.create(job=job, key="loss", timestamp_ms=1, value=metric)
        if word is not None:
            Parameter.objects.create(job=job, key="kind", value=word)
        if number % 5 == 0:
            RunTag.objects.create(job=job, key="team", value="said")
            RunTag.objects.create(job=job, key="mlflow.runName", value=f"Said {number}")
            RunTag.objects.create(job=job, key="mlflow.studio.status", value="FINISHED")
    return made


def names(page: dict[str, Any]) -> list[str]:
    return [run["info"]["run_id"] for run in page["runs"]]


def asked(experiment: Experiment, **fields: Any) -> dict[str, Any]:
    return {"experiment_ids": [str(experiment.pk)], **fields}


@pytest.mark.parametrize(
    "order",
    [
        ["metrics.loss ASC"],
        ["metrics.loss DESC"],
        ["params.kind ASC"],
        ["params.kind DESC", "metrics.loss"],
        ["tags.team"],
        ["tags.team DESC", "attributes.run_id DESC"],
        ["attributes.status", "metrics.loss DESC"],
        ["attributes.run_name ASC"],
        ["attributes.`run name` DESC"],
        ["start_time DESC"],
        ["attributes.end_time ASC"],
        ["metrics.nothing"],
        ["tags.`mlflow.user`"],
        ["tags.`7`", "run_id"],
    ],
)
def test_an_order_is_the_same_from_the_database(
    caller: Caller, experiment: Experiment, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of it too, however small the blocks are that are read."""
    everything = search.runs(caller, asked(experiment))["runs"]
    wanted = [one["info"]["run_id"] for one in filters.ordered(everything, order, search.subject)]
    assert names(search.runs(caller, asked(experiment, order_by=order))) == wanted
    monkeypatch.setattr(paging, "BLOCK_LEAST", 2)
    monkeypatch.setattr(paging, "BLOCK_MOST", 3)
    seen: list[str] = []
    token = "0"
    while token:
        fields = asked(experiment, order_by=order, max_results=7, page_token=token)
        page = search.runs(caller, fields)
        seen += names(page)
        token = page.get("next_page_token", "")
    assert seen == wanted


@pytest.mark.parametrize(
    "text",
    [
        "metrics.loss > 0",
        "params.kind = 'apple'",
        "params.kind != 'apple'",
        "params.kind IN ('apple', '10')",
        "params.kind = ''",
        "params.kind IS NULL",
        "tags.team = 'said'",
        "tags.team = 'Zebra' AND metrics.loss < 100",
        "tags.team IS NOT NULL",
        "tags.`mlflow.runName` = 'Said 5'",
        "tags.`mlflow.runName` = 'apple'",
        "tags.`mlflow.runName` LIKE 'Said%'",
        "tags.`mlflow.user` = 'alice'",
        "tags.`mlflow.parentRunId` = 'x'",
        "attributes.status = 'FINISHED'",
        "status != 'FINISHED'",
        "run_name = 'run-7'",
        "attributes.run_name = 'Said 10'",
        "run_id IN ('run-1', 'run-39', 'none')",
        "user_id = 'alice'",
        "datasets.name = 'x'",
    ],
)
def test_a_filter_finds_the_same_with_the_database(
    caller: Caller, experiment: Experiment, text: str
) -> None:
    everything = search.runs(caller, asked(experiment))["runs"]
    clauses = filters.parse(text)
    wanted = [one for one in everything if filters.hold(clauses, search.subject(one))]
    found = search.runs(caller, asked(experiment, filter=text))
    assert names(found) == [one["info"]["run_id"] for one in wanted]


def test_a_page_reads_what_it_shows(
    caller: Caller, experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    shaped = shapes.runs

    def counted(rows: list[Job]) -> list[dict[str, Any]]:
        read.append(len(rows))
        return shaped(rows)

    monkeypatch.setattr(shapes, "runs", counted)
    monkeypatch.setattr(paging, "BLOCK_LEAST", 1)
    ordered = asked(experiment, order_by=["metrics.loss"], max_results=5)
    search.runs(caller, ordered)
    assert read == [6]
    read.clear()
    search.runs(caller, asked(experiment, filter="run_id = 'run-3'", max_results=5))
    assert read == [1]


@pytest.fixture
def registry(workspace: Workspace, alice: User) -> None:
    for name in ("net", "tree", "Forest"):
        model = RegisteredModel.objects.create(
            workspace=workspace, name=name, tags={"team": "a"} if name == "tree" else {}
        )
        for number in range(1, 13):
            ModelVersion.objects.create(
                registered=model,
                version=number,
                label=str(number),
                source="x",
                stage="Production" if number % 5 == 0 else "None",
                tags={"best": "yes"} if number == 7 else {},
            )


def test_versions_are_found_and_ordered_by_number(caller: Caller, registry: None) -> None:
    fields = {
        "filter": "name = 'net'",
        "order_by": ["version_number ASC"],
        "max_results": 10,
    }
    first = version_calls.search(caller, fields)
    second = version_calls.search(caller, {**fields, "page_token": first["next_page_token"]})
    found = first["model_versions"] + second["model_versions"]
    assert [one["version"] for one in found] == [str(number) for number in range(1, 13)]
    best = version_calls.search(caller, {"filter": "tags.best = 'yes' AND name LIKE '%e%'"})
    assert sorted(one["name"] for one in best["model_versions"]) == ["Forest", "net", "tree"]
    prompts = "name = 'tree' AND tags.`mlflow.prompt.is_prompt` != 'true'"
    assert len(version_calls.search(caller, {"filter": prompts})["model_versions"]) == 12


def test_models_are_found_with_their_latest_versions(
    caller: Caller, registry: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        found = registry_calls.search(caller, {"order_by": ["name DESC"], "max_results": 2})
    assert [one["name"] for one in found["registered_models"]] == ["tree", "net"]
    latest = found["registered_models"][0]["latest_versions"]
    assert [(one["version"], one["current_stage"]) for one in latest] == [
        ("10", "Production"),
        ("12", "None"),
    ]
    rest = registry_calls.search(
        caller, {"order_by": ["name DESC"], "page_token": found["next_page_token"]}
    )
    assert [one["name"] for one in rest["registered_models"]] == ["Forest"]
    tagged = registry_calls.search(caller, {"filter": "tags.team = 'a'"})
    assert [one["name"] for one in tagged["registered_models"]] == ["tree"]
