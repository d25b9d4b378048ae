"""A search space as plain dimensions, and a point in them as the values that a trial gets.

Every expression of yaml.md 7.8 is one dimension: a real number, a whole number or a choice. A
sampler knows nothing else; what a point means (rounding to ``q``, logarithms, the normal
distributions) is said here, and only here.
"""

import itertools
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Literal

Space = Mapping[str, Mapping[str, Any]]
Point = Mapping[str, float | int]
Scalar = str | int | float
# Farther out than this nothing is sampled in the life of a studio.
EDGE = 1e-9


@dataclass(frozen=True, slots=True)
class Dimension:
    """kind "choice": a whole number from 0 on, below ``high``; "whole": the same, of numbers."""

    kind: Literal["real", "whole", "choice"]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sample:
    """values: as a person reads them, one for each parameter. texts: what a command line gets, by
    name; ``model.lr`` where ``model`` is a choice of spaces.
    """

    values: dict[str, Any]
    texts: dict[str, str]


def dimensions(space: Space) -> dict[str, Dimension]:
    """Every dimension there is, those inside of choices too, in the order that people wrote."""
    return dict(_dimensions(space, ""))


def sample(space: Space, point: Point, logbase: float | None = None) -> Sample:
    """What a point of ``dimensions(space)`` means."""
    found = Sample({}, {})
    found.values.update(_sampled(space, point, logbase or math.e, "", "", found.texts))
    return found


def grid(space: Space) -> list[dict[str, int]]:
    """Every combination of a space of choices; the first parameter changes last."""
    return [dict(one) for one in _combinations(list(space.items()), "")]


def _dimensions(space: Space, before: str) -> Iterator[tuple[str, Dimension]]:
    for name, entry in space.items():
        key = f"{before}{name}"
        yield key, _dimension(entry)
        for index, value in enumerate(entry.get("values", ())):
            if isinstance(value, dict):
                yield from _dimensions(value, f"{key}[{index}].")


def _dimension(entry: Mapping[str, Any]) -> Dimension:
    kind = entry["type"]
    if kind == "choice":
        return Dimension("choice", 0, len(entry["values"]))
    if kind == "randint":
        return Dimension("whole", 0, entry["upper"])
    if "min_value" in entry:
        return Dimension("real", entry["min_value"], entry["max_value"])
    return Dimension("real", EDGE, 1 - EDGE)


def _sampled(
    space: Space, point: Point, base: float, before: str, name_before: str, texts: dict[str, str]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, entry in space.items():
        key, shown = f"{before}{name}", f"{name_before}{name}"
        if entry["type"] != "choice":
            values[name] = value_of(entry, point[key], base)
            texts[shown] = str(values[name])
            continue
        index = int(point[key])
        chosen = entry["values"][index]
        if isinstance(chosen, dict):
            inner = f"{key}[{index}]."
            values[name] = _sampled(chosen, point, base, inner, f"{shown}.", texts)
            texts[shown] = json.dumps(values[name], ensure_ascii=False)
        else:
            values[name] = chosen
            texts[shown] = str(chosen)
    return values


def value_of(entry: Mapping[str, Any], at: float, base: float = math.e) -> int | float:
    """The number that an expression gives for ``at``, a coordinate of its dimension."""
    kind = entry["type"]
    if kind == "randint":
        return int(at)
    number: float = at
    if "mu" in entry:
        sigma = entry["sigma"]
        number = NormalDist(entry["mu"], sigma).inv_cdf(at) if sigma else float(entry["mu"])
    if "log" in kind:
        number = _power(base, number)
    return number if "q" not in entry else _rounded(number, entry["q"])


def _power(base: float, exponent: float) -> float:
    """The tail of a log-normal distribution may lie beyond what a number can be."""
    try:
        return math.exp(exponent) if base == math.e else float(base**exponent)
    except OverflowError:
        return sys.float_info.max


def _rounded(number: float, q: float) -> int | float:
    steps = number / q
    found = round(steps) * q if math.isfinite(steps) else number
    return found if math.isfinite(found) else number


def _combinations(
    entries: Sequence[tuple[str, Mapping[str, Any]]], before: str
) -> Iterator[tuple[tuple[str, int], ...]]:
    sides = [list(_choices(f"{before}{name}", entry)) for name, entry in entries]
    for parts in itertools.product(*sides):
        yield tuple(itertools.chain.from_iterable(parts))


def _choices(key: str, entry: Mapping[str, Any]) -> Iterator[tuple[tuple[str, int], ...]]:
    for index, value in enumerate(entry["values"]):
        if not isinstance(value, dict):
            yield ((key, index),)
            continue
        for inner in _combinations(list(value.items()), f"{key}[{index}]."):
            yield ((key, index), *inner)
