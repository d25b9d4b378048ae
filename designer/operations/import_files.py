"""Reads uploaded files: components with their code, and pipelines with what they use.

Everything local inside the upload is packed exactly as the command line packs it on somebody's
machine, so that a zip dropped onto a page and ``studio component create`` mean the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO, Any

from designer.catalogue import DatabaseCatalogue
from designer.graph import check, fragments, kinds, no_pipeline, package, source
from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.document import PipelineDocument
from designer.graph.files import BRING_FOLDER
from designer.graph.load import load_component, load_pipeline
from designer.graph.report import Report, merged
from designer.graph.source import Source
from designer.graph.write_component import component_wire
from designer.models import ComponentVersion
from designer.operations import find_pipelines, register_component, uploaded_files
from designer.operations.upload_code import ServerUploader
from designer.operations.uploaded_files import Beside, OneFile, Upload, normal
from studio.lib.errors import Invalid, StudioError
from studio.models import User, Workspace
from studio.transaction import writing

TEXT_NAME = "pipeline.yml"
INSIDE = "pipeline component"
# Of longer texts the comments are not kept: they would make each save slow.
MOST_KEPT = 500_000
NOT_SENT = (
    *("file-not-found", "code-not-found", "path-not-found", "include-not-found"),
    "build-not-found",
)
BRING_MORE = "It did not come along: import a folder that holds it, too, say one further up."


@dataclass(frozen=True, slots=True)
class ImportedPipeline:
    """What could be read, and what was found on the way. ``name`` is for the draft."""

    document: PipelineDocument
    name: str | None
    diagnostics: list[Diagnostic]


@dataclass(frozen=True, slots=True)
class ChosenPipeline:
    """One of several: read, or why not."""

    path: str
    found: ImportedPipeline | None
    refused: StudioError | None


@dataclass(frozen=True, slots=True)
class InsideText:
    """``component``: what the text says, as a specification; None until all of it can be read."""

    document: PipelineDocument | None
    component: dict[str, Any] | None
    diagnostics: list[Diagnostic]


def components(
    workspace: Workspace, user: User | None, name: str, file: IO[bytes]
) -> list[tuple[ComponentVersion, bool]]:
    """Register every component file of an upload, all or none."""
    upload = uploaded_files.opened(name, file)
    found = _of_kind(upload, lambda kind: kind.endswith(" component"))
    if not found:
        raise Invalid(
            "no-component",
            f'"{name}" holds no component file.',
            hint="A component file is YAML with `name`, `command` and declared inputs.",
            place="file",
        )
    packed = [(path, _packed_component(workspace, upload, path)) for path in found]
    with writing():
        return [
            register_component.register(workspace, user, wire, _text(upload, path))
            for path, wire in packed
        ]


def pipeline(workspace: Workspace, name: str, upload: Upload) -> ImportedPipeline:
    """The pipeline of a file, a zip or a folder that is called ``name``."""
    return _imported(workspace, upload, find_pipelines.the_one(upload, name))


def chosen(
    workspace: Workspace, name: str, upload: Upload, paths: Sequence[str]
) -> list[ChosenPipeline]:
    """Several pipelines of one upload. One that cannot be read leaves the others alone."""
    read = []
    for path in paths:
        try:
            at = find_pipelines.at(upload, name, path)
            read.append(ChosenPipeline(path, _imported(workspace, upload, at), None))
        except StudioError as error:
            read.append(ChosenPipeline(path, None, error))
    return read


def pipeline_text(workspace: Workspace, text: str) -> ImportedPipeline:
    """The pipeline of a YAML text that came without files."""
    upload = OneFile(TEXT_NAME, text.encode())
    return _imported(workspace, upload, PurePosixPath(TEXT_NAME))


def read_text(
    workspace: Workspace, text: str
) -> tuple[PipelineDocument | None, Source | None, list[Diagnostic]]:
    """The document of a YAML text, None where nothing can be read, its places, and all findings."""
    return _read(workspace, OneFile(TEXT_NAME, text.encode()), PurePosixPath(TEXT_NAME))


def read_pasted(
    workspace: Workspace, text: str
) -> tuple[PipelineDocument | None, Source | None, list[Diagnostic]]:
    """The same of a text that may also be steps without ``jobs:``, as copied out of a file."""
    upload = OneFile(TEXT_NAME, text.encode())
    return _read(workspace, upload, PurePosixPath(TEXT_NAME), fragments.read_pasted)


def read_inside(workspace: Workspace, text: str) -> InsideText:
    """The YAML text of a pipeline component that is written inside a step, with all findings."""
    path = PurePosixPath(TEXT_NAME)
    upload = OneFile(TEXT_NAME, text.encode())
    uploader = ServerUploader(workspace, upload)
    packed = package.pack_file(path, upload, uploader, {}, kind=INSIDE)
    if packed.wire is None:
        return InsideText(None, None, packed.diagnostics)
    wire: dict[str, Any] = package.plain(packed.wire)
    report = Report(packed.source)
    if wire.get("type") != "pipeline":
        report.error(
            "not-a-pipeline-component",
            "This stands inside a pipeline step, so it is a pipeline component.",
            "type",
            hint="Write `type: pipeline`; a command belongs into a step below `jobs`.",
        )
    document, loading = load_pipeline(wire, packed.source, INSIDE)
    found = merged(packed.diagnostics, report.items, loading)
    if document is None or has_errors(found):
        return InsideText(document, None, found)
    checks = check.check_inside(document, DatabaseCatalogue(workspace), packed.source)
    return InsideText(document, component_wire(wire), merged(found, checks))


def pipeline_beside(workspace: Workspace, file: OneFile, upload: Upload) -> ImportedPipeline:
    """The pipeline of a YAML file, with what it names taken from an upload."""
    path = _folder_of(workspace, file, upload) / file.name
    return _imported(workspace, Beside(path, file, upload), path)


def _folder_of(workspace: Workspace, file: OneFile, upload: Upload) -> PurePosixPath:
    """Where in an upload a file belongs: where the same lies, or else the shallowest of the
    folders that have most of what it names."""
    same = _lines(file.read(file.name))
    for path in upload.yaml_files():
        if _lines(upload.read(path)) == same:
            return path.parent
    alone = OneFile(file.name.name, file.read(file.name))
    package.pack_file(alone.name, alone, ServerUploader(workspace, alone), {})
    files = [PurePosixPath(one) for one in upload.paths()]
    folders = {folder for file in files for folder in file.parents} or {PurePosixPath()}
    known = {normal(one) for one in (*files, *folders)}

    def wanted(folder: PurePosixPath) -> tuple[int, int, str]:
        there = sum(normal(folder / one) in known for one in alone.missing)
        return -there, len(folder.parts), str(folder)

    return min(folders, key=wanted)


def _lines(data: bytes) -> list[bytes]:
    return data.strip().splitlines()


def check_component_text(workspace: Workspace, text: str) -> list[Diagnostic]:
    """All findings about a component's YAML that came without files; nothing is registered."""
    upload = OneFile(TEXT_NAME, text.encode())
    catalogue = DatabaseCatalogue(workspace)
    checked = check.check_file(PurePosixPath(TEXT_NAME), upload, catalogue, clones=False)
    if checked.kind.endswith(" component"):
        return list(checked.diagnostics)
    message = f"This describes a {checked.kind}, not a component."
    return [Diagnostic("error", "not-a-component", message, line=1, column=1), *checked.diagnostics]


def _imported(workspace: Workspace, upload: Upload, path: PurePosixPath) -> ImportedPipeline:
    document, read, found = _read(workspace, upload, path)
    if document is None:
        raise _refused("invalid-pipeline", f"{path.name} is not a pipeline", found)
    text = _text(upload, path).removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text) <= MOST_KEPT:
        document.yaml[""] = text
    stem = path.stem if path.stem != "pipeline" else path.parent.name
    name = find_pipelines.name_of(read.data if read else None) or stem or None
    return ImportedPipeline(document, name, found)


def _read(
    workspace: Workspace,
    upload: Upload,
    path: PurePosixPath,
    reader: package.Reader = package.read_file,
) -> tuple[PipelineDocument | None, Source | None, list[Diagnostic]]:
    uploader = ServerUploader(workspace, upload)
    packed = package.pack_file(path, upload, uploader, {}, reader=reader)
    found = [_with_way_out(one, upload) for one in packed.diagnostics]
    if packed.wire is None or packed.source is None:
        return None, packed.source, found
    name = path.name if path.name != TEXT_NAME else "FILE"
    other = no_pipeline.told(packed.source.data, packed.kind, name)
    if other is not None:
        return None, packed.source, [find_pipelines.no_pipeline_file(path, *other)]
    # What could not be packed stands there as it was written: the canvas shows it, marked by
    # its finding.
    document, loading = load_pipeline(package.plain(packed.wire), packed.source)
    return document, packed.source, merged(found, loading)


def _with_way_out(one: Diagnostic, upload: Upload) -> Diagnostic:
    """On what was not sent along: how it comes along."""
    if one.code not in NOT_SENT or one.hint:
        return one
    is_alone = isinstance(upload, OneFile)
    return replace(one, hint=f"{BRING_FOLDER}." if is_alone else BRING_MORE)


def _packed_component(
    workspace: Workspace, upload: Upload, path: PurePosixPath
) -> Mapping[str, Any]:
    upload.missing.clear()
    packed = package.pack_file(path, upload, ServerUploader(workspace, upload), {})
    found = packed.diagnostics
    if packed.wire is not None:
        wire: dict[str, Any] = package.plain(packed.wire)
        found = merged(found, load_component(wire, packed.source)[1])
        if not has_errors(found):
            return wire
    if isinstance(upload, OneFile) and upload.missing:
        raise Invalid(
            "component-needs-files",
            f"{path.name} names files that did not come with it: {', '.join(upload.missing)}.",
            hint="Send a zip that holds the YAML file and these files in their places.",
            place="file",
            diagnostics=[one.as_dict() for one in found],
        )
    raise _refused("invalid-component", f"{path} has errors", found)


def _of_kind(upload: Upload, is_wanted: Callable[[str], bool]) -> list[PurePosixPath]:
    """YAML files of a kind. One that cannot be read at all is an error when it is the only one."""
    chosen = []
    paths = upload.yaml_files()
    for path in paths:
        read, found = source.read(upload.read(path), str(path))
        if read is None and len(paths) == 1:
            raise _refused("invalid-yaml", f"{path.name} is not YAML that can be read", found)
        if read and isinstance(read.data, dict) and is_wanted(kinds.decide(read.data)):
            chosen.append(path)
    return chosen


def _text(upload: Upload, path: PurePosixPath) -> str:
    return upload.read(path).decode(errors="replace").replace("\x00", "")


def _refused(code: str, message: str, found: list[Diagnostic]) -> Invalid:
    first = next((one for one in found if one.severity == "error"), None)
    return Invalid(
        code,
        f"{message}: {first.message}" if first else f"{message}.",
        hint=first.hint if first and len(found) == 1 else None,
        diagnostics=[one.as_dict() for one in found],
    )
