"""``studio compute``: the places that run steps."""

from collections.abc import Sequence
from typing import Any

import click

from studio.cli import named, options
from studio.cli.lazy import LazyGroup, Table
from studio.cli.output import show as print_answer
from studio.sdk.client import name_in_path

SETTABLE = ("description", "min_instances", "max_instances")
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


named.add_verbs(compute, "computes", COLUMNS)


def show_computes(answer: Any, output_format: str | None, query: str | None) -> None:
    print_answer(answer, output_format, query, COLUMNS)


@compute.command()
@options.name
@click.option("--max-instances", help="The most instances.")
@click.option("--min-instances", help="The fewest instances.")
@click.option("--set", "sets", multiple=True, metavar="K=V", help="description=…, max_instances=…")
@options.adds
@options.removes
@options.shared
def update(
    name: str,
    max_instances: str | None,
    min_instances: str | None,
    sets: Sequence[str],
    adds: Sequence[str],
    removes: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Change the instances, the description or the tags of a compute."""
    numbers = {"max_instances": max_instances, "min_instances": min_instances}
    place = f"computes/{name_in_path(name)}"
    with options.connect(workspace) as client:
        body = options.changes(client.get(place), sets, adds, removes, SETTABLE)
        body |= {key: value for key, value in numbers.items() if value is not None}
        show_computes(client.patch(place, body), output, query)


@compute.command()
@options.name
@options.yes
@options.shared
def delete(
    name: str, yes: bool, output: str | None, query: str | None, workspace: str | None
) -> None:
    """Delete a compute (owners may). Steps that wait on it still run; no new ones do."""
    place = f"computes/{name_in_path(name)}"
    with options.connect(workspace) as client:
        found = client.get(place)
        if not yes:
            options.agree(f'Delete compute "{found["name"]}"?')
        show_computes(client.delete(place), output, query)
