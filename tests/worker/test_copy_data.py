"""``copy_data`` steps, with real processes."""

import pytest

from designer.graph.document import InputDeclaration
from designer.graph.load import load_component
from designer.graph.model import ComponentDefinition, FromStep, Graph, Step
from runs.models import Job
from studio.storage import datastores, home
from tests.worker.conftest import Submit
from tests.worker.graphs import graph, step
from tests.worker.waiting import errors, step_of


def copying(mode: str, second: str) -> Graph:
    """Two steps make folders with a.txt and ``second``; a third puts them together."""
    one = step("one", "echo 1 > ${{outputs.out}}/a.txt", outputs={"out": "uri_folder"})
    made = f"mkdir -p ${{{{outputs.out}}}}/deep; echo 2 > ${{{{outputs.out}}}}/{second}"
    two = step("two", made, outputs={"out": "uri_folder"})
    inputs = {"x": FromStep("one", "out"), "y": FromStep("two", "out")}
    merge = Step("merge", _component(mode), inputs, {}, {})
    return graph(one, two, merge)


def _component(mode: str) -> ComponentDefinition:
    folder = {"type": "uri_folder"}
    found, diagnostics = load_component(
        {
            "type": "data_transfer",
            "task": "copy_data",
            "data_copy_mode": mode,
            "inputs": {"x": folder, "y": folder, "none": {**folder, "optional": True}},
            "outputs": {"out": folder},
        }
    )
    assert found is not None, diagnostics
    assert isinstance(found.inputs["none"], InputDeclaration)
    return found


def files(job: Job) -> dict[str, str]:
    place = datastores.locate(job.workspace, job.outputs["out"]["uri"])
    return {
        one.relative_to(place).as_posix(): one.read_text()
        for one in sorted(place.rglob("*"))
        if one.is_file()
    }


@pytest.mark.parametrize("mode", ["merge_with_overwrite", "fail_if_conflict"])
def test_folders_are_put_together(run: Submit, mode: str) -> None:
    root = run(copying(mode, "deep/b.txt"))
    assert root.status == "Completed", errors(root)
    merged = step_of(root, "merge")
    assert files(merged) == {"a.txt": "1\n", "deep/b.txt": "2\n"}
    assert merged.type == "data_transfer"


def test_a_later_input_overwrites(run: Submit) -> None:
    root = run(copying("merge_with_overwrite", "a.txt"))
    assert files(step_of(root, "merge")) == {"a.txt": "2\n"}


def test_a_conflict_fails_the_step_and_names_the_file(run: Submit) -> None:
    root = run(copying("fail_if_conflict", "a.txt"))
    merged = step_of(root, "merge")
    assert (root.status, merged.status) == ("Failed", "Failed")
    log = home.job_folder(merged.workspace_id, merged.pk) / "user_logs" / "std_log.txt"
    assert "a.txt is in more than one input" in log.read_text()
