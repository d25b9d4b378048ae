"""Random and Bayesian sampling: Optuna, asked anew for each trial with all that is known."""

from collections.abc import Mapping, Sequence
from typing import Literal

import optuna
from optuna.distributions import (
    BaseDistribution,
    CategoricalDistribution,
    FloatDistribution,
    IntDistribution,
)
from optuna.samplers import BaseSampler, RandomSampler, TPESampler
from optuna.trial import FrozenTrial, TrialState, create_trial

from runs.plan.sampling import Known
from runs.plan.search_space import Dimension

optuna.logging.set_verbosity(optuna.logging.ERROR)
Goal = Literal["minimize", "maximize"]
STARTUP_TRIALS = 10


def random(dimensions: Mapping[str, Dimension], seed: int) -> dict[str, float | int]:
    return _asked(dimensions, RandomSampler(seed=seed), "minimize", ())


def bayesian(
    dimensions: Mapping[str, Dimension], seed: int, goal: Goal, known: Sequence[Known]
) -> dict[str, float | int]:
    """Trials that run count as bad ones, so that not all that run at once are alike."""
    sampler = TPESampler(seed=seed, n_startup_trials=STARTUP_TRIALS, constant_liar=True)
    return _asked(dimensions, sampler, goal, known)


def _asked(
    dimensions: Mapping[str, Dimension], sampler: BaseSampler, goal: Goal, known: Sequence[Known]
) -> dict[str, float | int]:
    distributions = {name: _distribution(one) for name, one in dimensions.items()}
    study = optuna.create_study(sampler=sampler, direction=goal)
    study.add_trials([_frozen(one, distributions) for one in known])
    return dict(study.ask(distributions).params)


def _distribution(one: Dimension) -> BaseDistribution:
    if one.kind == "choice":
        return CategoricalDistribution(range(int(one.high)))
    if one.kind == "whole":
        return IntDistribution(0, int(one.high) - 1)
    return FloatDistribution(one.low, one.high)


def _frozen(known: Known, distributions: dict[str, BaseDistribution]) -> FrozenTrial:
    """A trial that logged nothing tells no more than that it was tried."""
    params = {name: known.point[name] for name in distributions}
    if known.state == "running":
        return create_trial(state=TrialState.RUNNING, params=params, distributions=distributions)
    if known.value is None:
        return create_trial(state=TrialState.FAIL, params=params, distributions=distributions)
    if known.state == "stopped":
        return create_trial(
            state=TrialState.PRUNED,
            params=params,
            distributions=distributions,
            intermediate_values={0: known.value},
        )
    return create_trial(value=known.value, params=params, distributions=distributions)
