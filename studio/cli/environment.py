"""``studio environment``: register environments and look at them."""

import click

from studio.cli import assets
from studio.cli.lazy import LazyGroup, Table

PATH = "environments"


ELSEWHERE: Table = {
    "create": (
        "studio.cli.create:create_environment",
        "Register an environment.",
    ),
}


@click.group(cls=LazyGroup, table=ELSEWHERE)
def environment() -> None:
    """Environments: the software that commands run in."""


assets.add_verbs(environment, PATH)
