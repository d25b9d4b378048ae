"""``copy_data`` is read and runs; what needs a database is refused with a sentence."""

from typing import Any

import pytest

from designer.graph.check import check_wire
from designer.graph.load import load_component, load_pipeline
from designer.graph.source import read
from designer.graph.write import to_yaml
from tests.unit.graph.catalogue import Small

MERGE = {
    "type": "data_transfer",
    "task": "copy_data",
    "data_copy_mode": "fail_if_conflict",
    "inputs": {"a": {"type": "uri_folder"}, "b": {"type": "uri_folder"}},
    "outputs": {"all": {"type": "uri_folder"}},
}
IRIS = "azureml:iris:1"
FOLDER = {"type": "uri_folder"}


def pipeline(step: dict[str, Any]) -> dict[str, Any]:
    settings = {"default_compute": "azureml:cpu"}
    return {"type": "pipeline", "settings": settings, "jobs": {"merge": step}}


def given(**more: Any) -> dict[str, Any]:
    data = {"type": "uri_folder", "path": IRIS}
    return {"type": "data_transfer", "inputs": {"a": data, "b": data}, **more}


def found(step: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.severity, one.code) for one in check_wire(pipeline(step), Small())[1]]


def test_a_component_becomes_a_command() -> None:
    definition, diagnostics = load_component({"name": "merge", **MERGE})
    assert diagnostics == []
    assert definition is not None
    assert (definition.type, definition.command) == (
        "data_transfer",
        'python -m studio_copy_data fail_if_conflict "${{outputs.all}}" "${{inputs.a}}"'
        ' "${{inputs.b}}"',
    )


def test_steps_with_a_component_and_without_one_are_fine() -> None:
    assert found(given(component=MERGE)) == []
    inline = given(task="copy_data", data_copy_mode="merge_with_overwrite", outputs={"all": None})
    assert found(inline) == []


def test_what_a_step_says_comes_back_from_yaml() -> None:
    inline = given(task="copy_data", outputs={"all": {"type": "uri_folder"}})
    document, _ = load_pipeline(pipeline(inline))
    assert document is not None
    source, _ = read(to_yaml(document))
    assert source is not None
    again, diagnostics = load_pipeline(source.data)
    assert diagnostics == []
    assert again is not None
    assert again.nodes == document.nodes


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"task": "import_data", "source": {"type": "database"}}, "kind-not-runnable"),
        ({"task": "export_data", "sink": {"type": "database"}}, "kind-not-runnable"),
        ({"task": "move_data"}, "not-allowed"),
        ({"data_copy_mode": "overwrite"}, "not-allowed"),
        ({"outputs": {}}, "transfer-outputs"),
        (
            {"outputs": {"x": {"type": "uri_folder"}, "y": {"type": "uri_folder"}}},
            "transfer-outputs",
        ),
        ({"outputs": {"x": {"type": "uri_file"}}}, "transfer-outputs"),
        ({"inputs": {}}, "transfer-inputs"),
    ],
)
def test_what_is_wrong_is_said(changes: dict[str, Any], code: str) -> None:
    _, diagnostics = load_component({"name": "merge", **MERGE, **changes})
    assert ("error", code) in [(one.severity, one.code) for one in diagnostics]


def test_a_missing_task_is_said() -> None:
    spec = {key: value for key, value in MERGE.items() if key != "task"}
    _, diagnostics = load_component({"name": "merge", **spec})
    assert [one.code for one in diagnostics] == ["task-missing"]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"type": "spark", "entry": {"file": "x.py"}}, "pyspark"),
        ({"type": "automl", "task": "regression"}, "AutoML"),
        ({"type": "import", "source": {"type": "s3"}}, "register the data"),
        (given(component={**MERGE, "task": "import_data"}), "client of that database"),
    ],
)
def test_what_cannot_run_here_says_what_to_do_instead(step: dict[str, Any], words: str) -> None:
    document, diagnostics = check_wire(pipeline(step), Small())
    assert document is not None
    assert "merge" in document.nodes
    refused = [one for one in diagnostics if one.code == "kind-not-runnable"]
    assert [words in str(one.hint) for one in refused] == [True]
