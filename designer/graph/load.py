"""The wire form as a document or a component definition. Bad input gives diagnostics only.

The wire form is the YAML mapping with nothing local left in it. ``source`` gives the findings
their lines when the mapping was made from files.
"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from designer.graph import data_transfer, flows, kinds, not_here, parallel, shape
from designer.graph.components import (
    COMMON,
    check_code,
    check_registered_name,
    check_type,
    component_type,
    details,
    read_command_component,
)
from designer.graph.declarations import read_inputs, read_outputs
from designer.graph.diagnostics import Diagnostic
from designer.graph.document import InputDeclaration, OutputDeclaration, PipelineDocument
from designer.graph.family import explained
from designer.graph.model import ComponentDefinition
from designer.graph.pipelines import (
    read_command_job,
    read_pipeline_component,
    read_pipeline_job,
    read_standalone_sweep,
)
from designer.graph.report import Report
from designer.graph.source import Source

_CLUSTER: Final[shape.Keys] = {"resources": "map", "identity": "any", "additional_includes": "list"}


def load_pipeline(
    wire: Mapping[str, Any], source: Source | None = None, kind: str | None = None
) -> tuple[PipelineDocument | None, list[Diagnostic]]:
    """A pipeline job, a pipeline component or a standalone command job as a document.

    ``kind`` ("pipeline job", …) where the caller knows it; else the mapping decides.
    """
    report = Report(source)
    if not isinstance(wire, Mapping):
        report.error("not-a-mapping", "Expected a mapping of keys, found something else.")
        return None, report.items
    found = kind or kinds.decide(wire)
    document = read_document(report, wire, found)
    return document, explained(report.items, wire, found)


def read_document(report: Report, wire: Mapping[str, Any], kind: str) -> PipelineDocument | None:
    if kind == "pipeline component":
        return read_pipeline_component(report, wire)
    if not _check_job_type(report, wire):
        return None
    if "jobs" in wire or wire.get("type") == "pipeline":
        return read_pipeline_job(report, wire)
    if wire.get("type") == "sweep":
        return read_standalone_sweep(report, wire)
    return read_command_job(report, wire)


def _check_job_type(report: Report, wire: Mapping[str, Any]) -> bool:
    """Whether the job is of a kind that can be read further."""
    written = wire.get("type")
    if written is None:
        if "jobs" in wire:
            report.error(
                "type-missing", "`type` is missing. A file with `jobs:` needs `type: pipeline`."
            )
            return True
        if "trial" in wire:
            report.error(
                "type-missing", "`type` is missing. A file with `trial:` needs `type: sweep`."
            )
        elif "command" not in wire:
            report.error(
                "kind-unknown", "This is no pipeline: it has neither `jobs` nor `command`."
            )
        return "command" in wire and "trial" not in wire
    if written in ("pipeline", "command", "sweep"):
        return True
    not_here.refuse_job(report, written)
    return False


def load_component(
    wire: Mapping[str, Any], source: Source | None = None
) -> tuple[ComponentDefinition | None, list[Diagnostic]]:
    """A component that is to be registered. Its environment may still be ``{"reference": …}``;
    ``resolve`` looks that up."""
    report = Report(source)
    if not isinstance(wire, Mapping):
        report.error("not-a-mapping", "Expected a mapping of keys, found something else.")
        return None, report.items
    check_registered_name(report, wire)
    definition = read_component(report, wire)
    return definition, explained(report.items, wire, "component")


def read_component(report: Report, spec: Mapping[str, Any]) -> ComponentDefinition | None:
    """A component's specification, named or not; None for an unknown kind."""
    found = component_type(spec)
    if found != flows.KIND and not check_type(report, spec):
        return None
    if found == "pipeline":
        return read_pipeline_definition(report, spec)
    if found == "command":
        if "jobs" in spec:
            report.error(
                "type-missing", "`type` is missing. A file with `jobs:` needs `type: pipeline`."
            )
            return None
        return read_command_component(report, spec)
    if found == parallel.KIND:
        return parallel.read_parallel_component(report, spec)
    if found == data_transfer.KIND:
        return data_transfer.read_data_transfer(report, spec)
    if found in not_here.KEYS:
        keys = {**COMMON, **not_here.KEYS[found], **_CLUSTER}
        shape.check_keys(report, spec, keys, "warning")
        not_here.check_body(report, spec, found)
        check_code(report, spec)
    return ComponentDefinition(
        type=found,
        inputs=read_inputs(report, spec),
        outputs=read_outputs(report, spec),
        **details(report, spec),
        code=shape.text(spec, "code") or None,
    )


def read_pipeline_definition(report: Report, spec: Mapping[str, Any]) -> ComponentDefinition:
    """A pipeline component with its document inside."""
    document = read_pipeline_component(report, spec)
    inputs = {
        name: InputDeclaration(
            **found.model_dump(exclude={"value"}),
            default=found.value if not hasattr(found.value, "path") else None,
        )
        for name, found in document.interface.inputs.items()
    }
    outputs = {
        name: OutputDeclaration(
            type=found.type or "uri_folder", description=found.description, mode=found.mode
        )
        for name, found in document.interface.outputs.items()
    }
    told = details(report.apart(), spec)
    return ComponentDefinition("pipeline", inputs, outputs, **told, document=document)


def parse_document(raw: object) -> tuple[PipelineDocument | None, list[Diagnostic]]:
    """A document as JSON data, such as a draft from outside."""
    try:
        return PipelineDocument.model_validate(raw), []
    except ValidationError as error:
        report = Report()
        for one in error.errors(include_url=False, include_input=False):
            report.error("document-shape", one["msg"], *one["loc"])
        return None, report.items
