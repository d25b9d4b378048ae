"""``studio data``: register data assets and look at them."""

import click

from studio.cli import assets
from studio.cli.lazy import LazyGroup, Table

PATH = "data"


ELSEWHERE: Table = {
    "create": (
        "studio.cli.create:create_data",
        "Register data from a file, or from --path.",
    ),
}


@click.group(cls=LazyGroup, table=ELSEWHERE)
def data() -> None:
    """Data assets: named, versioned pointers to files and folders."""


assets.add_verbs(data, PATH)
