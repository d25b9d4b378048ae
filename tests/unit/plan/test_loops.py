"""How nodes of control flow decide, question by question."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runs.plan import loops
from runs.plan.growth import Counts, Ended, Growing
from runs.plan.model import DataAt, OutputOf, Text

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LOOP = {"kind": "do_while", "condition": "more", "mapping": {"next": ["n"], "model": ["m"]}}
EACH: dict[str, Any] = {
    "kind": "parallel_for",
    "items": [[str(n), {"n": {"text": str(n)}}] for n in range(1, 6)],
    "is_mapping": False,
    "most_at_once": 2,
    "types": {"n": "integer", "data": "uri_folder"},
    "outputs": {"loss": "number", "good": "boolean", "model": "uri_folder"},
}
MADE = {"type": "uri_folder", "uri": "azureml://datastores/d/paths/m/", "digest": "d"}


def asked(grows: dict[str, Any], **more: Any) -> Growing:
    step = Growing(
        path="loop",
        grows=grows,
        inputs={},
        counts=Counts(),
        memory={},
        ended=(),
        children=lambda: (),
        go_on=False,
        started_at=NOW,
        at=NOW,
    )
    return replace(step, **more)


def ended(number: int, status: str = "Completed", **values: str) -> Ended:
    outputs = {name: {"type": "string", "value": value} for name, value in values.items()}
    error = None if status == "Completed" else {"message": "It broke."}
    key = f"iteration_{number}"
    return Ended(key, f"job-{number}", status, {**outputs, "model": MADE}, error)


@pytest.mark.parametrize(
    ("text", "truth"),
    [("true", True), (" True\n", True), ("1", True), ("False", False), ("no", False)],
)
def test_texts_that_are_true_or_false(text: str, truth: bool) -> None:
    assert loops.truth_of(text) is truth


@pytest.mark.parametrize("text", ["", "maybe", "2", "truee"])
def test_texts_that_are_neither(text: str) -> None:
    assert loops.truth_of(text) is None


def test_a_condition_skips_the_block_that_it_does_not_choose() -> None:
    grows = {"kind": "if_else", "true": ["a", "b"], "false": ["c"]}
    chosen = loops.if_else(asked(grows, inputs={"condition": "True"}))
    assert (chosen.skip, chosen.end and chosen.end.status) == (["c"], "Completed")
    chosen = loops.if_else(asked(grows, inputs={"condition": "false"}))
    assert chosen.skip == ["a", "b"]
    wrong = loops.if_else(asked(grows, inputs={"condition": "perhaps"}))
    assert wrong.end is not None and wrong.end.status == "Failed"


def test_a_do_while_feeds_outputs_to_the_next_iteration() -> None:
    first = loops.do_while(asked(LOOP | {"most": 3}))
    assert [(one.key, one.inputs) for one in first.grow] == [("iteration_1", {})]
    step = asked(
        LOOP | {"most": 3},
        counts=Counts(grown=1, completed=1),
        ended=[ended(1, more="true", next="7")],
    )
    (second,) = loops.do_while(step).grow
    assert second.key == "iteration_2"
    assert second.inputs == {
        "n": Text("7"),
        "m": OutputOf("loop.iteration_1", "model", "uri_folder"),
    }


@pytest.mark.parametrize(("more", "grown"), [("false", 1), ("true", 3)])
def test_a_do_while_ends_by_its_condition_or_its_limit(more: str, grown: int) -> None:
    step = asked(
        LOOP | {"most": 3},
        counts=Counts(grown=grown, completed=grown),
        ended=[ended(grown, more=more, next="9")],
    )
    found = loops.do_while(step)
    assert not found.grow
    assert found.end is not None and found.end.status == "Completed"
    assert found.end.gather["next"].members[0][1]["value"] == "9"


@pytest.mark.parametrize("status", ["Failed", "Canceled"])
def test_a_do_while_ends_as_its_iteration_does(status: str) -> None:
    step = asked(LOOP | {"most": 3}, counts=Counts(grown=2), ended=[ended(2, status)])
    found = loops.do_while(step)
    assert found.end is not None and found.end.status == status
    assert found.end.error is not None
    assert found.end.error["message"] == "Iteration 2: It broke."


def test_a_parallel_for_keeps_as_many_going_as_it_may() -> None:
    first = loops.parallel_for(asked(EACH))
    assert [one.key for one in first.grow] == ["item_1", "item_2"]
    later = loops.parallel_for(asked(EACH, counts=Counts(grown=2, live=1, completed=1)))
    assert [(one.key, one.inputs["n"]) for one in later.grow] == [("item_3", Text("3"))]
    full = loops.parallel_for(asked(EACH, counts=Counts(grown=5, live=2, completed=3)))
    assert (list(full.grow), full.end) == ([], None)


def test_a_parallel_for_never_begins_more_than_a_window_at_once() -> None:
    many = [[str(n), {"n": {"text": "1"}}] for n in range(1, 500)]
    found = loops.parallel_for(asked(EACH | {"items": many, "most_at_once": None}))
    assert len(found.grow) == loops.WINDOW


def test_the_outputs_of_all_items_are_json_text_and_tables() -> None:
    children = [
        replace(ended(n, loss=f"0.{n}", good="true" if n < 3 else "false"), key=f"item_{n}")
        for n in range(1, 6)
    ]
    step = asked(EACH, counts=Counts(grown=5, completed=5), children=lambda: children[::-1])
    found = loops.parallel_for(step).end
    assert found is not None
    assert json.loads(found.texts["loss"]) == [0.1, 0.2, 0.3, 0.4, 0.5]
    assert json.loads(found.texts["good"]) == [True, True, False, False, False]
    assert [key for key, _ in found.gather["model"].members] == [f"item_{n}" for n in range(1, 6)]


def test_items_with_keys_give_a_mapping() -> None:
    text = '{"north": {"n": 1}, "south": {"n": 2}}'
    grows = EACH | {"items": None, "most_at_once": None}
    first = loops.parallel_for(asked(grows, inputs={"items": text}))
    assert [(one.key, one.display_name) for one in first.grow] == [
        ("item_1", "north"),
        ("item_2", "south"),
    ]
    children = [replace(ended(n, loss=str(n)), key=f"item_{n}") for n in (1, 2)]
    counts = Counts(grown=2, completed=2)
    step = asked(grows, inputs={"items": text}, counts=counts, children=lambda: children)
    found = loops.parallel_for(step).end
    assert found is not None
    assert json.loads(found.texts["loss"]) == {"north": 1.0, "south": 2.0}


def test_a_failed_item_stops_the_others_unless_the_job_goes_on() -> None:
    counts = Counts(grown=3, live=1, completed=1, failed=1)
    assert loops.parallel_for(asked(EACH, counts=counts)).stop
    going = loops.parallel_for(asked(EACH, counts=counts, go_on=True))
    assert (going.stop, [one.key for one in going.grow]) == (False, ["item_4"])


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("nothing", "no JSON"),
        ("[]", "no items"),
        ("3", "list or a mapping"),
        ("[1]", "no mapping"),
        ('[{"x": 1}]', "no input of the body"),
        ('[{"n": [1]}]', "neither"),
        ('[{"n": 1}, {"data": "d"}]', "same keys"),
        (json.dumps([{"n": 1}] * 1001), "at most 1000"),
        ("[" * 100000, "no JSON"),
    ],
)
def test_what_is_wrong_with_items_is_said(text: str, part: str) -> None:
    found = loops.read_items(text, EACH["types"])
    assert isinstance(found, str) and part in found


def test_items_may_name_data() -> None:
    text = '[{"data": "azureml://datastores/d/paths/a/"}, {"data": {"path": "azureml://b"}}]'
    found = loops.read_items(text, EACH["types"])
    assert not isinstance(found, str)
    assert [one["data"] for _, one in found.entries] == [
        DataAt("azureml://datastores/d/paths/a/", "uri_folder"),
        DataAt("azureml://b", "uri_folder"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["n", "data", "path", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_items_or_a_sentence(value: Any) -> None:
    found = loops.read_items(json.dumps(value), EACH["types"])
    if isinstance(found, str):
        assert found.endswith(".")
    else:
        assert len({frozenset(one) for _, one in found.entries}) == 1
