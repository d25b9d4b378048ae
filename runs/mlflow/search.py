"""``runs/search`` and ``experiments/search``: MLflow's filter language over what a caller may see.

Rows are read newest first in blocks and filtered here: a metric is stored as text, and a filter
may name any of them.
"""

import fnmatch
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from runs.mlflow import finding, shapes, values
from runs.mlflow.caller import Caller
from runs.mlflow.shapes import Shape
from studio.lib.errors import Invalid

Fields = Mapping[str, Any]
BLOCK = 200
MOST = 1000

_CLAUSE = re.compile(
    r"""\s*(?:(?P<kind>\w+)\.)?(?P<key>`[^`]+`|"[^"]+"|[\w./-]+)\s*
    (?P<word>=|!=|>=|<=|>|<|NOT\s+IN|IN|NOT\s+I?LIKE|I?LIKE)\s*
    (?P<value>'[^']*'|"[^"]*"|\([^)]*\)|[^\s']+)\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = {
    "": "attributes",
    **dict.fromkeys(("attribute", "attributes", "attr", "run"), "attributes"),
    **dict.fromkeys(("metric", "metrics"), "metrics"),
    **dict.fromkeys(("param", "params", "parameter", "parameters"), "params"),
    **dict.fromkeys(("tag", "tags"), "tags"),
}
_ORDERED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_RENAMED = {"start_time": "start_time", "created": "start_time", "Created": "start_time"}


@dataclass(frozen=True, slots=True)
class Clause:
    kind: str
    key: str
    word: str
    value: str

    def holds(self, subject: Shape) -> bool:
        found = value_of(subject, self.kind, self.key)
        if found is None:
            return False
        if self.word in _ORDERED:
            return _compare(found, self.word, _unquoted(self.value))
        negative, _, word = self.word.rpartition(" ")
        return _matches(str(found), word, self.value) != bool(negative)


def runs(caller: Caller, fields: Fields) -> Shape:
    clauses = parse(str(fields.get("filter") or ""))
    most = min(values.whole(fields.get("max_results"), "max_results") or MOST, 50_000)
    start = values.whole(fields.get("page_token"), "page_token")
    found: Iterator[Shape] = (
        run for run in _all(caller, fields) if all(one.holds(run) for one in clauses)
    )
    order = [str(one) for one in fields.get("order_by") or []]
    if order:
        found = iter(_sorted(list(found), order))
    page = _slice(found, start, most + 1)
    more = {"next_page_token": str(start + most)} if len(page) > most else {}
    return {"runs": page[:most], **more}


def experiments(caller: Caller, fields: Fields) -> Shape:
    clauses = parse(str(fields.get("filter") or ""))
    most = min(values.whole(fields.get("max_results"), "max_results") or MOST, 50_000)
    start = values.whole(fields.get("page_token"), "page_token")
    if fields.get("view_type") == "DELETED_ONLY":
        return {"experiments": []}
    rows = (shapes.experiment(row) for row in finding.experiments_of(caller).order_by("-pk"))
    found = ({"info": row} for row in rows)
    kept = (one["info"] for one in found if all(clause.holds(one) for clause in clauses))
    page = _slice(kept, start, most + 1)
    more = {"next_page_token": str(start + most)} if len(page) > most else {}
    return {"experiments": page[:most], **more}


def parse(text: str) -> list[Clause]:
    """Raises Invalid("bad-filter") with the part that is not understood."""
    clauses: list[Clause] = []
    at = 0
    while at < len(text.rstrip()):
        if clauses:
            joint = re.compile(r"AND\b", re.IGNORECASE).match(text, at)
            if joint is None:
                raise _bad(text[at:])
            at = joint.end()
        match = _CLAUSE.match(text, at)
        if match is None:
            raise _bad(text[at:])
        clauses.append(_clause(match))
        at = match.end()
    return clauses


def value_of(subject: Shape, kind: str, key: str) -> Any:
    if kind == "attributes":
        return subject["info"].get(_RENAMED.get(key, key))
    pairs = subject.get("data", {}).get(kind, [])
    return next((pair["value"] for pair in pairs if pair["key"] == key), None)


def _all(caller: Caller, fields: Fields) -> Iterator[Shape]:
    """The caller's runs in the asked experiments, newest first."""
    ids = [str(one) for one in fields.get("experiment_ids") or []]
    rows = finding.runs_of(caller).filter(
        experiment_id__in=[int(one) for one in ids if one.isdecimal()]
    )
    view = fields.get("run_view_type") or "ACTIVE_ONLY"
    if view != "ALL":
        rows = rows.filter(archived=view == "DELETED_ONLY")
    rows = shapes.with_columns(rows).order_by("-pk")
    last: int | None = None
    while True:
        block = list((rows if last is None else rows.filter(pk__lt=last))[:BLOCK])
        yield from shapes.runs(block)
        if len(block) < BLOCK:
            return
        last = block[-1].pk


def _clause(match: "re.Match[str]") -> Clause:
    kind = _KINDS.get((match["kind"] or "").lower())
    key = match["key"].strip('`"')
    if kind is None:
        # A dot inside an unquoted key of no known kind belongs to the key.
        raise _bad(match[0])
    word = re.sub(r"\s+", " ", match["word"]).upper()
    return Clause(kind, key, word, match["value"])


def _bad(part: str) -> Invalid:
    return Invalid(
        "bad-filter",
        f'The filter is not understood from "{part.strip()[:80]}" on.',
        hint="For example: metrics.loss < 0.2 AND params.kind = 'ridge'",
    )


def _unquoted(text: str) -> str:
    return text[1:-1] if text[:1] in "'\"" and text[-1:] == text[:1] else text


def _compare(found: Any, word: str, wanted: str) -> bool:
    if isinstance(found, str) and found not in ("NaN", "Infinity", "-Infinity"):
        return _ORDERED[word](found, wanted)
    try:
        return _ORDERED[word](float(found), float(wanted))
    except ValueError:
        raise _bad(wanted) from None


def _matches(found: str, word: str, value: str) -> bool:
    if word == "IN":
        return found in [_unquoted(one.strip()) for one in value.strip("()").split(",")]
    pattern = re.sub(r"([\[?*])", r"[\1]", _unquoted(value)).replace("%", "*").replace("_", "?")
    if word == "ILIKE":
        return fnmatch.fnmatchcase(found.lower(), pattern.lower())
    return fnmatch.fnmatchcase(found, pattern)


def _sorted(found: list[Shape], order: list[str]) -> list[Shape]:
    """By each of ``order``, ``metrics.loss DESC`` for example; what lacks the value comes last."""
    for text in reversed(order):
        name, _, direction = text.strip().rpartition(" ")
        if direction.upper() not in ("ASC", "DESC"):
            name, direction = text.strip(), "ASC"
        clause = parse(f"{name} = ''")[0]
        backwards = direction.upper() == "DESC"
        have = [one for one in found if _place(one, clause) is not None]
        lack = [one for one in found if _place(one, clause) is None]
        have.sort(key=lambda one, by=clause: _place(one, by), reverse=backwards)  # type: ignore[misc]
        found = have + lack
    return found


def _place(subject: Shape, clause: Clause) -> Any:
    value = value_of(subject, clause.kind, clause.key)
    if value is None or clause.kind != "metrics":
        return value
    number = float(value)
    return None if math.isnan(number) else number


def _slice(found: Iterator[Shape], start: int, count: int) -> list[Shape]:
    page: list[Shape] = []
    for position, one in enumerate(found):
        if position >= start:
            page.append(one)
        if len(page) == count:
            break
    return page
