"""``studio component``: register components and look at them."""

import click

from studio.cli import assets
from studio.cli.lazy import LazyGroup, Table

PATH = "components"


ELSEWHERE: Table = {
    "create": (
        "studio.cli.create:create_component",
        "Register a component from a YAML file.",
    ),
    "validate": ("studio.cli.validate:of_component", "Check a YAML file; needs no server."),
    "download": ("studio.cli.downloads:download_component", "Write the YAML and the code."),
}


@click.group(cls=LazyGroup, table=ELSEWHERE)
def component() -> None:
    """Components: reusable steps with typed inputs and outputs."""


assets.add_verbs(component, PATH)
