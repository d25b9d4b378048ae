"""MLflow calls without HTTP: what is refused, and what a training loop costs."""

from typing import Any

import pytest
from django.core.cache import cache

from runs.mlflow import experiment_calls, news, run_calls, search, token
from runs.mlflow.caller import Caller, of_header
from runs.models import Experiment, Job, Status
from studio.lib import clock
from studio.lib.errors import Invalid
from studio.models import Workspace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread tells news; it could not see rows that these tests never commit."""
    monkeypatch.setattr(news, "bring", lambda place, logged: None)


@pytest.fixture
def step(workspace: Workspace) -> Job:
    cache.clear()
    experiment = Experiment.objects.create(workspace=workspace, name="prices")
    return Job.objects.create(
        workspace=workspace,
        experiment=experiment,
        name="train-1",
        path="train",
        type="command",
        status=Status.RUNNING,
        attempt=1,
        created_at=clock.now(),
    )


@pytest.fixture
def caller(step: Job) -> Caller:
    return of_header(f"Bearer {token.issue(step.pk, 1)}")


@pytest.mark.parametrize(
    ("call", "fields"),
    [
        (run_calls.log_metric, {"key": "a b!", "value": 1}),
        (run_calls.log_metric, {"key": "x" * 251, "value": 1}),
        (run_calls.log_metric, {"key": "loss", "value": "much"}),
        (run_calls.log_metric, {"key": "loss", "value": 10**400}),
        (run_calls.log_metric, {"key": "loss", "value": 1, "timestamp": "noon"}),
        (run_calls.log_metric, {"key": "loss", "value": 1, "step": 2**70}),
        (run_calls.log_parameter, {"key": "", "value": "1"}),
        (run_calls.log_batch, {"metrics": "all"}),
        (run_calls.log_batch, {"tags": [1]}),
        (run_calls.log_batch, {"params": [{"key": "a", "value": 1}, {"key": "a", "value": 2}]}),
        (run_calls.log_inputs, {"datasets": ["x"]}),
        (run_calls.log_inputs, {"datasets": [{"dataset": "x"}]}),
        (run_calls.update, {"status": "FINISHED", "end_time": 10**18}),
        (run_calls.create, {"start_time": 10**30}),
        (search.runs, {"filter": "loss is low"}),
        (search.runs, {"filter": "metrics.loss < 1 AND"}),
        (search.runs, {"filter": "metrics.loss < 1 metrics.loss > 0"}),
        (search.runs, {"filter": "colour.loss < 1"}),
    ],
)
def test_what_is_not_understood_is_refused_with_a_sentence(
    caller: Caller, call: Any, fields: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        call(caller, {"run_id": "train-1", **fields})
    assert refused.value.message


@pytest.mark.parametrize(
    ("filter_text", "holds"),
    [
        ("", True),
        ("metrics.loss < 0.5", True),
        ("metrics.loss >= 0.5", False),
        ("metrics.`loss` = 0.25 and params.kind = 'ridge'", True),
        ("params.kind LIKE 'rid%' AND params.kind != 'lasso'", True),
        ("params.kind ILIKE 'RIDGE'", True),
        ("params.kind NOT LIKE 'r%'", False),
        ("params.kind IN ('lasso', 'ridge')", True),
        ("tags.stage = 'trial'", True),
        ("tags.missing != 'x'", False),
        ("attributes.status = 'RUNNING'", True),
        ("run_id = 'train-1'", True),
        ("attributes.start_time > 0", True),
    ],
)
def test_filters(step: Job, caller: Caller, filter_text: str, holds: bool) -> None:
    run_calls.log_batch(
        caller,
        {
            "run_id": step.name,
            "metrics": [{"key": "loss", "value": 0.25, "timestamp": 1}],
            "params": [{"key": "kind", "value": "ridge"}],
            "tags": [{"key": "stage", "value": "trial"}],
        },
    )
    fields = {"experiment_ids": [str(step.experiment_id)], "filter": filter_text}
    assert [run["info"]["run_id"] for run in search.runs(caller, fields)["runs"]] == (
        [step.name] if holds else []
    )


def test_pages_follow_one_another(step: Job, caller: Caller) -> None:
    for _ in range(4):
        run_calls.create(caller, {"experiment_id": "0"})
    fields: dict[str, Any] = {"experiment_ids": [str(step.experiment_id)], "max_results": 2}
    seen, pages = [], 0
    while True:
        page = search.runs(caller, fields)
        seen += [run["info"]["run_id"] for run in page["runs"]]
        pages += 1
        if "next_page_token" not in page:
            break
        fields["page_token"] = page["next_page_token"]
    assert (len(seen), len(set(seen)), pages) == (5, 5, 3)


def test_a_step_gets_its_own_experiment_under_any_name(step: Job, caller: Caller) -> None:
    found = experiment_calls.get_by_name(caller, {"experiment_name": "other"})["experiment"]
    assert found["experiment_id"] == str(step.experiment_id)
    assert (found["name"], found["lifecycle_stage"]) == ("other", "active")
    assert experiment_calls.create(caller, {"name": "third"}) == {
        "experiment_id": str(step.experiment_id)
    }


def test_a_tag_can_be_taken_away(step: Job, caller: Caller) -> None:
    for key in ("stage", "mlflow.note.content"):
        run_calls.set_tag(caller, {"run_id": step.name, "key": key, "value": "x"})
        assert {"key": key, "value": "x"} in run_calls.get(caller, {"run_id": step.name})["run"][
            "data"
        ]["tags"]
        run_calls.delete_tag(caller, {"run_id": step.name, "key": key})
        read = run_calls.get(caller, {"run_id": step.name})["run"]["data"]["tags"]
        assert key not in [tag["key"] for tag in read]


def test_a_loop_of_metrics_costs_two_statements_each(
    step: Job, django_assert_max_num_queries: Any
) -> None:
    header = f"Bearer {token.issue(step.pk, 1)}"
    point = {"run_id": step.name, "key": "loss", "value": 1.5, "timestamp": 1, "step": 0}
    run_calls.log_metric(of_header(header), point)
    with django_assert_max_num_queries(4):  # the transaction's begin and end, and two rows
        run_calls.log_metric(of_header(header), {**point, "step": 1})
