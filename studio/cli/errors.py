"""Errors and diagnostics as lines on standard error."""

from collections.abc import Mapping
from typing import Any

import click

from studio.lib.errors import Invalid, StudioError


def report(error: StudioError) -> None:
    """An error and all its diagnostics on standard error."""
    click.echo(f"{click.style('Error:', fg='red', bold=True)} {error.message}", err=True)
    if isinstance(error, Invalid):
        for one in error.diagnostics:
            click.echo(diagnostic_line(one), err=True)
    if error.hint:
        click.echo(error.hint, err=True)


def diagnostic_line(one: Mapping[str, Any]) -> str:
    """``train.yml:12:5: error: jobs.a: message`` with its hint below."""
    place = ":".join(str(one[part]) for part in ("file", "line", "column") if one.get(part))
    path = f"{one['path']}: " if one.get("path") else ""
    color = "red" if one["severity"] == "error" else "yellow"
    line = f"{place + ': ' if place else ''}{click.style(one['severity'], fg=color)}: "
    line += f"{path}{one['message']}"
    return f"{line}\n    {one['hint']}" if one.get("hint") else line
