"""Where a sweep's next trial lies. Nothing is kept between two trials but what the database holds.

Trial ``number`` of a sweep is a function of the sweep's seed and of the trials before it, so a
studio that was killed goes on as if nothing had happened, and no number is sampled twice.

The libraries behind it (Optuna, SciPy) take a second or two to import, so that is done late.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from runs.plan import search_space
from runs.plan.search_space import Point, Space


@dataclass(frozen=True, slots=True)
class Known:
    """A trial that there is already. value: of the primary metric, None when it has none (yet)."""

    point: Point
    state: Literal["running", "completed", "failed", "stopped"]
    value: float | None = None


def next_point(
    space: Space,
    sampling: Mapping[str, Any],
    goal: Literal["minimize", "maximize"],
    seed: int,
    number: int,
    known: Callable[[], Sequence[Known]],
) -> dict[str, float | int] | None:
    """The point of trial ``number``; None when a grid has no more.

    sampling: {"type": "random" | "grid" | "bayesian"[, "rule"]}. known: the trials before it, for
    a sampler that learns.
    """
    if sampling["type"] == "grid":
        points = search_space.grid(space)
        return dict(points[number]) if number < len(points) else None
    dimensions = search_space.dimensions(space)
    if sampling.get("rule") == "sobol":
        from runs.plan import sobol  # noqa: PLC0415  (SciPy takes its time)

        return sobol.point(dimensions, _mixed(seed, 0), number)
    from runs.plan import samplers  # noqa: PLC0415  (so does Optuna)

    mixed = _mixed(seed, number)
    if sampling["type"] == "bayesian":
        return samplers.bayesian(dimensions, mixed, goal, known())
    return samplers.random(dimensions, mixed)


def prepare(sampling: Mapping[str, Any]) -> None:
    """Import what a sampler needs now, while nobody waits for it."""
    space = {"x": {"type": "choice", "values": [0]}}
    next_point(space, sampling, "minimize", 0, 0, lambda: ())


def most(space: Space, sampling: Mapping[str, Any], limit: int) -> int:
    """How many trials there can be."""
    return min(limit, len(search_space.grid(space))) if sampling["type"] == "grid" else limit


def _mixed(seed: int, number: int) -> int:
    """Neighbouring seeds must not give neighbouring streams; 32 bits is what NumPy takes."""
    return (seed * 2_654_435_761 + number * 40_503 + 1) % 2**32
