"""``studio compute``: the places that run steps."""

from collections.abc import Sequence
from typing import Any

import click

from studio.cli import local, options, output
from studio.sdk.client import name_in_path

COLUMNS = ("name", "type", "max_instances", "instances_in_use", "queued_steps")


@click.group()
def compute() -> None:
    """Computes: places with capacity that run steps."""


@compute.command()
@click.option("--file", "-f", help="The YAML file of a compute.")
@click.option("--name", "-n", help="The compute's name.")
@click.option("--type", "-t", "type_", help="For example amlcompute.")
@click.option("--max-instances", type=click.IntRange(0), help="Steps that may run at once.")
@click.option("--min-instances", type=click.IntRange(0), help="Accepted; nothing is started.")
@click.option("--size", help="Accepted; this machine has the size that it has.")
@options.sets
@options.shared
def create(
    file: str | None,
    name: str | None,
    type_: str | None,
    max_instances: int | None,
    min_instances: int | None,
    size: str | None,
    sets: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Create a compute, or change the one of that name."""
    given = {
        "name": name,
        "type": type_,
        "max_instances": max_instances,
        "min_instances": min_instances,
        "size": size,
    }
    with options.connect(workspace) as client:
        spec = local.wire_form(file, sets, client) if file else {"type": "amlcompute"}
        spec |= {key: value for key, value in given.items() if value is not None}
        spec.pop("$schema", None)
        _show(client.post("computes", spec), output, query)


@compute.command("list")
@options.max_results
@options.shared
def list_(
    max_results: int | None, output: str | None, query: str | None, workspace: str | None
) -> None:
    """List the computes."""
    with options.connect(workspace) as client:
        _show(list(client.pages("computes", max_results)), output, query)


@compute.command()
@options.name
@options.shared
def show(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
    """Show one compute."""
    with options.connect(workspace) as client:
        _show(client.get(f"computes/{name_in_path(name)}"), output, query)


def _show(answer: Any, output_format: str | None, query: str | None) -> None:
    output.show(answer, output_format, query, COLUMNS)
