"""What differs between two reuse keys is said part by part, and name by name."""

from runs.plan.differences import Difference, between

PARTS = {"component": "c1", "snapshot": "s1", "parameters": {"rate": "0.1"}, "inputs": {"x": "ab"}}


def test_equal_parts_differ_in_nothing() -> None:
    assert between(PARTS, dict(PARTS)) == []


def test_names_are_told_apart_and_what_is_new_or_gone() -> None:
    after = PARTS | {"parameters": {"rate": "0.2", "seed": "1"}, "inputs": {}}
    assert between(PARTS, after) == [
        Difference("parameters", "rate", "0.1", "0.2"),
        Difference("parameters", "seed", None, "1"),
        Difference("inputs", "x", "ab", None),
    ]


def test_a_part_that_is_one_thing_has_no_name() -> None:
    assert between(PARTS, PARTS | {"snapshot": "s2"}) == [Difference("snapshot", "", "s1", "s2")]


def test_parts_that_are_added_later_are_compared_as_well() -> None:
    found = between(PARTS, PARTS | {"sweep": {"trials": 5}})
    assert found == [Difference("sweep", "trials", None, "5")]


def test_the_order_is_that_of_people() -> None:
    after = {"outputs": {"o": "z"}, "component": "c2", "snapshot": "s1", "parameters": {}}
    assert [one.part for one in between(PARTS, after)] == [
        "component",
        "parameters",
        "inputs",
        "outputs",
    ]
