"""``studio validate``: checks YAML files without a server."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import click

from designer.graph.catalogue import Offline
from designer.graph.check import check_file
from designer.graph.disk import Disk
from studio.cli import options
from studio.cli.errors import diagnostic_line
from studio.cli.kinds import refuse_other_kind
from studio.cli.output import show


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--output", "-o", type=click.Choice(["text", "json"]), default="text")
def validate(files: Sequence[str], output: str) -> None:
    """Check YAML files; exit 1 when one has an error. Needs no server."""
    checked = [_check(file) for file in files]
    if output == "json":
        click.echo(json.dumps(checked, indent=2, ensure_ascii=False))
    else:
        for one in checked:
            _print(one)
    sys.exit(0 if all(one["valid"] for one in checked) else 1)


def _of(word: str) -> click.Command:
    """``az ml job validate``: a file that is meant to be of one kind."""

    @click.command(
        "validate", help=f"Check the YAML file of a {word}; exit 1 when it has an error."
    )
    @options.file
    @options.sets
    @options.shared
    def command(
        file: str,
        sets: Sequence[str],
        output: str | None,
        query: str | None,
        workspace: str | None,
    ) -> None:
        found = check_file(_path(file), Disk(), Offline(), options.pairs(sets), word)
        refuse_other_kind(found, word)
        checked = found.as_dict()
        if output or query:
            show(checked, output, query, ("file", "kind", "valid"))
        else:
            _print(checked)
        sys.exit(0 if checked["valid"] else 1)

    return command


of_job, of_component = _of("job"), _of("component")


def _check(file: str) -> dict[str, Any]:
    return dict(check_file(_path(file), Disk(), Offline()).as_dict())


def _path(file: str) -> PurePosixPath:
    return PurePosixPath(Path(file).as_posix())


def _print(checked: dict[str, Any]) -> None:
    for one in checked["diagnostics"]:
        click.echo(diagnostic_line({"file": checked["file"]} | _without_none(one)))
    verdict = click.style("ok", fg="green") if checked["valid"] else click.style("bad", fg="red")
    kind = "" if checked["kind"] == "unknown" else f" ({checked['kind']})"
    click.echo(f"{checked['file']}: {verdict}{kind}")


def _without_none(one: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if value is not None}
