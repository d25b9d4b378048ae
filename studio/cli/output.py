"""Prints what a command answers: a table for people on a terminal, JSON for everything else."""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import click
import jmespath
import yaml

from studio.lib.errors import StudioError

FORMATS = ("json", "jsonc", "yaml", "table", "tsv", "none")
WIDE = 60
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")


def show(answer: Any, output: str | None, query: str | None, columns: Sequence[str] = ()) -> None:
    """Print ``answer``. ``columns`` are those of the table, when no query picks others."""
    if query:
        answer, columns = _query(answer, query), ()
    if output is None:
        output = "table" if sys.stdout.isatty() and columns and _is_rows(answer) else "json"
    if output == "none":
        return
    if output == "table":
        _table(answer, columns)
    elif output == "tsv":
        for row in _rows(answer, columns):
            click.echo("\t".join(row))
    elif output == "yaml":
        click.echo(yaml.safe_dump(answer, sort_keys=False, allow_unicode=True), nl=False)
    else:
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


def _query(answer: Any, query: str) -> Any:
    try:
        return jmespath.search(query, answer)
    except jmespath.exceptions.JMESPathError as error:
        raise StudioError(
            "bad-query", f"--query is not JMESPath: {str(error).splitlines()[0]}"
        ) from None


def _is_rows(answer: Any) -> bool:
    return isinstance(answer, list | dict)


def _table(answer: Any, columns: Sequence[str]) -> None:
    names = list(columns) or _names(answer)
    rows = [
        [_short(name, cell) for name, cell in zip_longest(names, row, fillvalue="")]
        for row in _rows(answer, columns)
    ]
    if not rows:
        click.echo("Nothing to show.", err=True)
        return
    heads = [name.replace("_", " ").capitalize() for name in names] or _numbered(rows)
    rows = [[*row, *[""] * (len(heads) - len(row))] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    for row in (heads, ["-" * width for width in widths], *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        click.echo("  ".join(cells).rstrip())


def _numbered(rows: Sequence[Sequence[str]]) -> list[str]:
    """Heads of rows that a query made without names."""
    most = max(len(row) for row in rows)
    return ["Result"] if most <= 1 else [f"Column{number}" for number in range(1, most + 1)]


def _short(name: str, cell: str) -> str:
    """Times to the second, durations to a tenth, no long texts: a table is for people."""
    if len(cell) > WIDE:
        return f"{cell[: WIDE - 1]}…"
    if TIME.fullmatch(cell):
        return f"{cell[:10]} {cell[11:19]} UTC"
    return f"{float(cell):.1f}" if name.endswith("_seconds") and cell else cell


def _rows(answer: Any, columns: Sequence[str]) -> Iterable[list[str]]:
    names = list(columns) or _names(answer)
    for item in answer if isinstance(answer, list) else [answer]:
        if isinstance(item, dict):
            yield [_cell(item.get(name)) for name in names]
        elif isinstance(item, list):
            yield [_cell(one) for one in item]
        else:
            yield [_cell(item)]


def _names(answer: Any) -> list[str]:
    first = answer[0] if isinstance(answer, list) and answer else answer
    return list(first) if isinstance(first, dict) else []


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        text = ", ".join(f"{name}={one}" for name, one in value.items())
    elif isinstance(value, list):
        text = ", ".join(str(one) for one in value)
    else:
        text = str(value)
    return " ".join(text.split())
