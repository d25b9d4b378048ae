"""Distributed steps through the engine: their instances, outputs, logs, and who is to blame."""

from typing import Any

import pytest

from designer.graph.model import Graph
from runs.models import Job
from studio.lib.errors import Invalid
from studio.storage import home
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.test_outcomes import content, log_of
from tests.worker.waiting import errors, step_of

PYTORCH = {"type": "pytorch", "process_count_per_instance": "2"}
SERVER = {"type": "tensorflow", "worker_count": 2, "parameter_server_count": 1}


def training(command: str, instances: int, distribution: dict[str, Any]) -> Graph:
    train = step(
        "train",
        command,
        outputs={"out": "uri_folder"},
        resources={"instance_count": instances},
        distribution=distribution,
    )
    look = step(
        "look", "cat ${{inputs.x}}/* > ${{outputs.out}}", needs={"x": "train.out"}, inputs=FOLDER
    )
    return graph(train, look)


FOLDER = {"x": "uri_folder"}
WRITE = 'echo "$RANK: $NODE_RANK $LOCAL_RANK of $WORLD_SIZE" | tee ${{outputs.out}}/$RANK'


def test_the_ranks_of_a_step_make_its_outputs_together(run: Submit) -> None:
    root = run(training(WRITE, 2, PYTORCH))
    assert root.status == "Completed", errors(root)
    wanted = ["0: 0 0 of 4", "1: 0 1 of 4", "2: 1 0 of 4", "3: 1 1 of 4"]
    assert content(step_of(root, "look")).splitlines() == wanted
    assert log_of(step_of(root, "train")) == "0: 0 0 of 4\n"


def test_the_error_names_the_rank_that_failed(run: Submit) -> None:
    root = run(training("[ $RANK = 3 ] && exit 9; sleep 60", 2, PYTORCH))
    failed = step_of(root, "train")
    assert failed.status == "Failed"
    assert failed.error is not None
    assert failed.error["message"] == ("Rank 3 of 4 ended with exit code 9; the others were ended.")
    assert "std_log_process_03.txt" in failed.error["hint"]


@pytest.mark.parametrize(
    ("instances", "distribution", "taken"), [(2, PYTORCH, 2), (3, {}, 3), (2, SERVER, 3)]
)
def test_a_step_takes_an_instance_of_the_compute_for_each_node(
    submit: Submit, instances: int, distribution: dict[str, Any], taken: int
) -> None:
    root = submit(training("true", instances, distribution))
    assert step_of(root, "train").instance_count == taken


def test_more_nodes_than_the_compute_has_are_refused(submit: Submit) -> None:
    with pytest.raises(Invalid) as refused:
        submit(training("true", 4, {"type": "tensorflow", "parameter_server_count": 1}))
    assert refused.value.code == "too-many-instances"
    assert not Job.objects.exists()


def test_another_distribution_runs_the_step_again(run: Submit) -> None:
    first = run(training(WRITE, 1, PYTORCH))
    again = run(training(WRITE, 1, PYTORCH))
    other = run(training(WRITE, 1, {**PYTORCH, "process_count_per_instance": "1"}))
    assert step_of(again, "train").reused_from == step_of(first, "train")
    assert step_of(other, "train").reused_from is None
    folder = home.job_folder(other.workspace_id, step_of(other, "train").pk) / "user_logs"
    assert [one.name for one in folder.iterdir()] == ["std_log.txt"]
