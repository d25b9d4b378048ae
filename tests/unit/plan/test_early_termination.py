"""Policies of early termination, by the sentences of yaml.md 7.8."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runs.plan.early_termination import Goal, applies, due, stops


def bandit(**more: Any) -> dict[str, Any]:
    return {"type": "bandit", "evaluation_interval": 1, "delay_evaluation": 0, **more}


MEDIAN = {"type": "median_stopping", "evaluation_interval": 1, "delay_evaluation": 0}


def truncation(percentage: int) -> dict[str, Any]:
    return {
        "type": "truncation_selection",
        "evaluation_interval": 1,
        "delay_evaluation": 0,
        "truncation_percentage": percentage,
    }


@pytest.mark.parametrize(
    ("interval", "delay", "expected"),
    [(1, 0, [1, 2, 3, 4, 5, 6]), (2, 0, [2, 4, 6]), (2, 5, [6]), (3, 3, [3, 6]), (1, 9, [])],
)
def test_a_policy_looks_at_multiples_of_its_interval_from_its_delay_on(
    interval: int, delay: int, expected: list[int]
) -> None:
    policy = {"evaluation_interval": interval, "delay_evaluation": delay}
    assert [n for n in range(7) if applies(policy, n)] == expected
    assert due(policy, 0, 6) == expected
    assert due(policy, 4, 6) == [n for n in expected if n > 4]


def test_the_documented_example_of_a_slack_factor() -> None:
    """Best 0.8 at interval 10, slack 0.2: what is below 0.8 / 1.2 = 0.667 ends."""
    best, policy = [0.1] * 9 + [0.8], bandit(slack_factor=0.2)
    for value, expected in ((0.66, True), (0.67, False)):
        own = [0.1] * 9 + [value]
        assert stops(policy, "maximize", own, [best, own], 10) is expected


def test_a_slack_factor_of_a_metric_that_is_minimised() -> None:
    best, policy = [1.0], bandit(slack_factor=0.2)
    assert stops(policy, "minimize", [1.21], [best, [1.21]], 1)
    assert not stops(policy, "minimize", [1.19], [best, [1.19]], 1)


def test_a_slack_amount() -> None:
    best, policy = [0.8], bandit(slack_amount=0.2)
    assert stops(policy, "maximize", [0.59], [best, [0.59]], 1)
    assert not stops(policy, "maximize", [0.61], [best, [0.61]], 1)
    assert stops(policy, "minimize", [1.01], [best, [1.01]], 1)
    assert not stops(policy, "minimize", [0.99], [best, [0.99]], 1)


def test_what_counts_is_the_trials_best_so_far() -> None:
    policy = bandit(slack_amount=0.1)
    assert not stops(policy, "maximize", [0.9, 0.1], [[0.2, 0.8], [0.9, 0.1]], 2)


def test_the_best_at_the_same_interval_is_compared_not_later_ones() -> None:
    policy = bandit(slack_amount=0.1)
    others = [[0.5, 0.99], [0.45]]
    assert not stops(policy, "maximize", [0.45], others, 1)


def test_median_stopping_compares_the_best_with_the_median_of_running_averages() -> None:
    others = [[0.5, 0.7], [0.6, 0.8], [0.1, 0.2]]  # averages 0.6, 0.7, 0.15: median 0.6
    assert stops(MEDIAN, "maximize", [0.1, 0.2], others, 2)
    assert not stops(MEDIAN, "maximize", [0.1, 0.6], [*others[:2], [0.1, 0.6]], 2)
    assert stops(MEDIAN, "minimize", [0.9, 0.8], [[0.2, 0.1], [0.3, 0.1], [0.9, 0.8]], 2)


def test_truncation_stops_the_worst_percentage_at_the_interval() -> None:
    every = [[0.1], [0.2], [0.3], [0.4], [0.5]]
    stopped = [one for one in every if stops(truncation(40), "maximize", one, every, 1)]
    assert stopped == [[0.1], [0.2]]
    stopped = [one for one in every if stops(truncation(40), "minimize", one, every, 1)]
    assert stopped == [[0.4], [0.5]]


def test_truncation_rounds_down_and_spares_equals() -> None:
    few = [[0.1], [0.2], [0.3], [0.4]]
    assert not any(stops(truncation(20), "maximize", one, few, 1) for one in few)
    same = [[0.5]] * 5
    assert not any(stops(truncation(40), "maximize", one, same, 1) for one in same)


def test_what_is_no_number_is_the_worst() -> None:
    nan = float("nan")
    goals: tuple[Goal, Goal] = ("maximize", "minimize")
    for goal in goals:
        assert stops(bandit(slack_amount=1), goal, [nan], [[1.0], [nan]], 1)
        assert not stops(bandit(slack_amount=1), goal, [1.0], [[1.0], [nan]], 1)


SERIES = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3)
POLICIES = st.one_of(
    st.floats(0.01, 2).map(lambda one: bandit(slack_factor=one)),
    st.floats(0.01, 1e6).map(lambda one: bandit(slack_amount=one)),
    st.just(MEDIAN),
    st.integers(1, 99).map(truncation),
)


@given(POLICIES, st.sampled_from(["minimize", "maximize"]), st.lists(SERIES, min_size=1))
def test_the_best_trial_is_never_stopped(
    policy: dict[str, Any], goal: Goal, every: list[list[float]]
) -> None:
    """One whose every value is at least as good as all others'."""
    pick = max if goal == "maximize" else min
    best = [pick(one[n] for one in every) for n in range(3)]
    assert not stops(policy, goal, best, [*every, best], 3)


@given(POLICIES, st.lists(SERIES, min_size=1))
def test_minimising_mirrors_maximising(policy: dict[str, Any], every: list[list[float]]) -> None:
    if "slack_factor" in policy:
        return
    mirrored = [[-value for value in one] for one in every]
    for one, other in zip(every, mirrored, strict=True):
        assert stops(policy, "maximize", one, every, 3) == stops(
            policy, "minimize", other, mirrored, 3
        )
