"""How many processes a step has, and the variables of each (yaml.md 7.4)."""

import json

import pytest

from runs.plan import processes
from runs.plan.processes import Processes

PYTORCH = {"type": "PyTorch", "process_count_per_instance": "2"}


def test_a_step_without_distribution_is_one_process_with_no_variables_of_its_own() -> None:
    found = processes.of_step({}, None)
    assert (found.total, found.ports, processes.variables(found, [])) == (1, 0, [{}])
    assert processes.log_names(found) == ["std_log.txt"]


def test_without_distribution_there_is_one_process_on_every_node() -> None:
    found = processes.of_step({}, 3)
    assert processes.variables(found, []) == [{}, {}, {}]
    assert [found.title(rank) for rank in range(3)] == ["Node 0", "Node 1", "Node 2"]
    assert processes.log_names(found)[2] == "std_log_process_02.txt"


def test_pytorch_starts_the_command_on_each_instance_as_often_as_it_says() -> None:
    found = processes.of_step(PYTORCH, 2)
    each = processes.variables(found, [6105])
    assert [(one["RANK"], one["NODE_RANK"], one["LOCAL_RANK"]) for one in each] == [
        ("0", "0", "0"),
        ("1", "0", "1"),
        ("2", "1", "0"),
        ("3", "1", "1"),
    ]
    common = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": "6105", "WORLD_SIZE": "4"}
    for one in each:
        assert common.items() <= one.items()
        assert len(one) == 6


def test_pytorch_alone_is_one_process_that_still_finds_its_variables() -> None:
    found = processes.of_step({"type": "pytorch"}, 1)
    assert processes.log_names(found) == ["std_log.txt"]
    assert processes.variables(found, [6105])[0]["WORLD_SIZE"] == "1"


def test_mpi_has_the_variables_of_open_mpi_and_of_batch() -> None:
    found = processes.of_step({"type": "mpi", "process_count_per_instance": 2}, 2)
    assert processes.variables(found, [6105])[3] == {
        "OMPI_COMM_WORLD_RANK": "3",
        "OMPI_COMM_WORLD_SIZE": "4",
        "OMPI_COMM_WORLD_LOCAL_RANK": "1",
        "OMPI_COMM_WORLD_LOCAL_SIZE": "2",
        "AZ_BATCH_MASTER_NODE": "127.0.0.1:6105",
        "AZ_BATCHAI_MPI_MASTER_NODE": "127.0.0.1",
        "AZ_BATCH_HOST_LIST": "127.0.0.1,127.0.0.1",
    }


def test_tensorflow_tells_each_process_its_cluster_and_its_task() -> None:
    found = processes.of_step(
        {"type": "tensorflow", "worker_count": 2, "parameter_server_count": 1}, 2
    )
    assert (found.total, found.ports) == (3, 3)
    config = [json.loads(one["TF_CONFIG"]) for one in processes.variables(found, [1, 2, 3])]
    assert config[2] == {
        "cluster": {"worker": ["127.0.0.1:1", "127.0.0.1:2"], "ps": ["127.0.0.1:3"]},
        "task": {"type": "ps", "index": 0},
        "environment": "cloud",
    }
    assert config[1]["task"] == {"type": "worker", "index": 1}
    assert [found.title(rank) for rank in range(3)] == [
        "Worker 0",
        "Worker 1",
        "Parameter server 0",
    ]


def test_tensorflow_has_as_many_workers_as_instances_and_no_empty_list_of_servers() -> None:
    found = processes.of_step({"type": "tensorflow"}, 2)
    config = json.loads(processes.variables(found, [1, 2])[0]["TF_CONFIG"])
    assert config["cluster"] == {"worker": ["127.0.0.1:1", "127.0.0.1:2"]}


@pytest.mark.parametrize(
    ("distribution", "count", "wanted"),
    [
        ({}, None, 1),
        ({}, 3, 3),
        (PYTORCH, 2, 2),
        ({"type": "tensorflow", "worker_count": 2, "parameter_server_count": 1}, 2, 3),
        ({"type": "tensorflow", "worker_count": 1}, 4, 4),
    ],
)
def test_a_step_takes_an_instance_for_each_node(
    distribution: dict[str, object], count: int | None, wanted: int
) -> None:
    assert processes.instances(distribution, count) == wanted


def test_names_of_logs_sort_like_ranks() -> None:
    names = processes.log_names(Processes("pytorch", 1, 120))
    assert (names[0], names[119]) == ("std_log_process_000.txt", "std_log_process_119.txt")
    assert names == sorted(names)
