"""YAML text as plain data that remembers where each key stands. Never raises for bad text.

The parser's events are read one by one instead of PyYAML's own constructor: so duplicate keys
are seen, depth has a limit, and aliases that would swell to millions of values are refused.
A ``Source`` may be grafted into another (a component file into the pipeline that names it); every
place then still leads to the right file.
"""

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import yaml

from designer.graph.diagnostics import Diagnostic
from designer.graph.scalars import Untypable, typed
from designer.graph.yaml_mistakes import mistake

LARGEST_TEXT: Final = 16 * 1024 * 1024
DEEPEST: Final = 100
MOST_VALUES: Final = 1_000_000
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NUMBER_LIKE: Final = re.compile(r"[-+]?[0-9][0-9.]*[eE][-+]?[0-9]+")
# Begins the key that stands for one that is no text.
NO_KEY: Final = "?"
_PLAIN_TAGS: Final = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "!", None)

Path = tuple[str | int, ...]


class Located(NamedTuple):
    """A place in a file. ``path`` is the key path inside that file."""

    file: str | None
    line: int | None
    column: int | None
    path: Path


@dataclass(slots=True, eq=False)
class Spot:
    """Where one value stands, and its text as written when YAML typed it as other than text, or
    when it looks like a number and is text (``1e-3``)."""

    line: int
    column: int
    written: str | None = None
    children: dict[str | int, "Spot"] = field(default_factory=dict)
    size: int = 1
    source: "Source | None" = None


@dataclass(slots=True, eq=False)
class Source:
    """``data`` is plain Python; ``spot`` is its twin tree of places.

    is_argument: it was given beside the file (``--set``). It is called by what was typed instead of
    a file, has no lines, and its paths are those of the file that it changes.
    """

    data: Any
    file: str | None
    spot: Spot
    is_argument: bool = False

    def place(self, path: Sequence[str | int]) -> tuple[int | None, int | None]:
        """Line and column of the deepest part of ``path`` that is in the text."""
        found = self.locate(path)
        return found.line, found.column

    def locate(self, path: Sequence[str | int]) -> Located:
        source, start, spot = self, 0, self.spot
        for index, part in enumerate(path):
            child = spot.children.get(part)
            if child is None:
                break
            spot = child
            if child.source is not None:
                start = start if child.source.is_argument else index + 1
                source, spot = child.source, child.source.spot
        line, column = (None, None) if source.is_argument else (spot.line, spot.column)
        return Located(source.file, line, column, tuple(path[start:]))

    def has(self, path: Sequence[str | int]) -> bool:
        """Whether the whole path stands in the text."""
        return self._find(path) is not None

    def _find(self, path: Sequence[str | int]) -> Spot | None:
        spot = self.spot
        for part in path:
            child = spot.children.get(part)
            if child is None:
                return None
            spot = child if child.source is None else child.source.spot
        return spot

    def written(self, path: Sequence[str | int]) -> str | None:
        """The text of a scalar as it stands in the file, when YAML read it as something else."""
        spot = self._find(path)
        return spot.written if spot else None

    def graft(self, path: Sequence[str | int], other: "Source") -> None:
        """Makes every place at or below ``path`` lead into ``other``."""
        spot = self.spot
        for part in path[:-1]:
            spot = spot.children.setdefault(part, Spot(spot.line, spot.column))
        old = spot.children.get(path[-1], spot)
        spot.children[path[-1]] = Spot(old.line, old.column, source=other)


def read(text: str | bytes, file: str | None = None) -> tuple[Source | None, list[Diagnostic]]:
    """The data of one YAML document and what is wrong with it; None when it cannot be read."""
    reader = _Reader(file)
    try:
        source = reader.read(text)
    except _Refused:
        source = None
    return source, reader.diagnostics


class _Refused(Exception):
    """The text cannot be read; the diagnostic is in the list already."""


_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Frame:
    """A collection that is being filled. ``merged`` holds what ``<<`` brought in."""

    value: Any
    spot: Spot
    anchor: str | None
    key: Any = None
    key_spot: Spot | None = None
    has_key: bool = False
    is_merge: bool = False
    own: set[str] = field(default_factory=set)


class _Reader:
    def __init__(self, file: str | None) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.anchors: dict[str, tuple[Any, Spot]] = {}
        self.stack: list[_Frame] = []
        self.root: tuple[Any, Spot] | None = None

    def report(self, code: str, message: str, spot: Spot | None, hint: str | None = None) -> None:
        line, column = (spot.line, spot.column) if spot else (None, None)
        self.diagnostics.append(
            Diagnostic("error", code, message, hint, "", self.file, line, column)
        )

    def refuse(self, code: str, message: str, spot: Spot | None = None) -> _Refused:
        self.report(code, message, spot)
        return _Refused()

    def read(self, raw: str | bytes) -> Source:
        text = self._decoded(raw)
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
        except yaml.YAMLError as error:
            raise self._unreadable(error, text) from None
        except (UnicodeError, RecursionError) as error:
            raise self.refuse("yaml-syntax", f"The text cannot be read: {error}.") from None
        if self.root is None or self.root[0] is None:
            raise self.refuse("file-empty", "The file is empty.", Spot(1, 1))
        return Source(self.root[0], self.file, self.root[1])

    def _decoded(self, raw: str | bytes) -> str:
        if len(raw) > LARGEST_TEXT:
            size = LARGEST_TEXT // 1024 // 1024
            raise self.refuse("file-too-large", f"The file is larger than {size} MB.")
        if isinstance(raw, str):
            return raw.removeprefix("\ufeff")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            hint = "It is UTF-16: save it as UTF-8." if raw.startswith(_UTF_16) else None
            self.report("not-utf8", "The file is not UTF-8 text.", Spot(line, 1), hint)
            raise _Refused from None

    def _unreadable(self, error: yaml.YAMLError, text: str) -> _Refused:
        if not isinstance(error, yaml.MarkedYAMLError):
            position = getattr(error, "position", 0) or 0
            spot = Spot(text.count("\n", 0, position) + 1, 1)
            return self.refuse("yaml-syntax", f"The text cannot be read: {error}.", spot)
        made = mistake(error, text)
        self.report(made.code, made.message, Spot(made.line, made.column), made.hint)
        return _Refused()

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            spot = self._spot(event)
            raise self.refuse("several-documents", "Only one YAML document may be in a file.", spot)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            frame = self.stack.pop()
            if frame.anchor is not None:
                self.anchors[frame.anchor] = (frame.value, frame.spot)
            self._place(frame.value, frame.spot)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)

    def _spot(self, event: yaml.Event) -> Spot:
        mark = event.start_mark
        return Spot(mark.line + 1, mark.column + 1) if mark is not None else Spot(1, 1)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        spot = self._spot(event)
        if self._expects_key() and event.value == "<<" and event.implicit[0]:
            frame = self.stack[-1]
            frame.key, frame.key_spot, frame.has_key, frame.is_merge = "<<", spot, True, True
            return
        try:
            value = typed(event.value, event.tag, event.implicit)
        except Untypable as error:
            self.report("yaml-value", str(error), spot)
            value = event.value
        if not isinstance(value, str) or (event.implicit[0] and _NUMBER_LIKE.fullmatch(value)):
            spot.written = event.value
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, spot)
        self._place(value, spot)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        spot = self._spot(event)
        if event.tag not in _PLAIN_TAGS:
            self.report("yaml-tag", f"The tag {event.tag} is not allowed.", spot)
        if len(self.stack) >= DEEPEST:
            raise self.refuse("too-deep", f"More than {DEEPEST} levels of nesting.", spot)
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)
        self.stack.append(_Frame(value, spot, event.anchor))

    def _alias(self, event: yaml.AliasEvent) -> None:
        known = self.anchors.get(event.anchor or "")
        here = self._spot(event)
        if known is None:
            message = f"The alias *{event.anchor} has no anchor before it."
            raise self.refuse("yaml-alias", message, here)
        value, spot = known
        self._place(value, Spot(here.line, here.column, spot.written, spot.children, spot.size))

    def _expects_key(self) -> bool:
        return (
            bool(self.stack)
            and isinstance(self.stack[-1].value, dict)
            and (not self.stack[-1].has_key)
        )

    def _place(self, value: Any, spot: Spot) -> None:
        if not self.stack:
            self.root = (value, spot)
            return
        frame = self.stack[-1]
        frame.spot.size += spot.size
        if frame.spot.size > MOST_VALUES:
            message = "The file swells to too many values; are its aliases nested in each other?"
            raise self.refuse("too-many-values", message, spot)
        if isinstance(frame.value, list):
            frame.spot.children[len(frame.value)] = spot
            frame.value.append(value)
        elif not frame.has_key:
            self._key(frame, value, spot)
        elif frame.is_merge:
            self._merge(frame, value, spot)
        else:
            self._entry(frame, value, spot)

    def _key(self, frame: _Frame, value: Any, spot: Spot) -> None:
        frame.has_key, frame.key_spot = True, spot
        if isinstance(value, str):
            frame.key = value
            return
        if isinstance(value, dict | list):
            self.report("key-not-text", "A key must be text.", spot, _braces_hint(value))
            frame.key = f"{NO_KEY}{spot.line}:{spot.column}"
            return
        frame.key = spot.written if spot.written is not None else str(value)
        self.report(
            "key-not-text",
            f"The key `{frame.key}` is read as {_kind(value)}; quote it.",
            spot,
            hint=f'Write "{frame.key}":',
        )

    def _entry(self, frame: _Frame, value: Any, spot: Spot) -> None:
        key, key_spot = frame.key, frame.key_spot or spot
        frame.has_key = False
        if key in frame.own:
            first = frame.spot.children[key].line
            self.report(
                "duplicate-key", f'"{key}" is defined twice; first on line {first}.', key_spot
            )
        frame.own.add(key)
        frame.value.pop(key, None)
        frame.value[key] = value
        shown = Spot(key_spot.line, key_spot.column, spot.written, spot.children, spot.size)
        frame.spot.children[key] = shown

    def _merge(self, frame: _Frame, value: Any, spot: Spot) -> None:
        frame.has_key = frame.is_merge = False
        values = value if isinstance(value, list) else [value]
        for index, one in enumerate(values):
            if not isinstance(one, dict):
                self.report("yaml-merge", "`<<` needs a mapping, or a list of mappings.", spot)
                continue
            spots = spot.children[index].children if isinstance(value, list) else spot.children
            for key, inner in one.items():
                if key not in frame.value:
                    frame.value[key] = inner
                    frame.spot.children[key] = spots.get(key, spot)


def _braces_hint(value: object) -> str | None:
    """On ``{{x}}``: two braces, which YAML reads as a mapping for a key."""
    inside = next(iter(value)) if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(inside, str):
        return None
    if inside.startswith(("parent.", "inputs.", "outputs.")):
        return f"Write ${{{{{inside}}}}}."
    return f'Text with braces has to be quoted: "{{{{{inside}}}}}".'


def _kind(value: object) -> str:
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return f"the truth value {value}"
    return "a number" if isinstance(value, int | float) else "a date"
