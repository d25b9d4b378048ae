"""From a YAML file on this machine to the wire form, with everything local uploaded."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import click

from designer.graph.catalogue import Offline
from designer.graph.check import check_file
from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.disk import Disk
from designer.graph.not_here import at_submission
from designer.graph.package import pack_file, plain
from designer.graph.report import Report
from designer.graph.source import Source
from studio.cli import options
from studio.cli.errors import diagnostic_line
from studio.cli.kinds import refuse_other_kind
from studio.cli.upload import Upload
from studio.lib.errors import Invalid
from studio.sdk.client import Client


@contextmanager
def wire_form(
    file: str, sets: Mapping[str, str], client: Client, wanted: str
) -> Iterator[dict[str, Any]]:
    """The self-contained mapping of ``file``, checked before anything is sent.

    wanted: the last word of the kind that the command takes ("job", "component", "data", …).

    What the studio finds inside the block is given its line in the file. Warnings go to standard
    error. Raises Invalid "invalid-file" with every diagnostic.
    """
    path = PurePosixPath(Path(file).as_posix())
    checked = check_file(path, Disk(), Offline(), sets, wanted)
    refuse_other_kind(checked, wanted)
    found = at_submission(checked.diagnostics) if wanted == "job" else checked.diagnostics
    _refuse_errors(file, found)
    for one in () if options.only_errors() else found:
        click.echo(diagnostic_line(one.as_dict()), err=True)
    packed = pack_file(path, Disk(), Upload(client), sets, wanted)
    _refuse_errors(file, packed.diagnostics)
    try:
        yield plain(packed.wire or {})
    except Invalid as error:
        if packed.source is not None:
            error.diagnostics = [_placed(one, packed.source) for one in error.diagnostics]
        raise


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


def uploaded(path: str, client: Client) -> str:
    """Where a model's files lie: a URI as it is, a local file or folder once it is uploaded."""
    if "://" in path or path.startswith("runs:/"):
        return path
    return str(data_spec(path, None, client)["path"])


def _refuse_errors(file: str, diagnostics: Sequence[Diagnostic]) -> None:
    if has_errors(diagnostics):
        found = [one.as_dict() for one in diagnostics]
        raise Invalid("invalid-file", f"{file} cannot be used.", diagnostics=found)


def _placed(diagnostic: Mapping[str, Any], source: Source) -> dict[str, Any]:
    """The server knows key paths; only this side knows their files and lines."""
    path = str(diagnostic.get("path") or "")
    if not path or diagnostic.get("line"):
        return dict(diagnostic)
    report = Report(source)
    report.error("", "", *_standing(path.split("."), source))
    [found] = report.items
    place = {"file": found.file, "line": found.line, "column": found.column}
    return {**diagnostic, **place, "path": found.path}


def _standing(path: Sequence[str], source: Source) -> list[str]:
    """The server does not know whether a step's specification stands on the step itself."""
    found: list[str] = []
    for part in path:
        if part != "component" or source.has([*found, part]):
            found.append(part)
    return found
