"""Submission: all or nothing, once for one key, and quick for big pipelines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from designer.graph.document import DataValue, PipelineDocument, StepNode
from runs.models import Dependency, Job
from runs.operations.resubmit import resubmit
from runs.operations.submit import submit as submit_document
from runs.worker import Workers
from studio.lib.errors import Conflict, Invalid
from studio.models import User, Workspace
from tests.worker import graphs
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.waiting import errors, statuses, step_of, until


def document(**nodes: StepNode) -> PipelineDocument:
    made = PipelineDocument(nodes=nodes)
    made.settings.default_compute = "azureml:cpu-cluster"
    made.details.experiment_name = "trial"
    return made


def hello(text: str = "hello") -> StepNode:
    command = {
        "type": "command",
        "command": f"echo {text}",
        "environment": {"image": "python:3.11"},
    }
    return StepNode(component=command)


def test_a_document_is_checked_compiled_and_run(
    workspace: Workspace, alice: User, workers: Workers
) -> None:
    root = submit_document(workspace, alice, document(a=hello(), b=hello("there")))
    until(lambda: Job.objects.get(pk=root.pk).status in ("Completed", "Failed"))
    assert Job.objects.get(pk=root.pk).status == "Completed", errors(root)
    assert root.experiment.name == "trial"
    assert set(root.frozen.document["nodes"]) == {"a", "b"}
    assert set(root.frozen.components) == {"a", "b"}


def test_a_document_with_errors_is_refused_with_all_diagnostics(
    workspace: Workspace, alice: User
) -> None:
    wrong = hello()
    wrong.values["nope"] = DataValue(path="azureml:missing:1")
    bad = StepNode(component="azureml:unknown_thing:1")
    with pytest.raises(Invalid) as caught:
        submit_document(workspace, alice, document(a=wrong, b=bad))
    assert caught.value.code == "invalid-pipeline"
    assert any(one["node"] == "b" for one in caught.value.diagnostics)
    assert not Job.objects.exists()


def test_the_same_key_gives_the_same_job(submit: Submit) -> None:
    first = submit(graphs.linear(), idempotency_key="k1")
    assert submit(graphs.linear(), idempotency_key="k1") == first
    assert submit(graphs.linear(), idempotency_key="k2") != first


def test_a_taken_name_is_refused_and_leaves_nothing(submit: Submit) -> None:
    submit(graphs.linear(), name="mine")
    count = Job.objects.count()
    with pytest.raises(Conflict) as caught:
        submit(graphs.linear(), name="mine")
    assert caught.value.code == "job-name-taken"
    assert Job.objects.count() == count


@pytest.mark.parametrize("name", ["../up", "a/b", "", "a b", ".hidden"])
def test_a_name_that_would_leave_its_folder_is_refused(submit: Submit, name: str) -> None:
    with pytest.raises(Invalid):
        submit(graphs.linear(), name=name)


def test_an_unknown_compute_is_refused_and_leaves_nothing(submit: Submit) -> None:
    with pytest.raises(Invalid) as caught:
        submit(graph(step("a", compute="azureml:moon")))
    assert caught.value.code == "unknown-compute"
    assert not Job.objects.exists()


def test_more_instances_than_the_compute_has_are_refused(submit: Submit) -> None:
    with pytest.raises(Invalid) as caught:
        submit(graph(step("a", resources={"instance_count": 99})))
    assert caught.value.code == "too-many-instances"


def test_resubmitting_runs_the_frozen_document_again(
    workspace: Workspace, alice: User, workers: Workers
) -> None:
    root = submit_document(workspace, alice, document(a=hello()))
    again = resubmit(root, alice)
    assert again.pk != root.pk
    assert again.properties["studio.cloned_from"] == root.name
    until(lambda: Job.objects.get(pk=again.pk).status == "Completed")


def test_inputs_are_shown_with_where_they_come_from(submit: Submit) -> None:
    root = submit(graphs.linear())
    given = step_of(root, "b").inputs["x"]
    assert given["from"] == step_of(root, "a").name
    assert given["from_output"] == "out"


def test_a_thousand_steps_take_few_queries(submit: Submit) -> None:
    steps = [step("s0")]
    steps += [step(f"s{n}", needs={"x": f"s{n - 1}.out"}) for n in range(1, 1000)]
    with CaptureQueriesContext(connection) as queries:
        root = submit(graph(*steps))
    assert root.steps_total == 1000
    assert Dependency.objects.count() == 999
    assert len(queries) < 200
    assert statuses(root)["s0"] == "Queued"
