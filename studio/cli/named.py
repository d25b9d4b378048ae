"""The verbs of things that have a name and no versions: list and show."""

from collections.abc import Sequence

import click

from studio.cli import definition, options
from studio.cli.output import show
from studio.sdk.client import name_in_path


def add_verbs(group: click.Group, path: str, columns: Sequence[str]) -> None:
    """Give ``group`` the verbs for what lies under ``path`` ("computes", "datastores")."""
    group.add_command(_list(path, columns))
    group.add_command(_show(path, columns))


def _list(path: str, columns: Sequence[str]) -> click.Command:
    @click.command("list", help=f"List the {path}.")
    @options.max_results
    @options.shared
    def command(
        max_results: int | None, output: str | None, query: str | None, workspace: str | None
    ) -> None:
        with options.connect(workspace) as client:
            show(list(client.pages(path, max_results)), output, query, columns)

    return command


def _show(path: str, columns: Sequence[str]) -> click.Command:
    @click.command("show", help=f"Show one of the {path}.")
    @options.name
    @options.shared
    def command(name: str, output: str | None, query: str | None, workspace: str | None) -> None:
        with options.connect(workspace) as client:
            found = client.get(f"{path}/{name_in_path(name)}")
            if definition.is_wanted(output, query):
                definition.show(definition.of_asset(path, found))
            else:
                show(found, output, query, columns)

    return command
