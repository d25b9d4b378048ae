"""A document as YAML that means the same when it is read again.

A document from the canvas becomes a pipeline job; one that was a standalone command job becomes
that again. Looks (layout, notes, yaml) are not part of the language and are left out.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from designer.graph import references
from designer.graph.document import (
    DataValue,
    OutputSettings,
    PipelineDocument,
    PipelineInput,
    PipelineOutput,
    StepNode,
)
from designer.graph.infer import interface_type
from designer.graph.pipelines import ANYWHERE, KIND_PROPERTY
from designer.graph.ports import is_data, is_primitive
from designer.graph.report import SINGLE_STEP
from designer.graph.write_steps import StepWriter
from designer.graph.yaml_text import dump

_SCHEMAS: Final = "https://azuremlschemas.azureedge.net/latest/"
_COMPONENT_ORDER: Final = (
    "$schema",
    "type",
    "name",
    "version",
    "display_name",
    "description",
    "tags",
    "is_deterministic",
    "inputs",
    "outputs",
    "code",
    "environment",
    "command",
    "input_data",
    "mini_batch_size",
    "partition_keys",
    "task",
    "resources",
    "distribution",
    "jobs",
)


def to_yaml(document: PipelineDocument) -> str:
    """YAML text of the whole document."""
    return dump(to_wire(document))


def to_wire(document: PipelineDocument) -> dict[str, Any]:
    """The document as a mapping of the language."""
    writer = StepWriter(document)
    node = document.nodes.get(SINGLE_STEP)
    kind = document.details.properties.get(KIND_PROPERTY)
    if kind is not None and isinstance(node, StepNode) and len(document.nodes) == 1:
        if kind == "command" and writer.is_plain(node):
            return _single_job(document, kind, writer.step(SINGLE_STEP))
        if kind == "sweep" and writer.is_plain_sweep(node):
            return _single_job(document, kind, writer.sweep_job(SINGLE_STEP))
    return _pipeline_job(document, writer)


def component_yaml(spec: Mapping[str, Any]) -> str:
    """A component's specification with its keys in the usual order."""
    return dump(in_usual_order(spec))


def in_usual_order(spec: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: spec[key] for key in _COMPONENT_ORDER if key in spec}
    return {**known, **spec}


def _pipeline_job(document: PipelineDocument, writer: StepWriter) -> dict[str, Any]:
    steps = [key for key, node in document.nodes.items() if isinstance(node, StepNode)]
    interface = document.interface
    return _told(
        {
            "$schema": f"{_SCHEMAS}pipelineJob.schema.json",
            "type": "pipeline",
            **_details(document),
            "settings": _settings(document),
            "inputs": {name: _input(found) for name, found in interface.inputs.items()},
            "outputs": {name: _output(found) for name, found in interface.outputs.items()},
            "jobs": {key: writer.step(key) for key in steps},
        },
        keep=("$schema", "type", "jobs"),
    )


def _single_job(document: PipelineDocument, kind: str, step: dict[str, Any]) -> dict[str, Any]:
    """A standalone command or sweep job."""
    if step.get("compute") == ANYWHERE:
        step.pop("compute")
    step.pop("type", None)
    details = _details(document)
    properties = {
        name: value for name, value in details.pop("properties").items() if name != KIND_PROPERTY
    }
    head = {"$schema": f"{_SCHEMAS}{kind}Job.schema.json", "type": kind}
    return head | _told({**details, "properties": properties}) | step


def _details(document: PipelineDocument) -> dict[str, Any]:
    return dict(document.details.model_dump())


def _settings(document: PipelineDocument) -> dict[str, Any]:
    kept = document.settings.model_dump(exclude_defaults=True)
    for key in ("default_compute", "default_datastore"):
        written = kept.get(key)
        if written and not references.is_prefixed(written) and written != ANYWHERE:
            kept[key] = f"azureml:{written}"
    return dict(kept)


def _input(found: PipelineInput) -> Any:
    """A value, or an open place for one: a job cannot declare what it does not give."""
    if isinstance(found.value, DataValue):
        told = found.value.model_dump(exclude_none=True)
        return {"type": told.pop("type"), **told}
    port_type = interface_type(found)
    if port_type is not None and is_data(port_type):
        return {"type": port_type, "path": found.value if isinstance(found.value, str) else ""}
    return "" if found.value is None else found.value


def _output(found: PipelineOutput) -> dict[str, Any]:
    told = found.model_dump(exclude_none=True, include=set(OutputSettings.model_fields))
    if is_primitive(told.get("type", "")):
        told.pop("type")
    return dict(told)


def _told(raw: Mapping[str, Any], keep: Sequence[str] = ()) -> dict[str, Any]:
    """Only keys that say something."""
    return {key: value for key, value in raw.items() if key in keep or value not in (None, {}, "")}
