"""``studio datastore``: the named places where data lies."""

from typing import Any

import click

from studio.cli import options, output
from studio.sdk.client import name_in_path

COLUMNS = ("name", "type", "is_default", "description")


@click.group()
def datastore() -> None:
    """Datastores: named places where data lies."""


@datastore.command("list")
@options.max_results
@options.shared
def list_(
    max_results: int | None, output: str | None, query: str | None, workspace: str | None
) -> None:
    """List the datastores."""
    with options.connect(workspace) as client:
        _show(list(client.pages("datastores", max_results)), output, query)


@datastore.command()
@options.name
@options.shared
def show(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
    """Show one datastore; credentials are never shown."""
    with options.connect(workspace) as client:
        _show(client.get(f"datastores/{name_in_path(name)}"), output, query)


def _show(answer: Any, output_format: str | None, query: str | None) -> None:
    output.show(answer, output_format, query, COLUMNS)
