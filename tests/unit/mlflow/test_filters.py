"""MLflow's filters and orders, as notebooks write them."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runs.mlflow import filters
from studio.lib.errors import Invalid

RUN: dict[str, Any] = {
    "info": {"run_id": "r1", "run_name": "bold fox", "status": "FINISHED", "start_time": 1700},
    "data": {
        "metrics": [
            {"key": "x", "value": 2.0},
            {"key": "val/loss", "value": 0.5},
            {"key": "a b", "value": 1.0},
            {"key": "bad", "value": "NaN"},
        ],
        "params": [{"key": "a", "value": "b"}, {"key": "note", "value": "this AND that (both)"}],
        "tags": [{"key": "c", "value": "cats"}, {"key": "mlflow.parentRunId", "value": "p"}],
    },
    "datasets": [
        {"name": "train", "digest": "1", "context": "training"},
        {"name": "test", "digest": "2", "context": "eval"},
    ],
}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("metrics.x > 1", True),
        ("metrics.x > 1e1", False),
        ("metric.x>=2.0 and metrics.`a b` = 1", True),
        ('metrics."a b" < 1', False),
        ("metrics.val/loss <= .5", True),
        ("metrics.bad > 0", False),
        ("metrics.nothing > 0", False),
        ("params.a = 'b'", True),
        ('params.a = "b" AND params.a != "c"', True),
        ("params.note = 'this AND that (both)'", True),
        ("params.note IN ('x', 'this AND that (both)')", True),
        ("params.a IN ('x','b')", True),
        ("params.a NOT IN ('x')", True),
        ("tags.`c` LIKE 'c%'", True),
        ("tags.c LIKE 'C%'", False),
        ("tags.c ILIKE 'C_TS'", True),
        ("tags.c NOT LIKE '%z%'", True),
        ("tags.c LIKE 'c[a]ts'", False),
        ("tags.mlflow.parentRunId = 'p'", True),
        ("tags.`mlflow.parentRunId` = 'p'", True),
        ("tags.c IS NOT NULL and tags.d is null", True),
        ("tags.d IS NOT NULL", False),
        ("attributes.status = 'FINISHED'", True),
        ("attribute.status != 'FAILED'", True),
        ("status = 'RUNNING'", False),
        ("attributes.`run_name` LIKE 'bold%'", True),
        ("start_time > 1699 AND created < 1701", True),
        ("dataset.name = 'test' AND datasets.context = 'eval'", True),
        ("datasets.name = 'other'", False),
        ("", True),
        ("   ", True),
    ],
)
def test_a_filter_holds(text: str, holds: bool) -> None:
    assert filters.hold(filters.parse(text), RUN) is holds


@pytest.mark.parametrize(
    "text",
    [
        "loss is low",
        "metrics.x >",
        "metrics.x > 1 OR metrics.x < 0",
        "metrics.x > 1 AND",
        "metrics.x > 1 metrics.x > 0",
        "colour.x = 1",
        "params.a = 'b",
        "params.a IN ('b'",
    ],
)
def test_what_is_no_filter_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        filters.parse(text)


def run(name: str, **metrics: float | str) -> dict[str, Any]:
    pairs = [{"key": key, "value": value} for key, value in metrics.items()]
    return {"info": {"run_name": name}, "data": {"metrics": pairs}}


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (["metrics.loss"], ["b", "a", "c", "none", "nan"]),
        (["metrics.loss ASC"], ["b", "a", "c", "none", "nan"]),
        (["metrics.`loss` desc"], ["c", "a", "b", "none", "nan"]),
        (["attributes.run_name DESC"], ["none", "nan", "c", "b", "a"]),
        (["metrics.group DESC", "metrics.loss"], ["b", "c", "a", "none", "nan"]),
    ],
)
def test_runs_are_ordered_and_what_lacks_the_value_comes_last(
    order: list[str], names: list[str]
) -> None:
    runs = [
        run("none"),
        run("a", loss=2, group=1),
        run("b", loss=1.5, group=2),
        run("c", loss="Infinity", group=2),
        run("nan", loss="NaN"),
    ]
    assert [one["info"]["run_name"] for one in filters.ordered(runs, order, lambda it: it)] == names


@pytest.mark.parametrize("order", ["metrics.loss SIDEWAYS", "colour.loss", "", "metrics.a b DESC"])
def test_what_is_no_order_is_refused(order: str) -> None:
    with pytest.raises(Invalid):
        filters.ordered([RUN], [order], lambda it: it)


@given(st.text(max_size=60) | st.from_regex(r"(metrics|tags)\.\w+ (>|LIKE|IN) [('%\w, )]*"))
def test_any_text_is_a_filter_or_refused(text: str) -> None:
    with contextlib.suppress(Invalid):
        filters.hold(filters.parse(text), RUN)
