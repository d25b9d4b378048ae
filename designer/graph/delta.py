"""What changed between two JSON values, small enough to keep for every save. Pure.

A delta is JSON itself: ``None`` for "the same"; ``["=", value]`` puts another value in place;
``["{", {key: delta}, [keys gone], order?]`` changes a mapping, where ``order`` is there only when
the keys end up in another order than "the old ones, then the new ones"; ``["[", start, gone,
[items]]`` takes ``gone`` items of a list away at ``start`` and puts ``items`` there.
"""

from typing import Any

Delta = list[Any] | None


def delta(before: Any, after: Any) -> Delta:
    """``patched(before, delta(before, after))`` equals ``after``, keys in the same order."""
    if isinstance(before, dict) and isinstance(after, dict):
        return _of_mappings(before, after)
    if isinstance(before, list) and isinstance(after, list):
        return _of_lists(before, after)
    return None if _same(before, after) else ["=", after]


def patched(before: Any, change: Delta) -> Any:
    """``before`` with ``change`` made; ``before`` itself stays as it is."""
    if change is None:
        return before
    if change[0] == "=":
        return change[1]
    if change[0] == "[":
        _, start, gone, items = change
        return [*before[:start], *items, *before[start + gone :]]
    inner, removed = change[1], set(change[2])
    after = {
        key: patched(value, inner[key]) if key in inner else value
        for key, value in before.items()
        if key not in removed
    }
    after |= {key: patched(None, one) for key, one in inner.items() if key not in before}
    return {key: after[key] for key in change[3]} if len(change) > 3 else after


def _of_mappings(before: dict[str, Any], after: dict[str, Any]) -> Delta:
    inner: dict[str, Delta] = {}
    for key, value in after.items():
        one = delta(before[key], value) if key in before else ["=", value]
        if one is not None:
            inner[key] = one
    removed = [key for key in before if key not in after]
    usual = [key for key in before if key in after] + [key for key in after if key not in before]
    order = [] if usual == list(after) else [list(after)]
    return ["{", inner, removed, *order] if inner or removed or order else None


def _of_lists(before: list[Any], after: list[Any]) -> Delta:
    start = 0
    while start < min(len(before), len(after)) and _same(before[start], after[start]):
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and _same(before[-1 - end], after[-1 - end]):
        end += 1
    gone, items = len(before) - start - end, after[start : len(after) - end]
    return ["[", start, gone, items] if gone or items else None


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: ``1``, ``1.0`` and ``true`` are three values, and the order of keys counts."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
