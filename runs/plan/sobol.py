"""Points of the scrambled Sobol sequence, which covers a space more evenly than chance does."""

import threading
import warnings
from collections.abc import Mapping

from scipy.stats import qmc

from runs.plan.search_space import Dimension

# The engine is not made for several threads at once.
_one_at_a_time = threading.Lock()


def point(dimensions: Mapping[str, Dimension], seed: int, number: int) -> dict[str, float | int]:
    """Point ``number`` of the sequence that belongs to ``seed``."""
    with _one_at_a_time, warnings.catch_warnings():
        # It is balanced over powers of two, and says so when it is asked for one point.
        warnings.simplefilter("ignore", UserWarning)
        engine = qmc.Sobol(len(dimensions), scramble=True, seed=seed)
        if number:
            engine.fast_forward(number)
        units = engine.random(1)[0]
    placed = zip(dimensions.items(), units, strict=True)
    return {name: _placed(one, float(unit)) for (name, one), unit in placed}


def _placed(one: Dimension, unit: float) -> float | int:
    """``unit`` lies in [0, 1)."""
    if one.kind == "real":
        return min(one.high, one.low + unit * (one.high - one.low))
    return min(int(one.high) - 1, int(unit * one.high))
