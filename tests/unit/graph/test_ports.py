"""The table of port types, read from the file that the front end's tests read too."""

import json
from pathlib import Path

import pytest

from designer.graph.document import DATA_TYPES, PRIMITIVE_TYPES
from designer.graph.ports import may_feed

CASES = json.loads((Path(__file__).parents[2] / "graphs" / "port_cases.json").read_text())


@pytest.mark.parametrize(("source", "target", "verdict"), CASES)
def test_each_pair_has_its_verdict(source: str, target: str, verdict: str) -> None:
    assert may_feed(source, target) == verdict


def test_every_pair_is_in_the_file() -> None:
    every = DATA_TYPES + PRIMITIVE_TYPES
    assert {(one, two) for one, two, _ in CASES} == {(one, two) for one in every for two in every}
