"""Everything that is known to be wrong with a file or a document: ``studio validate``, the canvas.

The stages are those of submission (pack, load, resolve, rules), with nothing uploaded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final, Literal

from designer.graph import family, kinds, mltable, not_here, others, parallel, references, shape
from designer.graph.catalogue import UNKNOWN, Catalogue, NotKnown
from designer.graph.components import RUNNABLE
from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.document import PipelineDocument
from designer.graph.environments import look_up
from designer.graph.files import Files, not_cloned
from designer.graph.git_address import GitAddress
from designer.graph.load import load_component, load_pipeline, parse_document
from designer.graph.model import ComponentDefinition
from designer.graph.package import Packed, pack_file
from designer.graph.report import Report, merged
from designer.graph.resolve import resolve_in
from designer.graph.rules import check_in
from designer.graph.source import Source, read

_DIGEST: Final = "0" * 64
_JOB: Final[shape.Keys] = {
    **dict.fromkeys(("type", "name", "display_name", "experiment_name", "description"), "text"),
    **dict.fromkeys(("tags", "properties", "inputs", "outputs", "limits"), "map"),
    **dict.fromkeys(
        ("$schema", "resources", "compute", "identity", "services", "queue_settings"), "any"
    ),
    "environment_variables": "map",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer of ``studio validate`` about one file. why: a sentence on its kind, where a file
    could be of another."""

    file: str
    kind: str
    diagnostics: Sequence[Diagnostic]
    why: str = ""

    @property
    def valid(self) -> bool:
        return not has_errors(self.diagnostics)

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "kind": self.kind,
            "valid": self.valid,
            "diagnostics": [one.as_dict() for one in self.diagnostics],
        }


def check_file(
    path: PurePosixPath,
    files: Files,
    catalogue: Catalogue,
    overrides: Mapping[str, str] | None = None,
    wanted: str | None = None,
    clones: bool = True,
) -> Checked:
    """Checks a file of any kind, with everything that it names. wanted: see ``pack_file``.

    clones: whether who asks would clone code that lies in Git.
    """
    packed = pack_file(path, files, _Nowhere(clones), overrides or {}, wanted)
    stages: list[Sequence[Diagnostic]] = [packed.diagnostics]
    if packed.wire is not None:
        stages.extend(_stages(packed, packed.wire, _Local(catalogue, files)))
    is_either = packed.wire is not None and packed.kind.endswith((" job", " component"))
    why = family.why(packed.wire or {}, packed.kind) if is_either else ""
    return Checked(str(path), packed.kind, merged(*stages), why)


def check_document(
    document: PipelineDocument, catalogue: Catalogue, source: Source | None = None
) -> list[Diagnostic]:
    """A document of the canvas, as the job that it would become. source: the text it is from."""
    return merged(*_document_stages(document, catalogue, source, is_job=True))


def check_inside(
    document: PipelineDocument, catalogue: Catalogue, source: Source | None
) -> list[Diagnostic]:
    """The document of a pipeline component, whose inputs are given where it is used."""
    return merged(*_document_stages(document, catalogue, source, is_job=False))


def check_wire(
    wire: Mapping[str, Any], catalogue: Catalogue, source: Source | None = None
) -> tuple[PipelineDocument | None, list[Diagnostic]]:
    """A wire form as a document, with the findings of all stages."""
    kind = kinds.decide(wire) if isinstance(wire, Mapping) else "unknown"
    document, found = load_pipeline(wire, source, kind)
    if document is None:
        return None, found
    is_job = kind != "pipeline component"
    return document, merged(found, *_document_stages(document, catalogue, source, is_job))


def check_text(
    text: str | bytes, catalogue: Catalogue
) -> tuple[PipelineDocument | None, list[Diagnostic]]:
    """YAML text that came without files, as a document."""
    source, found = read(text)
    if source is None:
        return None, found
    document, more = check_wire(source.data, catalogue, source)
    return document, merged(found, more)


def _stages(
    packed: Packed, wire: dict[str, Any], catalogue: Catalogue
) -> list[Sequence[Diagnostic]]:
    kind, source = packed.kind, packed.source
    if kind in ("pipeline job", "command job", "sweep job"):
        return _pipeline_stages(wire, source, kind, catalogue)
    if kind.endswith("component"):
        return _component_stages(wire, source, catalogue)
    report = Report(source)
    if kind.endswith("job"):
        _check_other_job(report, wire, kind.removesuffix(" job"))
    else:
        others.check(report, wire, kind)
    return [report.items]


def _check_other_job(report: Report, wire: dict[str, Any], kind: str) -> None:
    """A job of a kind that is read and refused."""
    if kind in not_here.KEYS:
        shape.check_keys(report, wire, {**_JOB, **not_here.KEYS[kind]}, "warning")
        not_here.check_body(report, wire, kind)
        if kind == "spark":
            not_here.check_place(report, wire)
    not_here.tell_job(report, kind)


def _pipeline_stages(
    wire: dict[str, Any], source: Source | None, kind: str, catalogue: Catalogue
) -> list[Sequence[Diagnostic]]:
    document, found = load_pipeline(wire, source, kind)
    if document is None:
        return [found]
    return [found, *_document_stages(document, catalogue, source, is_job=True)]


def _document_stages(
    document: PipelineDocument, catalogue: Catalogue, source: Source | None, is_job: bool
) -> list[Sequence[Diagnostic]]:
    resolving, ruling = Report(source), Report(source)
    graph = resolve_in(resolving, document, catalogue)
    check_in(ruling, graph, is_job)
    return [resolving.items, ruling.items]


def _component_stages(
    wire: dict[str, Any], source: Source | None, catalogue: Catalogue
) -> list[Sequence[Diagnostic]]:
    definition, found = load_component(wire, source)
    report = Report(source)
    shape.version(report, wire)
    if definition is None:
        return [found]
    if definition.document is not None:
        stages = _document_stages(definition.document, catalogue, source, is_job=False)
        return [found, report.items, *stages]
    _lookups(report, definition, catalogue)
    return [found, report.items]


def component_findings(
    wire: dict[str, Any], source: Source | None, catalogue: Catalogue
) -> list[Diagnostic]:
    """A component in its wire form, with the places of ``source``."""
    return merged(*_component_stages(wire, source, catalogue))


def _lookups(report: Report, definition: ComponentDefinition, catalogue: Catalogue) -> None:
    if definition.type == parallel.KIND:
        parallel.check_alone(report, definition)
        look_up(report.below("task"), definition.environment, catalogue)
    elif definition.type in RUNNABLE:
        look_up(report, definition.environment, catalogue)
    else:
        not_here.tell_component(report, definition.type)


class _Nowhere:
    """An uploader that uploads nothing: for checks."""

    def __init__(self, clones: bool) -> None:
        self._clones = clones

    def code(self, folder: PurePosixPath | None, includes: Sequence[PurePosixPath]) -> str:
        return f"azureml:snapshot:{_DIGEST}"

    def repository(self, address: GitAddress, includes: Sequence[PurePosixPath]) -> str:
        if not self._clones:
            raise not_cloned()
        return f"azureml:snapshot:{_DIGEST}"

    def data(
        self, path: PurePosixPath, kind: Literal["file", "folder"], datastore: str | None = None
    ) -> str:
        return references.not_uploaded(str(path))


class _Local:
    """The given catalogue, of which nobody asks for what was not uploaded."""

    def __init__(self, inner: Catalogue, files: Files) -> None:
        self._inner, self._files = inner, files
        self.component, self.environment = inner.component, inner.environment
        self.data, self.model, self.similar = inner.data, inner.model, inner.similar
        self.registries, self.curated = inner.registries, inner.curated
        self.computes, self.datastores, self.job = inner.computes, inner.datastores, inner.job

    def has_snapshot(self, digest: str) -> bool | NotKnown:
        return UNKNOWN

    def is_table(self, uri: str) -> bool | NotKnown:
        path = references.not_uploaded_path(uri)
        if path is None:
            return self._inner.is_table(uri)
        return self._files.is_file(PurePosixPath(path) / mltable.FILE)


__all__ = [
    "Checked",
    "check_document",
    "check_file",
    "check_inside",
    "check_text",
    "check_wire",
    "component_findings",
    "parse_document",
]
