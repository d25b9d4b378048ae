"""``studio model``: register models, look at them, fetch their files."""

import click

from studio.cli import assets
from studio.cli.lazy import LazyGroup, Table

PATH = "models"


ELSEWHERE: Table = {
    "create": ("studio.cli.create:create_model", "Register a model from a file, or from --path."),
    "download": ("studio.cli.downloads:download_model", "Write the files of a model."),
}


@click.group(cls=LazyGroup, table=ELSEWHERE)
def model() -> None:
    """Models: what jobs have trained, by name and version."""


assets.add_verbs(model, PATH)
