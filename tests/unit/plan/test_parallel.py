"""From the settings of a parallel step in YAML to what its driver is told."""

from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from designer.graph.disk import Disk
from designer.graph.load import load_pipeline
from designer.graph.package import pack
from designer.graph.resolve import resolve
from designer.graph.source import read
from designer.graph.write import to_yaml
from runs.plan import parallel, stored
from runs.plan.compile import compile_plan
from runs.plan.model import StepPlan
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Uploads


class Uploaded(Small):
    def has_snapshot(self, digest: str) -> bool:
        return True


FILE = Path(__file__).parents[2] / "graphs" / "parallel.yml"


def steps(change: dict[str, Any] | None = None) -> dict[str, StepPlan]:
    """The plan of the file; change: keys of its first step that get other values."""
    wire, _ = pack(PurePosixPath(FILE), Disk(), Uploads(), {})
    assert wire is not None
    wire["jobs"]["by_component"] |= change or {}
    document, _ = load_pipeline(wire)
    assert document is not None
    graph, found = resolve(document, Uploaded())
    assert graph is not None, found
    return {one.path: one for one in compile_plan(graph, document, "store").steps}


def test_a_step_takes_the_settings_of_its_component_and_replaces_some() -> None:
    step = steps()["by_component"]
    assert step.type == "parallel"
    assert step.command.startswith("score.py --allowed_failed_percent 30 $[[--seed")
    assert step.parallel == {
        "input": "images",
        "append_row_to": "rows",
        "mini_batch_size": 10,
        "is_bytes": False,
        "partition_keys": [],
        "workers": 2,
        "error_threshold": 3,
        "mini_batch_error_threshold": -1,
        "max_retries": 0,
        "timeout": 60,
        "logging_level": "DEBUG",
    }


def test_an_inline_step_has_its_own_and_the_defaults_of_the_language() -> None:
    found = steps()["inline"]
    assert found.parallel["partition_keys"] == ["Store", "Brand"]
    assert found.parallel["mini_batch_size"] is None
    assert (found.parallel["max_retries"], found.parallel["timeout"]) == (2, 60)
    assert found.inputs["table"].type == "mltable"
    assert found.code is not None
    assert found.code.startswith("azureml:snapshot:")


def test_a_step_is_parallel_by_its_task() -> None:
    found = steps()["unnamed_kind"]
    assert (found.type, found.parallel["mini_batch_size"]) == ("parallel", 1024**2)
    assert found.parallel["is_bytes"]
    assert found.upstream == {"inline"}


@pytest.mark.parametrize(
    ("written", "size", "is_bytes"),
    [("5", 5, False), ("10kb", 10240, True), ("2Mb", 2097152, True), ("1GB", 1024**3, True)],
)
def test_sizes_are_read_as_the_language_reads_them(written: str, size: int, is_bytes: bool) -> None:
    found = parallel.settings({"mini_batch_size": written}, 1)
    assert (found["mini_batch_size"], found["is_bytes"]) == (size, is_bytes)


def test_instances_and_workers_of_each_multiply() -> None:
    found = steps({"resources": {"instance_count": 3}, "max_concurrency_per_instance": 4})
    assert found["by_component"].parallel["workers"] == 12
    assert found["by_component"].instance_count == 3


def test_what_changes_the_result_is_in_the_reuse_key_and_the_rest_is_not() -> None:
    plain = steps()["by_component"].parts
    assert steps({"mini_batch_size": "11"})["by_component"].parts != plain
    assert steps({"error_threshold": 4})["by_component"].parts != plain
    assert steps({"max_concurrency_per_instance": 7})["by_component"].parts == plain
    assert steps({"logging_level": "INFO"})["by_component"].parts == plain


def test_a_stored_step_tells_its_driver_everything() -> None:
    step = steps()["by_component"]
    names = {one: one for one in ("", "by_component", "inline")}
    assert stored.step(step, names, {})["parallel"] == step.parallel


def test_each_worker_has_a_log_beside_that_of_the_driver() -> None:
    assert parallel.log_titles(2) == {
        "std_log.txt": "Driver",
        "std_log_process_00.txt": "Worker 0",
        "std_log_process_01.txt": "Worker 1",
    }


def test_an_inline_step_is_written_inline_with_its_task() -> None:
    wire, _ = pack(PurePosixPath(FILE), Disk(), Uploads(), {})
    assert wire is not None
    document, _ = load_pipeline(wire)
    assert document is not None
    source, _ = read(to_yaml(document))
    assert source is not None
    written = source.data["jobs"]["inline"]
    assert written["task"]["entry_script"] == "score.py"
    assert written["partition_keys"] == ["Store", "Brand"]
    assert "component" not in written
