"""From a YAML file on this machine to the wire form, with everything local uploaded."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import click

from designer.graph.diagnostics import has_errors
from designer.graph.disk import Disk
from designer.graph.package import pack
from studio.cli import options
from studio.cli.errors import diagnostic_line
from studio.cli.upload import Upload
from studio.lib.errors import Invalid
from studio.sdk.client import Client


def wire_form(file: str, sets: Sequence[str], client: Client) -> dict[str, Any]:
    """The self-contained mapping of ``file``; warnings go to standard error.

    Raises Invalid "invalid-file" with every diagnostic.
    """
    path = PurePosixPath(Path(file).as_posix())
    spec, diagnostics = pack(path, Disk(), Upload(client), options.pairs(sets))
    if spec is None or has_errors(diagnostics):
        raise Invalid(
            "invalid-file",
            f"{file} cannot be used.",
            diagnostics=[one.as_dict() for one in diagnostics],
        )
    for one in diagnostics:
        click.echo(diagnostic_line(one.as_dict()), err=True)
    return spec


def text_of(file: str) -> str:
    """What a person wrote, kept beside the registered asset."""
    return Path(file).read_text(encoding="utf-8-sig", errors="replace")


def data_spec(path: str, type_: str | None, client: Client) -> dict[str, Any]:
    """A data asset that lies at ``path``: a URI is kept, local files are uploaded."""
    if "://" in path:
        return {"path": path, "type": type_ or "uri_folder"}
    place = Path(path)
    if not place.exists():
        raise Invalid("path-not-found", f"{path} does not exist.")
    kind: Literal["file", "folder"] = "file" if place.is_file() else "folder"
    uri = Upload(client).data(PurePosixPath(place.as_posix()), kind)
    return {"path": uri, "type": type_ or f"uri_{kind}"}
