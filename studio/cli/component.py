"""``studio component``: register components and look at them."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from studio.cli import assets, local, options
from studio.lib.errors import StudioError

PATH = "components"


@click.group()
def component() -> None:
    """Components: reusable steps with typed inputs and outputs."""


@component.command()
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
    """Register the component that a YAML file describes."""
    with options.connect(workspace) as client:
        spec = local.wire_form(file, sets, client)
        if name:
            spec["name"] = name
        body: dict[str, Any] = {"spec": spec, "yaml": local.text_of(file)}
        if version:
            body["version"] = version
        assets.print_version(client.post(PATH, body), output, query)


@component.command()
@options.name
@options.version
@click.option("--download-path", "-p", default=".", help="Where to write NAME/VERSION.")
@options.shared
def download(
    name: str,
    version: str | None,
    download_path: str,
    output: str | None,
    query: str | None,
    workspace: str | None,
) -> None:
    """Write the YAML and the code of a version to FOLDER/NAME/VERSION."""
    with options.connect(workspace) as client:
        found = client.get(assets.version_path(PATH, name, version))
        target = Path(download_path) / found["name"] / found["version"]
        if target.exists():
            raise StudioError("exists", f"{target} is there already.", hint="Choose another -p.")
        archive = Path(download_path) / f".{found['name']}.zip"
        client.download(f"{assets.version_path(PATH, name, found['version'])}/download", archive)
        try:
            with zipfile.ZipFile(archive) as file:
                file.extractall(target)  # zipfile drops "..", drives and leading slashes
        finally:
            archive.unlink()
        click.echo(str(target))


assets.add_verbs(component, PATH)
