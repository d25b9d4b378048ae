"""``studio compute``: the places that run steps."""

from typing import Any

import click

from studio.cli import named, output
from studio.cli.lazy import LazyGroup, Table

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
    output.show(answer, output_format, query, COLUMNS)
