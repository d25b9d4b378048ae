"""Hashes see what would run, and nothing else."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from designer.graph.digest import canonical, component_hash, document_digest
from designer.graph.document import Layout, Note, PipelineDocument, Position, StepNode

SPEC: dict[str, Any] = {
    "name": "train",
    "version": "1",
    "command": "echo ${{inputs.a}}",
    "environment": "azureml:py:3",
    "inputs": {"a": {"type": "string", "description": "a word"}},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def test_names_and_texts_for_people_do_not_count() -> None:
    other = {**SPEC, "name": "other", "version": "9", "description": "long", "tags": {"a": "b"}}
    other["inputs"] = {"a": {"type": "string"}}
    assert component_hash(other) == component_hash(SPEC)


def test_a_missing_type_is_command() -> None:
    assert component_hash({**SPEC, "type": "command"}) == component_hash(SPEC)


def test_what_runs_counts() -> None:
    for key, value in (("command", "echo"), ("is_deterministic", False), ("environment", "x")):
        assert component_hash({**SPEC, key: value}) != component_hash(SPEC)


@given(st.dictionaries(st.text(max_size=4), JSON, min_size=1))
def test_key_order_does_not_count(value: dict[str, Any]) -> None:
    assert canonical(dict(reversed(list(value.items())))) == canonical(value)


def test_looks_of_a_document_do_not_count() -> None:
    node = StepNode(component="azureml:x:1", values={"a": 1, "b": 2})
    one = PipelineDocument(nodes={"a": node, "b": node})
    two = PipelineDocument(
        nodes={"b": node.model_copy(update={"display_name": "B"}), "a": node},
        layout=Layout(nodes={"a": Position(x=1, y=2)}),
        notes=[Note(id="n", text="hello")],
        yaml={"": "# why"},
    )
    assert document_digest(one) == document_digest(two)
    two.settings.force_rerun = True
    assert document_digest(one) != document_digest(two)
