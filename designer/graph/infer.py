"""Types of the inputs of inline steps, which declare none: taken from what feeds them.

The document keeps ``{}`` (``UNTYPED``) where the type cannot be known without a catalogue.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from designer.graph import control, scalars
from designer.graph.document import (
    Binding,
    DataNode,
    DataValue,
    PipelineDocument,
    PipelineInput,
    PortType,
    StepNode,
)
from designer.graph.expressions import Expression, parse_flat
from designer.graph.ports import is_data

UNTYPED: Final[Mapping[str, Any]] = {}
OutputType = Callable[[str, str], PortType | None]


def interface_type(found: PipelineInput) -> PortType | None:
    """The type of a pipeline input: declared, or that of its value."""
    if found.type is not None:
        return found.type
    if found.value is None:
        return None
    if isinstance(found.value, DataValue):
        return found.value.type
    return cast(PortType, scalars.inferred_type(found.value))


def inline_output_type(document: PipelineDocument, key: str, port: str) -> PortType | None:
    """The type of a node's output as far as the document itself tells."""
    node = document.nodes.get(key)
    if isinstance(node, DataNode):
        return node.type
    body = control.body_of(node)
    if body is not None:
        inner = document.nodes.get(body)
        is_loop = isinstance(inner, StepNode) and inner.type in control.LOOPS
        found = None if is_loop else inline_output_type(document, body, port)
        gathers = node is not None and node.type == "parallel_for" and found is not None
        return control.gathered(found) if gathers and found else found
    if node is None or not isinstance(node.component, dict):
        return None
    outputs = node.component.get("outputs")
    declared = outputs.get(port) if isinstance(outputs, dict) else None
    written = declared.get("type") if isinstance(declared, dict) else None
    return cast(PortType, written) if isinstance(written, str) else None


def untyped_inputs(node: StepNode) -> list[str]:
    """Inputs of an inline specification that declare nothing."""
    inputs = node.component.get("inputs") if isinstance(node.component, dict) else None
    if not isinstance(inputs, dict):
        return []
    return [name for name, declared in inputs.items() if declared == UNTYPED]


def infer(
    document: PipelineDocument, output_type: OutputType, key: str, node: StepNode, bound: "Bound"
) -> dict[str, PortType]:
    """Types found for the untyped inputs of one node."""
    found = {}
    for name in untyped_inputs(node):
        port_type = _one(document, output_type, bound.get((key, name)), node.values.get(name))
        if port_type is not None:
            found[name] = port_type
    return found


Bound = Mapping[tuple[str, str], Binding]


def by_target(document: PipelineDocument) -> dict[tuple[str, str], Binding]:
    return {
        (one.target.node, one.target.port): one
        for one in document.bindings
        if one.target.node is not None
    }


def _one(
    document: PipelineDocument,
    output_type: OutputType,
    binding: Binding | None,
    value: object,
) -> PortType | None:
    if binding is not None:
        return _bound(document, output_type, binding)
    if isinstance(value, str):
        return _embedded(document, value)
    return None


def _bound(
    document: PipelineDocument, output_type: OutputType, binding: Binding
) -> PortType | None:
    if binding.source.node is None:
        found = document.interface.inputs.get(binding.source.port)
        return interface_type(found) if found else None
    if binding.via == "outputs":
        return output_type(binding.source.node, binding.source.port)
    return None


def _embedded(document: PipelineDocument, text: str) -> PortType:
    """A path below a data input is a folder; any other text is text."""
    first = next(iter(parse_flat(text)), None)
    if isinstance(first, Expression):
        if first.context == "parent.jobs.outputs":
            return "uri_folder"
        source = document.interface.inputs.get(first.name)
        if source is not None and is_data(interface_type(source) or "string"):
            return "uri_folder"
    return "string"


def fill_types(document: PipelineDocument) -> None:
    """Writes the types that the document alone can tell into its inline specifications."""
    bound = by_target(document)
    for key, node in document.nodes.items():
        if not isinstance(node, StepNode) or not isinstance(node.component, dict):
            continue
        found = infer(document, lambda k, p: inline_output_type(document, k, p), key, node, bound)
        if found:
            node.component = with_types(node.component, found)


def fill_output_types(
    document: PipelineDocument,
    node: StepNode,
    bindings: Sequence[Binding],
    written: Mapping[str, Any],
) -> None:
    """An output of an inline step that becomes a pipeline output has its type, unless it says one.

    written: the step's ``outputs`` as they stand in the file.
    """
    if not isinstance(node.component, dict):
        return
    told = node.component.get("outputs") or {}
    if not isinstance(told, dict):
        return  # reported where the specification is read
    outputs = dict(told)
    for binding in bindings:
        port, entry = binding.source.port, written.get(binding.source.port)
        declared = document.interface.outputs.get(binding.target.port)
        says_type = isinstance(entry, dict) and entry.get("type") is not None
        if binding.target.node is None and declared and declared.type and not says_type:
            outputs[port] = {"type": declared.type}
    node.component = {**node.component, "outputs": outputs}


def with_types(spec: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    """The specification with the found types filled in; the given one stays as it is."""
    inputs = {
        name: {"type": types[name]} if name in types else declared
        for name, declared in spec["inputs"].items()
    }
    return {**spec, "inputs": inputs}
