"""``studio environment``: register environments and look at them."""

from collections.abc import Sequence
from typing import Any

import click

from studio.cli import assets, local, options

PATH = "environments"


@click.group()
def environment() -> None:
    """Environments: the software that commands run in."""


@environment.command()
@options.file
@click.option("--name", "-n", help="Instead of the name in the file.")
@click.option("--version", "-v", help="Instead of the version in the file.")
@options.sets
@options.shared
def create(
    file: str,
    name: str | None,
    version: str | None,
    sets: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Register the environment that a YAML file describes."""
    with options.connect(workspace) as client:
        spec = local.wire_form(file, sets, client)
        spec |= {key: value for key, value in (("name", name), ("version", version)) if value}
        body: dict[str, Any] = {"spec": spec, "yaml": local.text_of(file)}
        assets.print_version(client.post(PATH, body), output, query)


assets.add_verbs(environment, PATH)
