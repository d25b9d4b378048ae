"""Pipeline inputs whose value is known before anything runs.

Settings of a step (compute, instance count, timeout) may name pipeline inputs; they are needed
to plan, so only such constants can fill them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from designer.graph.expressions import Text, expressions_of, has_expression, parse_flat
from designer.graph.model import FromInput, Literal, Value
from designer.graph.names import did_you_mean, listed
from designer.graph.report import Report
from designer.graph.source import Path


@dataclass(frozen=True, slots=True)
class Constants:
    """Texts by the name of the pipeline input. ``moving``: inputs fed by steps, or by data.
    ``names``: every input that the pipeline has."""

    texts: Mapping[str, str]
    moving: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def over(self, names: Iterable[str], defaults: Mapping[str, Value]) -> "Constants":
        """These for a pipeline with inputs ``names``, with its own values where none was given."""
        own = {
            name: value.text
            for name, value in defaults.items()
            if isinstance(value, Literal) and not has_expression(value.text)
        }
        data = frozenset(defaults) - set(own) - set(self.texts)
        return Constants({**own, **self.texts}, self.moving | data, frozenset(names))

    def of_inner(self, inputs: Mapping[str, Value]) -> "Constants":
        """What is known inside a nested pipeline that gets ``inputs``."""
        texts: dict[str, str] = {}
        moving = set()
        for name, value in inputs.items():
            if isinstance(value, Literal):
                texts[name] = value.text
            elif isinstance(value, FromInput) and value.name in self.texts:
                texts[name] = self.texts[value.name]
            elif not isinstance(value, FromInput) or value.name in self.moving:
                moving.add(name)
        return Constants(texts, frozenset(moving))

    def text(self, report: Report, written: str | None) -> str | None:
        """``written`` with expressions filled in. An input that has no value yet stays open."""
        if not written or not has_expression(written):
            return written
        filled = ""
        for part in parse_flat(written):
            if isinstance(part, Text):
                filled += part.text
            elif part.context == "parent.inputs" and part.name in self.texts:
                filled += self.texts[part.name]
            elif part.context == "parent.inputs" and part.name not in self.names:
                meant = did_you_mean(part.name, self.names)
                message = f'the pipeline has no input "{part.name}".{meant}'
                hint = f"It has: {listed(sorted(self.names))}."
                report.error("unknown-pipeline-input", message, hint=hint)
                return None
            elif part.context == "parent.inputs" and part.name not in self.moving:
                filled += part.written
            else:
                report.error(
                    "setting-not-constant",
                    f"{part.written} is not known before the pipeline runs.",
                    hint="Only literal pipeline inputs can stand in a step's settings.",
                )
                return None
        return filled

    def mapping(self, report: Report, raw: Mapping[str, Any]) -> dict[str, Any]:
        """A copy with every expression in it filled in."""
        return {key: self._value(report.below(key), value) for key, value in raw.items()}

    def _value(self, report: Report, value: Any) -> Any:
        if isinstance(value, dict):
            return self.mapping(report, value)
        if isinstance(value, list):
            return [self._value(report.below(at), one) for at, one in enumerate(value)]
        if not has_expression(value):
            return value
        filled = self.text(report, value)
        return int(filled) if filled is not None and filled.isdecimal() else filled


def still_open(value: Any, *path: str | int) -> Iterator[tuple[Path, str]]:
    """(key path, pipeline input) of each input without a value in settings that were filled in."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from still_open(one, *path, key)
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from still_open(one, *path, index)
    elif isinstance(value, str):
        names = [one.name for one in expressions_of(value) if one.context == "parent.inputs"]
        yield from ((path, name) for name in names)
