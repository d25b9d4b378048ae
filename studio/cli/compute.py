"""``studio compute``: the places that run steps."""

from typing import Any

import click

from studio.cli import options, output
from studio.cli.lazy import LazyGroup, Table
from studio.sdk.client import name_in_path

COLUMNS = ("name", "type", "max_instances", "instances_in_use", "queued_steps")


ELSEWHERE: Table = {
    "create": (
        "studio.cli.create:create_compute",
        "Create or change a compute.",
    ),
}


@click.group(cls=LazyGroup, table=ELSEWHERE)
def compute() -> None:
    """Computes: places with capacity that run steps."""


@compute.command("list")
@options.max_results
@options.shared
def list_(
    max_results: int | None, output: str | None, query: str | None, workspace: str | None
) -> None:
    """List the computes."""
    with options.connect(workspace) as client:
        show_computes(list(client.pages("computes", max_results)), output, query)


@compute.command()
@options.name
@options.shared
def show(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
    """Show one compute."""
    with options.connect(workspace) as client:
        show_computes(client.get(f"computes/{name_in_path(name)}"), output, query)


def show_computes(answer: Any, output_format: str | None, query: str | None) -> None:
    output.show(answer, output_format, query, COLUMNS)
