"""Samplers: the same trial from the same seed, whatever was forgotten in between."""

import statistics
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runs.plan import sampling, search_space
from runs.plan.sampling import Known, next_point

SPACE: dict[str, dict[str, Any]] = {
    "lr": {"type": "uniform", "min_value": -5, "max_value": 5},
    "units": {"type": "randint", "upper": 4},
    "kind": {"type": "choice", "values": ["a", "b", "c"]},
}
RANDOM = {"type": "random"}
SOBOL = {"type": "random", "rule": "sobol"}
BAYESIAN = {"type": "bayesian"}


def points(told: dict[str, Any], seed: int, count: int) -> list[dict[str, float | int] | None]:
    return [next_point(SPACE, told, "minimize", seed, n, lambda: ()) for n in range(count)]


@pytest.mark.parametrize("told", [RANDOM, SOBOL])
def test_a_seed_gives_the_same_points_and_another_one_others(told: dict[str, Any]) -> None:
    first = points(told, 7, 6)
    assert points(told, 7, 6) == first
    assert points(told, 8, 6) != first
    assert len({str(one) for one in first}) == 6


@given(st.sampled_from([RANDOM, SOBOL, BAYESIAN]), st.integers(-(2**40), 2**40), st.integers(0, 50))
@settings(deadline=None, max_examples=40)
def test_points_lie_in_their_space(told: dict[str, Any], seed: int, number: int) -> None:
    point = next_point(SPACE, told, "minimize", seed, number, lambda: ())
    assert point is not None
    for name, one in search_space.dimensions(SPACE).items():
        assert one.low <= point[name] <= one.high
        if one.kind != "real":
            assert point[name] in range(int(one.high))


def test_sobol_covers_a_space_evenly() -> None:
    space = {"x": {"type": "uniform", "min_value": 0, "max_value": 8}}
    found = [next_point(space, SOBOL, "minimize", 3, n, lambda: ()) for n in range(8)]
    assert sorted(int(one["x"]) for one in found if one) == list(range(8))


def test_a_grid_ends() -> None:
    space = {"a": {"type": "choice", "values": [1, 2]}}
    told = {"type": "grid"}
    found = [next_point(space, told, "minimize", 0, n, lambda: ()) for n in range(3)]
    assert found == [{"a": 0}, {"a": 1}, None]
    assert sampling.most(space, told, 100) == 2
    assert sampling.most(space, told, 1) == 1


def searched(goal: Any, sign: int) -> list[float]:
    """A sweep of 40 trials that are each asked for with a memory made anew."""
    told: list[Known] = []
    for number in range(40):
        point = next_point(SPACE, BAYESIAN, goal, 5, number, lambda: list(told))
        assert point is not None
        value = sign * ((point["lr"] - 2) ** 2 + point["kind"])
        told.append(Known(point, "completed", value))
    return [sign * (one.value or 0) for one in told]


@pytest.mark.parametrize(("goal", "sign"), [("minimize", 1), ("maximize", -1)])
def test_bayesian_sampling_finds_what_is_good(goal: str, sign: int) -> None:
    found = searched(goal, sign)
    assert searched(goal, sign) == found, "the same again, from what is stored alone"
    assert min(found) < 0.1
    chance, learned = statistics.median(found[:10]), statistics.median(found[10:])
    assert learned < chance / 2, "it looks where it was good before"


def test_failed_stopped_and_running_trials_are_taken_into_account() -> None:
    some = {"lr": 0.0, "units": 1, "kind": 0}
    told = [
        Known(some, "failed"),
        Known(some, "running"),
        Known(some, "stopped", 3.0),
        Known(some, "stopped"),
        Known(some, "completed"),
        *(Known({**some, "lr": n / 10}, "completed", float(n)) for n in range(12)),
    ]
    assert next_point(SPACE, BAYESIAN, "minimize", 1, len(told), lambda: told) is not None
