"""The verbs that every versioned asset has: list, show, update, archive, restore."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import click

from studio.cli import definition, options, output
from studio.sdk.client import Client, name_in_path

COLUMNS = ("name", "version", "type", "display_name", "tags", "created_at", "created_by")


def add_verbs(group: click.Group, path: str) -> None:
    """Give ``group`` the common verbs for the assets under ``path`` ("components", "data", …)."""
    for verb in (_list, _show, _update):
        group.add_command(verb(path))
    group.add_command(_archive(path, "archive", True))
    group.add_command(_archive(path, "restore", False))


def print_version(answer: Any, output_format: str | None, query: str | None) -> None:
    output.show(answer, output_format, query, COLUMNS)


def version_path(path: str, name: str, version: str | None) -> str:
    return f"{path}/{name_in_path(name)}/versions/{name_in_path(version or 'latest')}"


def _list(path: str) -> click.Command:
    @click.command("list")
    @click.option("--name", "-n", help="List the versions of this one.")
    @click.option("--search", help="Only where name, tags or description hold this text.")
    @click.option("--tag", help="Only with this tag: name, or name:value.")
    @options.max_results
    @options.archived
    @options.archived_only
    @options.shared
    def command(
        name: str | None,
        search: str | None,
        tag: str | None,
        max_results: int | None,
        include_archived: bool,
        archived_only: bool,
        output: str | None,
        query: str | None,
        workspace: str | None,
    ) -> None:
        """List the latest version of each, or with --name all versions of one."""
        archived = options.archived_filter(include_archived, archived_only)
        with options.connect(workspace) as client:
            if name:
                found = list(islice(_versions(client, path, name, archived), max_results))
            else:
                found = list(
                    client.pages(path, max_results, search=search, tag=tag, archived=archived)
                )
            print_version(found, output, query)

    return command


def _versions(client: Client, path: str, name: str, archived: str) -> Iterator[Any]:
    """Newest first; each is a request, made when it is asked for."""
    latest = client.get(version_path(path, name, None))
    for one in latest["versions"]:
        if archived == "all" or one["archived"] == (archived == "true"):
            is_here = one["version"] == latest["version"]
            yield latest if is_here else client.get(version_path(path, name, one["version"]))


def _show(path: str) -> click.Command:
    @click.command("show")
    @options.name
    @options.version
    @click.option("--label", "-l", type=click.Choice(["latest"]), help="Instead of a version.")
    @options.shared
    def command(
        name: str,
        version: str | None,
        label: str | None,
        output: str | None,
        query: str | None,
        workspace: str | None,
    ) -> None:
        """Show one version; the latest when none is named."""
        with options.connect(workspace) as client:
            found = client.get(version_path(path, name, version or label))
            if definition.is_wanted(output, query):
                definition.show(definition.of_asset(path, found))
            else:
                print_version(found, output, query)

    return command


def _update(path: str) -> click.Command:
    @click.command("update")
    @options.name
    @options.version
    @click.option("--set", "sets", multiple=True, metavar="K=V", help="description=…, tags.a=b")
    @options.adds
    @options.removes
    @options.shared
    def command(
        name: str,
        version: str | None,
        sets: Sequence[str],
        adds: Sequence[str],
        removes: Sequence[str],
        output: str | None,
        query: str | None,
        workspace: str | None,
    ) -> None:
        """Change description, display name or tags of a version."""
        place = version_path(path, name, version)
        with options.connect(workspace) as client:
            body = options.changes(client.get(place), sets, adds, removes)
            print_version(client.patch(place, body), output, query)

    return command


def _archive(path: str, verb: str, archived: bool) -> click.Command:
    text = "Take out of the lists" if archived else "Put back into the lists"

    @click.command(verb, help=f"{text}: one version, or without --version all of the name.")
    @options.name
    @options.version
    @options.shared
    def command(
        name: str,
        version: str | None,
        output: str | None,
        query: str | None,
        workspace: str | None,
    ) -> None:
        whole = f"{path}/{name_in_path(name)}"
        place = version_path(path, name, version) if version else whole
        with options.connect(workspace) as client:
            client.patch(place, {"archived": archived})

    return command
