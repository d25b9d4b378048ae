"""``studio datastore``: the named places where data lies."""

import click

from studio.cli import named

COLUMNS = ("name", "type", "is_default", "description")


@click.group()
def datastore() -> None:
    """Datastores: named places where data lies."""


named.add_verbs(datastore, "datastores", COLUMNS)
