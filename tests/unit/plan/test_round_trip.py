"""Whatever passes the checks can be planned, and YAML written from it gives the same plan."""

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from designer.graph.check import check_document, check_wire
from designer.graph.diagnostics import has_errors
from designer.graph.document import PipelineDocument
from designer.graph.load import load_pipeline
from designer.graph.resolve import resolve
from designer.graph.source import read
from designer.graph.write import to_yaml
from runs.plan import stored
from runs.plan.compile import all_steps, compile_plan
from runs.plan.model import Plan, as_json
from tests.unit.graph.catalogue import Small
from tests.unit.graph.test_never_raises import DOCUMENTS, VALUES, WIRES, damaged
from tests.unit.graph.test_write import GOOD, again, document_of

CONTROL = ("if_else", "do_while", "parallel_for")
WITH_CONTROL = [
    one for one in DOCUMENTS if any(node.get("type") in CONTROL for node in one["nodes"].values())
]


class Uploaded(Small):
    """Has all code that anybody sent."""

    def has_snapshot(self, digest: str) -> bool:
        return True


KNOWN = Uploaded()


def plan_of(document: PipelineDocument) -> Plan | None:
    """None for a document with errors. Everything that would ever be grown is planned, too."""
    if has_errors(check_document(document, KNOWN)):
        return None
    graph, _ = resolve(document, KNOWN)
    assert graph is not None
    plan = compile_plan(graph, document, "store")
    paths = [*(one.path for one in plan.pipelines), *(one.path for one in plan.steps)]
    names = {path: f"job-{path}" for path in paths}
    for step in plan.steps:
        stored.step(step, names, {})
    for _ in all_steps(plan.steps):
        pass
    return plan


def meaning(plan: Plan) -> dict[str, Any]:
    """The plan without the document that it was made of, and without the order of ports."""
    told = as_json(plan)
    for one in told["pipelines"]:
        one.pop("document")
        for component in one["components"].values():
            for side in ("inputs", "outputs"):
                component[side].sort(key=lambda port: port["name"])
    return told


def finite(value: Any) -> bool:
    """NaN is not even equal to itself."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(finite(one) for one in value.values())
    return all(finite(one) for one in value) if isinstance(value, list) else True


def check_round_trip(document: PipelineDocument) -> None:
    plan = plan_of(document)
    if plan is None:
        return
    result = again(document)
    second = plan_of(result)
    assert second is not None, to_yaml(document)
    assert meaning(second) == meaning(plan), to_yaml(document)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_gives_the_same_plan_again(path: Path) -> None:
    document = document_of(path)
    assert plan_of(document) is not None
    check_round_trip(document)


@given(damaged(WIRES, VALUES))
@settings(max_examples=150, deadline=None)
def test_any_change_of_a_file_that_passes_gives_the_same_plan_again(wire: Any) -> None:
    document, found = check_wire(wire, KNOWN)
    if document is None or has_errors(found) or not finite(wire):
        return
    check_round_trip(document)


@given(damaged(WITH_CONTROL, VALUES))
@settings(max_examples=200, deadline=None)
def test_any_change_of_control_flow_is_a_plan_or_a_finding(raw: Any) -> None:
    try:
        document = PipelineDocument.model_validate(raw)
    except ValueError:
        return
    plan_of(document)


def test_control_flow_is_among_what_is_changed() -> None:
    assert len(WITH_CONTROL) >= 4
    source, _ = read(to_yaml(PipelineDocument.model_validate(WITH_CONTROL[0])))
    assert source is not None
    assert load_pipeline(source.data, source)[0] is not None
