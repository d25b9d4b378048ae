"""Collects diagnostics and gives each its place, so that no rule has to think about places.

A rule says a key path; from it come file, line and column (when there is a source) and the node
and port for the canvas.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from designer.graph.diagnostics import Diagnostic, Severity
from designer.graph.source import Path, Source

SINGLE_STEP: Final = "step"
_SECTIONS: Final = ("inputs", "outputs")
_DECIDING: Final = ("condition", "items")
_AUTOML: Final = ("training_data", "validation_data", "test_data")
_DECIDED: Final = ("body", "true_block", "false_block")


@dataclass(slots=True)
class Report:
    """``prefix``: where in the source the mapping lies that paths are counted from."""

    source: Source | None = None
    prefix: Path = ()
    items: list[Diagnostic] = field(default_factory=list)

    def below(self, *parts: str | int) -> "Report":
        """A report about a mapping inside this one; findings go to the same list."""
        return Report(self.source, self.prefix + parts, self.items)

    def apart(self) -> "Report":
        """The same place with a list of its own."""
        return Report(self.source, self.prefix)

    def error(self, code: str, message: str, *path: str | int, hint: str | None = None) -> None:
        self._add("error", code, message, path, hint)

    def warning(self, code: str, message: str, *path: str | int, hint: str | None = None) -> None:
        self._add("warning", code, message, path, hint)

    def written(self, *path: str | int) -> str | None:
        """The text of a scalar as it stands in the file, when YAML read it as something else."""
        return self.source.written(self._in_file(self.prefix + path)) if self.source else None

    def is_in_file(self, *path: str | int) -> bool:
        """Whether the path stands in the source; True when there is none to look at."""
        return self.source is None or self.source.has(self._in_file(self.prefix + path))

    def _in_file(self, path: Path) -> Path:
        """A command job, or a job that runs one component, is a step without ``jobs``."""
        is_single = self.source is not None and path[:2] == ("jobs", SINGLE_STEP)
        if is_single and self.source is not None and not self.source.has(path[:2]):
            return path[2:]
        if path[-2:-1] == ("inputs",) and path[-1] in _DECIDING and self.source is not None:
            # A node of control flow has this input on itself.
            node = path[:-2]
            is_control = any(self.source.has((*node, key)) for key in _DECIDED)
            return (*node, path[-1]) if is_control else path
        if path[-2:-1] == ("inputs",) and path[-1] in _AUTOML and self.source is not None:
            own = (*path[:-2], path[-1])
            return own if self.source.has(own) else path
        return path

    def _add(
        self, severity: Severity, code: str, message: str, path: Path, hint: str | None
    ) -> None:
        whole = self.prefix + path
        node, port = _node_and_port(whole)
        file = line = column = None
        shown = whole
        if self.source is not None:
            file, line, column, shown = self.source.locate(self._in_file(whole))
        self.items.append(
            Diagnostic(severity, code, message, hint, dotted(shown), file, line, column, node, port)
        )


def dotted(path: Iterable[str | int]) -> str:
    """``jobs.train.inputs.data``; items of a list as ``enum[0]``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def _node_and_port(path: Path) -> tuple[str | None, str | None]:
    if not path:
        return None, None
    if path[0] in ("jobs", "nodes") and len(path) > 1:
        node = str(path[1])
        is_port = len(path) > 3 and path[2] in _SECTIONS
        return node, str(path[3]) if is_port else None
    if path[0] in _SECTIONS and len(path) > 1:
        return None, str(path[1])
    return None, None


def merged(*lists: Iterable[Diagnostic]) -> list[Diagnostic]:
    """All findings of several stages: none twice, and nothing that only follows from an error.

    A later stage looks at what an earlier one could not read; at a path that has an error
    already, its findings are echoes.
    """
    result: list[Diagnostic] = []
    seen: set[tuple[object, ...]] = set()
    broken: set[tuple[str | None, str]] = set()
    for stage in lists:
        fresh = set()
        for one in stage:
            key = (one.code, one.file, one.path, one.message)
            where = (one.file, one.path)
            if key in seen or (where in broken and one.path):
                continue
            if one.code == "required-input" and _has_below(broken, one.file, one.path):
                continue  # it was given, and something is wrong with what was given
            seen.add(key)
            result.append(one)
            if one.severity == "error":
                fresh.add(where)
        broken |= fresh
    return result


def _has_below(broken: set[tuple[str | None, str]], file: str | None, path: str) -> bool:
    return any(at == file and inner.startswith(f"{path}.") for at, inner in broken)
