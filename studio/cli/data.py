"""``studio data``: register data assets and look at them."""

from collections.abc import Sequence

import click

from studio.cli import assets, local, options

PATH = "data"


@click.group()
def data() -> None:
    """Data assets: named, versioned pointers to files and folders."""


@data.command()
@click.option("--file", "-f", help="The YAML file of a data asset.")
@click.option("--name", "-n", help="The asset's name.")
@click.option("--version", "-v", help="The version; the next number when not given.")
@click.option("--path", help="A local file or folder, or a URI, instead of --file.")
@click.option("--type", "type_", help="uri_file, uri_folder or mltable.")
@click.option("--description", help="Markdown.")
@options.sets
@options.shared
def create(
    file: str | None,
    name: str | None,
    version: str | None,
    path: str | None,
    type_: str | None,
    description: str | None,
    sets: Sequence[str],
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Register data from a YAML file, or from --name and --path."""
    if bool(file) == bool(path):
        raise click.UsageError("Give either --file or --path.")
    given = {"name": name, "version": version, "type": type_, "description": description}
    with options.connect(workspace) as client:
        if file:
            spec = local.wire_form(file, sets, client)
        else:
            spec = local.data_spec(str(path), type_, client)
        spec |= {key: value for key, value in given.items() if value}
        spec.pop("$schema", None)
        assets.print_version(client.post(PATH, spec), output, query)


assets.add_verbs(data, PATH)
