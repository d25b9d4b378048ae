"""A document written as YAML and read again means the same."""

import copy
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.graph.digest import document_digest
from designer.graph.disk import Disk
from designer.graph.document import Binding, DataNode, PipelineDocument, Place, StepNode
from designer.graph.load import load_pipeline
from designer.graph.package import pack
from designer.graph.resolve import resolve
from designer.graph.source import read
from designer.graph.write import component_yaml, to_yaml
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Uploads

GRAPHS = Path(__file__).parents[2] / "graphs"
GOOD = sorted(GRAPHS.glob("*.yml"))


def document_of(path: Path) -> PipelineDocument:
    wire, _ = pack(PurePosixPath(path), Disk(), Uploads(), {})
    assert wire is not None
    document, _ = load_pipeline(wire)
    assert document is not None
    return document


def again(document: PipelineDocument) -> PipelineDocument:
    source, found = read(to_yaml(document))
    assert source is not None
    assert not found
    result, _ = load_pipeline(source.data, source)
    assert result is not None
    return result


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_is_written_is_read_the_same(path: Path) -> None:
    document = document_of(path)
    result = again(document)
    assert result.nodes == document.nodes
    assert result.interface == document.interface
    assert result.settings == document.settings
    assert result.details == document.details
    assert document_digest(result) == document_digest(document)


def test_an_inline_step_is_written_inline() -> None:
    text = to_yaml(document_of(GRAPHS / "linear.yml"))
    steps = read(text)[0].data["jobs"]  # type: ignore[union-attr]
    assert steps["prep"]["command"].startswith("cp -r")
    assert "component" not in steps["prep"]
    assert isinstance(steps["train"]["component"], dict)


def test_a_step_whose_settings_are_bound_keeps_its_component() -> None:
    """An inline step may not bind them."""
    spec = {"type": "command", "command": "echo", "environment": "azureml:py:3"}
    for bound in (
        {"limits": {"timeout": "${{parent.inputs.s}}"}},
        {"resources": {"properties": {"size": "${{parent.inputs.s}}"}}},
    ):
        step = {"component": spec, "compute": "azureml:cpu", **bound}
        document, found = load_pipeline(
            {"type": "pipeline", "inputs": {"s": 5}, "jobs": {"a": step}}
        )
        assert document is not None
        assert found == []
        assert again(document).nodes == document.nodes
        written = yaml.safe_load(to_yaml(document))["jobs"]["a"]
        assert "command" in written["component"]


def test_a_command_job_becomes_a_command_job() -> None:
    data = read(to_yaml(document_of(GRAPHS / "command_job.yml")))[0].data  # type: ignore[union-attr]
    assert data["type"] == "command"
    assert "jobs" not in data


def test_a_data_node_becomes_a_value_of_the_steps_it_feeds() -> None:
    document = PipelineDocument(
        nodes={
            "iris": DataNode(path="azureml:iris:1"),
            "prep": StepNode(component="azureml:prepare:3", compute="cpu"),
        },
        bindings=[
            Binding(source=Place(node="iris", port="data"), target=Place(node="prep", port="raw"))
        ],
    )
    before, found = resolve(document, Small())
    after, _ = resolve(again(document), Small())
    assert not found
    assert before is not None
    assert after is not None
    assert before.steps == after.steps


def test_text_that_looks_like_something_else_stays_text() -> None:
    values: dict[str, Any] = {"a": "010", "b": "yes", "c": "1e-3", "d": "2024-01-01", "e": "null"}
    document = PipelineDocument(nodes={"a": StepNode(component="azureml:x:1", values=values)})
    node = again(document).nodes["a"]
    assert isinstance(node, StepNode)
    assert node.values == values


LITERALS = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
        lambda text: "${{" not in text and "$[[" not in text
    ),
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), LITERALS, max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_literal_comes_back_as_it_was(values: dict[str, Any]) -> None:
    document = PipelineDocument(nodes={"a": StepNode(component="azureml:x:1", values=values)})
    node = again(document).nodes["a"]
    assert isinstance(node, StepNode)
    assert node.values == values
    assert {k: type(v) for k, v in node.values.items()} == {k: type(v) for k, v in values.items()}


def test_writing_changes_nothing() -> None:
    document = document_of(GRAPHS / "nested.yml")
    before = copy.deepcopy(document)
    to_yaml(document)
    assert document == before


def test_a_component_is_written_with_its_keys_in_the_usual_order() -> None:
    text = component_yaml({"command": "a\nb\n", "name": "x", "type": "command", "extra": 1})
    assert text.splitlines() == ["type: command", "name: x", "command: |", "  a", "  b", "extra: 1"]
