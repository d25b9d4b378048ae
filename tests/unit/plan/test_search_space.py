"""Every expression of a search space: what a point means (yaml.md 7.8)."""

import json
import math
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runs.plan import search_space
from runs.plan.search_space import Dimension, dimensions, grid, sample, value_of


def of(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, **more}


def test_each_expression_is_one_dimension() -> None:
    space = {
        "a": of("choice", values=["x", "y"]),
        "b": of("randint", upper=5),
        "c": of("uniform", min_value=-1, max_value=2),
        "d": of("loguniform", min_value=-7, max_value=-1),
        "e": of("normal", mu=0, sigma=1),
    }
    found = dimensions(space)
    assert list(found) == ["a", "b", "c", "d", "e"]
    assert found["a"] == Dimension("choice", 0, 2)
    assert found["b"] == Dimension("whole", 0, 5)
    assert found["c"] == Dimension("real", -1, 2)
    assert found["d"] == Dimension("real", -7, -1)
    assert (found["e"].kind, round(found["e"].low, 6), round(found["e"].high, 6)) == ("real", 0, 1)


@pytest.mark.parametrize(
    ("entry", "at", "expected"),
    [
        (of("uniform", min_value=0, max_value=1), 0.25, 0.25),
        (of("quniform", min_value=0, max_value=10, q=2), 4.9, 4),
        (of("quniform", min_value=0, max_value=1, q=0.25), 0.3, 0.25),
        (of("randint", upper=5), 4, 4),
        (of("loguniform", min_value=-7, max_value=-1), -2.0, math.exp(-2)),
        (of("qloguniform", min_value=0, max_value=3, q=5), 3.0, 20),
        (of("normal", mu=10, sigma=2), 0.5, 10),
        (of("normal", mu=10, sigma=0), 0.9, 10),
        (of("qnormal", mu=10.4, sigma=2, q=1), 0.5, 10),
        (of("lognormal", mu=1, sigma=2), 0.5, math.e),
        (of("qlognormal", mu=1, sigma=2, q=1), 0.5, 3),
    ],
)
def test_what_a_coordinate_means(entry: dict[str, Any], at: float, expected: float) -> None:
    assert value_of(entry, at) == pytest.approx(expected)


def test_a_quantum_that_is_whole_gives_whole_numbers() -> None:
    assert repr(value_of(of("quniform", min_value=0, max_value=10, q=2), 4.9)) == "4"


def test_another_base_of_logarithms() -> None:
    space = {"lr": of("loguniform", min_value=-3, max_value=-1)}
    assert sample(space, {"lr": -2.0}, logbase=10).values["lr"] == pytest.approx(0.01)


def test_a_choice_of_spaces_gives_json_and_each_inner_value_by_its_name() -> None:
    space = {
        "model": of(
            "choice",
            values=[
                {"kind": of("choice", values=["tree"]), "depth": of("randint", upper=9)},
                {"kind": of("choice", values=["linear"])},
            ],
        )
    }
    assert list(dimensions(space)) == [
        "model",
        "model[0].kind",
        "model[0].depth",
        "model[1].kind",
    ]
    point = {"model": 0, "model[0].kind": 0, "model[0].depth": 4, "model[1].kind": 0}
    found = sample(space, point)
    assert found.values == {"model": {"kind": "tree", "depth": 4}}
    assert json.loads(found.texts["model"]) == {"kind": "tree", "depth": 4}
    assert (found.texts["model.kind"], found.texts["model.depth"]) == ("tree", "4")
    other = sample(space, {**point, "model": 1})
    assert other.texts == {"model": '{"kind": "linear"}', "model.kind": "linear"}


def test_a_grid_is_every_combination_in_the_order_that_people_wrote() -> None:
    space = {"a": of("choice", values=[1, 2]), "b": of("choice", values=["x", "y"])}
    values = [sample(space, point).values for point in grid(space)]
    assert values == [
        {"a": 1, "b": "x"},
        {"a": 1, "b": "y"},
        {"a": 2, "b": "x"},
        {"a": 2, "b": "y"},
    ]


def test_a_grid_goes_into_a_choice_of_spaces() -> None:
    inner = {"rate": of("choice", values=[1, 2])}
    space = {"m": of("choice", values=["plain", inner])}
    values = [sample(space, point).values["m"] for point in grid(space)]
    assert values == ["plain", {"rate": 1}, {"rate": 2}]


@example("qlognormal", 0.0, 1053.0, 1.5, 0.75)
@given(
    st.sampled_from(["normal", "lognormal", "qnormal", "qlognormal"]),
    st.floats(-700, 700),
    st.floats(0, 1e6),
    st.floats(1e-6, 1e6),
    st.floats(search_space.EDGE, 1 - search_space.EDGE),
)
def test_any_distribution_gives_a_finite_number(
    kind: str, mu: float, sigma: float, q: float, at: float
) -> None:
    quantum = {"q": q} if kind.startswith("q") else {}
    assert math.isfinite(value_of(of(kind, mu=mu, sigma=sigma, **quantum), at))
