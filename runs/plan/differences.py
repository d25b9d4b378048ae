"""What differs between the parts of two reuse keys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from runs.plan.reuse import canonical

ORDER = (
    "component",
    "snapshot",
    "environment",
    "parameters",
    "variables",
    "inputs",
    "resources",
    "distribution",
    "outputs",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """part: of the reuse key. name: of the parameter, the input, …; empty for a part that is one
    thing. before, after: as text; None where it was not there."""

    part: str
    name: str
    before: str | None
    after: str | None


def flat(parts: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """{(part, name): text}, name as in Difference; what is empty is left out."""
    texts = {
        (part, name): as_text(value)
        for part in _in_order(parts)
        for name, value in _entries(parts[part])
    }
    return {key: text for key, text in texts.items() if text}


def _entries(value: Any) -> list[tuple[str, Any]]:
    return sorted(value.items()) if isinstance(value, Mapping) else [("", value)]


def _in_order(parts: Iterable[str]) -> list[str]:
    """As people read them."""
    return sorted(
        parts, key=lambda part: (ORDER.index(part) if part in ORDER else len(ORDER), part)
    )


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The differences, in an order that people read well."""
    return [
        one
        for part in _in_order({*before, *after})
        for one in _of_part(part, before.get(part), after.get(part))
    ]


def of_mappings(
    part: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    for name in sorted(set(before) | set(after)):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield Difference(part, name, as_text(old), as_text(new))


def as_text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else canonical(value)


def _of_part(part: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before or {}, Mapping) and isinstance(after or {}, Mapping):
        yield from of_mappings(part, before or {}, after or {})
    else:
        yield Difference(part, "", as_text(before), as_text(after))
