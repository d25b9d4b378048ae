"""Early termination (yaml.md 7.8): whether a trial that runs is worth going on with.

Interval n of a trial is the n-th time that it logged the primary metric. A policy looks at a
trial when n is a multiple of ``evaluation_interval`` and not below ``delay_evaluation``. All of
it is pure: series of values in, a verdict out.
"""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

Goal = Literal["minimize", "maximize"]
Series = Sequence[float]


def applies(policy: Mapping[str, Any], interval: int) -> bool:
    """Whether the policy looks at a trial at this interval."""
    every = max(1, int(policy["evaluation_interval"]))
    return interval >= 1 and interval % every == 0 and interval >= policy["delay_evaluation"]


def due(policy: Mapping[str, Any], judged: int, logged: int) -> list[int]:
    """The intervals that are still to be judged, in order."""
    return [n for n in range(judged + 1, logged + 1) if applies(policy, n)]


def stops(
    policy: Mapping[str, Any], goal: Goal, trial: Series, every: Iterable[Series], interval: int
) -> bool:
    """Whether ``trial`` is to be stopped at ``interval``.

    every: the series of all trials, running and ended, ``trial`` among them.
    """
    own = _more_is_better(goal, trial)
    others = [_more_is_better(goal, series) for series in every]
    kind = policy["type"]
    if kind == "bandit":
        return _bandit(policy, own, others, interval)
    if kind == "median_stopping":
        return _median(own, others, interval)
    return _truncation(policy, own, others, interval)


def _more_is_better(goal: Goal, series: Series) -> list[float]:
    """What is no number (NaN, infinite) is worse than any number."""
    sign = 1.0 if goal == "maximize" else -1.0
    return [sign * value if math.isfinite(value) else -math.inf for value in series]


def _bandit(policy: Mapping[str, Any], own: Series, others: list[list[float]], n: int) -> bool:
    """Values are such that more is better; a minimised metric is negative here.

    The bound is B / (1 + slack) of a maximised metric and B * (1 + slack) of a minimised one. For
    a metric of the other sign these formulas would stop the best trial itself, so each stands in
    for the other.
    """
    best = max(_at(others, n))
    mine = max(own[:n])
    amount = policy.get("slack_amount")
    if amount is not None:
        return bool(mine < best - amount)
    factor = 1 + policy["slack_factor"]
    bound = best * factor if best < 0 else best / factor
    return bool(mine < bound)


def _median(own: Series, others: list[list[float]], n: int) -> bool:
    averages = [statistics.fmean(series[:n]) for series in others if series]
    return max(own[:n]) < statistics.median(averages)


def _truncation(policy: Mapping[str, Any], own: Series, others: list[list[float]], n: int) -> bool:
    """Of trials that are equal at the edge none is stopped."""
    at_interval = _at(others, n)
    worst = len(at_interval) * int(policy["truncation_percentage"]) // 100
    better = sum(1 for value in at_interval if value > own[n - 1])
    return better >= len(at_interval) - worst and worst > 0


def _at(every: list[list[float]], n: int) -> list[float]:
    """What trials logged at interval n, of those that came so far."""
    return [series[n - 1] for series in every if len(series) >= n]
