"""What a save changed, kept small: any two JSON values, there and back."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.graph.changes import changes
from designer.graph.delta import delta, patched
from designer.graph.document import PipelineDocument

scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([1.0, 0.5]) | st.text()
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)


# How long it takes to think of two values says how busy the machine is, and nothing of the code.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(values, values)
def test_a_delta_leads_from_one_value_to_the_other(before: Any, after: Any) -> None:
    """Compared as text: the order of keys and the kind of a number count."""
    kept = json.dumps(before)
    change = json.loads(json.dumps(delta(before, after)))
    assert json.dumps(patched(before, change)) == json.dumps(after)
    assert json.dumps(before) == kept


@patient
@given(values)
def test_the_same_value_has_no_delta(value: Any) -> None:
    assert delta(value, json.loads(json.dumps(value))) is None


def test_a_delta_holds_what_changed_and_no_more() -> None:
    before = {"nodes": {"a": {"lr": 1}, "b": {"lr": 2}}, "bindings": [1, 2, 3]}
    after = {"nodes": {"a": {"lr": 1}, "b": {"lr": 5}}, "bindings": [1, 3]}
    assert delta(before, after) == [
        "{",
        {"nodes": ["{", {"b": ["{", {"lr": ["=", 5]}, []]}, []], "bindings": ["[", 1, 1, []]},
        [],
    ]


def document(**parts: Any) -> dict[str, Any]:
    return PipelineDocument.model_validate(parts).model_dump(mode="json")


def step(**parts: Any) -> dict[str, Any]:
    return {"kind": "step", "component": "azureml:train:1", **parts}


def test_changes_are_said_by_name() -> None:
    wire = {"source": {"node": "a", "port": "x"}, "target": {"node": "b", "port": "y"}}
    before = document(nodes={"a": step(), "b": step(), "gone": step()}, bindings=[wire])
    after = document(
        nodes={"a": step(), "b": step(compute="gpu"), "fresh": step(compute="cpu")},
        interface={"inputs": {"rate": {"value": 1}}},
        settings={"force_rerun": True},
    )
    found = changes(before, after)
    assert found.added.names == ["fresh"]
    assert found.removed.names == ["gone"]
    assert found.changed.names == ["b"]
    assert (found.bindings, found.interface.names) == (1, ["inputs.rate"])
    assert (found.settings, found.looks) == (True, False)


def test_a_node_with_another_name_is_renamed_and_keeps_its_connections() -> None:
    def wire(target: str) -> dict[str, Any]:
        source = {"node": "a", "port": "x"}
        return {"source": source, "target": {"node": target, "port": "y"}}

    before = document(nodes={"a": step(), "b": step(compute="gpu")}, bindings=[wire("b")])
    after = document(nodes={"a": step(), "fit": step(compute="gpu")}, bindings=[wire("fit")])
    found = changes(before, after).model_dump(exclude_defaults=True)
    assert found == {"renamed": {"names": ["b → fit"], "count": 1}}


def test_another_source_is_one_changed_connection() -> None:
    def wired(source: str) -> dict[str, Any]:
        place = {"node": source, "port": "x"}
        wire = {"source": place, "target": {"node": "c", "port": "y"}}
        return document(nodes={"a": step(), "b": step(), "c": step()}, bindings=[wire])

    assert changes(wired("a"), wired("b")).model_dump(exclude_defaults=True) == {"bindings": 1}


def test_moving_a_box_changes_only_looks() -> None:
    before = document(nodes={"a": step()})
    after = document(nodes={"a": step()}, layout={"nodes": {"a": {"x": 1, "y": 2}}})
    assert changes(before, after).model_dump(exclude_defaults=True) == {"looks": True}


def test_a_comment_changes_only_the_text() -> None:
    before = document(nodes={"a": step()})
    del before["yaml"]  # as it was stored before texts were kept
    after = document(nodes={"a": step()}, yaml={"": "# why"})
    assert changes(before, after).model_dump(exclude_defaults=True) == {"yaml": True}


def test_many_names_are_counted_and_the_first_told() -> None:
    found = changes(document(), document(nodes={f"n{i}": step() for i in range(500)})).added
    assert (found.count, found.names[:2], len(found.names)) == (500, ["n0", "n1"], 8)
