"""MLflow's filter and order language, over the JSON that a search would answer with.

A subject is {"info": {attribute: value}, "data": {"metrics" | "params" | "tags": [{key, value}]},
"datasets": [{name, digest, context}]}; parts may be missing.
"""

import fnmatch
import math
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from studio.lib.errors import Invalid

Subject = Mapping[str, Any]
Found = TypeVar("Found")
TEXT_MAX = 10_000

_CLAUSE = re.compile(
    r"""\s*(?:(?P<kind>\w+)\.)?(?P<key>`[^`]+`|"[^"]+"|[\w./-]+)\s*
    (?:(?P<null>IS\s+(?:NOT\s+)?NULL)\b|
    (?P<word>=|!=|>=|<=|>|<|NOT\s+IN\b|IN\b|NOT\s+I?LIKE\b|I?LIKE\b)\s*
    (?P<value>'[^']*'|"[^"]*"|\((?:'[^']*'|"[^"]*"|[^()'"])*\)|[^\s'"()]+))\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_AND = re.compile(r"AND\b", re.IGNORECASE)
_ORDER = re.compile(
    r"""\s*(?:(?P<kind>\w+)\.)?(?P<key>`[^`]+`|"[^"]+"|[\w./-]+)
    (?:\s+(?P<way>ASC|DESC))?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_QUOTED = re.compile(r"""'([^']*)'|"([^"]*)"|([^\s,'"]+)""")
_KINDS = {
    "": "attributes",
    **dict.fromkeys(("attribute", "attributes", "attr", "run"), "attributes"),
    **dict.fromkeys(("metric", "metrics"), "metrics"),
    **dict.fromkeys(("param", "params", "parameter", "parameters"), "params"),
    **dict.fromkeys(("tag", "tags"), "tags"),
    **dict.fromkeys(("dataset", "datasets"), "datasets"),
}
_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_RENAMED: Mapping[str, tuple[str, ...]] = {
    "created": ("start_time",),
    "run name": ("run_name",),
    "creation_timestamp": ("creation_timestamp", "creation_timestamp_ms"),
    "creation_time": ("creation_time", "creation_timestamp"),
    "last_updated_timestamp": ("last_updated_timestamp", "last_updated_timestamp_ms"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """``word``: the operator in capitals; ``value`` as it was written, with its quotes."""

    kind: str
    key: str
    word: str
    value: str = ""

    @property
    def text(self) -> str:
        return _unquoted(self.value)

    @property
    def texts(self) -> list[str]:
        """What stands in the brackets of IN."""
        return ["".join(one) for one in _QUOTED.findall(self.value.strip("()"))]

    def holds(self, subject: Subject) -> bool:
        found = values_of(subject, self.kind, self.key)
        if self.word in ("IS NULL", "IS NOT NULL"):
            return bool(found) == (self.word == "IS NOT NULL")
        return any(self._holds(one) for one in found)

    def _holds(self, found: Any) -> bool:
        if self.word in _ORDERED:
            is_number = self.kind == "metrics" or not isinstance(found, str)
            return _compare(found, self.word, self.text, is_number)
        negative, _, word = self.word.rpartition(" ")
        if word == "IN":
            return (str(found) in self.texts) != bool(negative)
        return _is_like(str(found), word, self.text) != bool(negative)


@dataclass(frozen=True, slots=True)
class Order:
    kind: str
    key: str
    is_descending: bool

    def place(self, subject: Subject) -> Any:
        """What to sort by; None comes last."""
        found = values_of(subject, self.kind, self.key)
        if not found or self.kind != "metrics":
            return found[0] if found else None
        number = float(found[0])
        return None if math.isnan(number) else number


def parse(text: str) -> list[Clause]:
    """Clauses that are joined by AND; raises Invalid("bad-filter") with what is not understood."""
    clauses: list[Clause] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        if clauses:
            joint = _AND.match(text, at)
            if joint is None:
                raise _bad(text[at:])
            at = joint.end()
        match = _CLAUSE.match(text, at)
        if match is None:
            raise _bad(text[at:])
        clauses.append(_clause(match))
        at = match.end()
    return clauses


def hold(clauses: Sequence[Clause], subject: Subject) -> bool:
    return all(one.holds(subject) for one in clauses)


def order(text: str) -> Order:
    """Raises Invalid("bad-order")."""
    match = _ORDER.match(text)
    kind = _KINDS.get((match["kind"] or "").lower()) if match else None
    if match is None or kind is None:
        raise Invalid(
            "bad-order",
            f'The order "{text[:80]}" is not understood.',
            hint="For example: metrics.loss DESC",
        )
    return Order(kind, match["key"].strip('`"'), (match["way"] or "").upper() == "DESC")


def order_of(fields: Mapping[str, Any]) -> list[str]:
    """``order_by``, which may be sent as one text too."""
    sent = fields.get("order_by") or []
    return [str(one) for one in (sent if isinstance(sent, list) else [sent])]


def ordered(
    found: list[Found], orders: Sequence[str], subject: Callable[[Found], Subject]
) -> list[Found]:
    """By each of ``orders``, ``metrics.loss DESC`` for example; what lacks the value comes last."""
    for text in reversed(orders):
        by = order(text)
        placed = [(by.place(subject(one)), one) for one in found]
        have = [(place, one) for place, one in placed if place is not None]
        have.sort(key=lambda pair: _comparable(pair[0]), reverse=by.is_descending)
        found = [one for _, one in have] + [one for place, one in placed if place is None]
    return found


def values_of(subject: Subject, kind: str, key: str) -> list[Any]:
    """The values that a key has: one at most, but a run has several data sets."""
    if kind == "attributes":
        names = _RENAMED.get(key.lower(), (key,))
        found = [subject["info"].get(one) for one in names]
        return [one for one in found if one not in (None, "")][:1]
    if kind == "datasets":
        return [one[key] for one in subject.get("datasets", []) if one.get(key)]
    pairs = subject.get("data", {}).get(kind, [])
    return [pair["value"] for pair in pairs if pair["key"] == key][:1]


def _clause(match: "re.Match[str]") -> Clause:
    kind = _KINDS.get((match["kind"] or "").lower())
    if kind is None:
        raise _bad(match[0])
    word = re.sub(r"\s+", " ", match["null"] or match["word"]).upper()
    return Clause(kind, match["key"].strip('`"'), word, match["value"] or "")


def _comparable(place: Any) -> tuple[bool, Any]:
    """Numbers before texts, so that any two can be compared."""
    return (isinstance(place, str), place)


def _bad(part: str) -> Invalid:
    return Invalid(
        "bad-filter",
        f'The filter is not understood from "{part.strip()[:80]}" on.',
        hint="For example: metrics.loss < 0.2 AND params.kind = 'ridge'",
    )


def _unquoted(text: str) -> str:
    return text[1:-1] if text[:1] in "'\"" and text[-1:] == text[:1] else text


def _compare(found: Any, word: str, wanted: str, is_number: bool) -> bool:
    """A metric that is not finite is text too."""
    if not is_number:
        return _ORDERED[word](found, wanted)
    try:
        return _ORDERED[word](float(found), float(wanted))
    except ValueError:
        raise _bad(wanted) from None


def _is_like(found: str, word: str, wanted: str) -> bool:
    pattern = re.sub(r"([\[?*])", r"[\1]", wanted).replace("%", "*").replace("_", "?")
    if word == "ILIKE":
        return fnmatch.fnmatchcase(found.lower(), pattern.lower())
    return fnmatch.fnmatchcase(found, pattern)
