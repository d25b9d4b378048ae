"""What feeds each input of each step of one pipeline, as values of the resolved graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.graph import scalars, shape
from designer.graph.assets import AssetLookup
from designer.graph.catalogue import Catalogue
from designer.graph.definitions import OPAQUE, opaque
from designer.graph.document import (
    Binding,
    DataNode,
    DataValue,
    PipelineDocument,
    Place,
    Scalar,
    StepNode,
)
from designer.graph.expressions import (
    UNBOUND,
    Expression,
    Text,
    expressions_of,
    has_expression,
    parse_flat,
)
from designer.graph.model import (
    ComponentDefinition,
    FromInput,
    FromStep,
    Literal,
    Template,
    Value,
)
from designer.graph.names import did_you_mean, listed
from designer.graph.ports import is_data
from designer.graph.report import Report

ARTIFACTS = "artifacts"


@dataclass(slots=True)
class Wiring:
    report: Report
    document: PipelineDocument
    catalogue: Catalogue
    definitions: Mapping[str, ComponentDefinition]
    _bound: dict[tuple[str, str], Binding] = field(default_factory=dict)
    _ports: dict[str, list[str]] = field(default_factory=dict)
    _following: set[tuple[str, str]] = field(default_factory=set)

    def pipeline_values(self) -> dict[str, Value]:
        """Pipeline inputs that have a value; empty text counts as none."""
        values: dict[str, Value] = {}
        for name, found in self.document.interface.inputs.items():
            report = self.report.below("inputs", name)
            if isinstance(found.value, DataValue):
                data = self._data(report.below("path"), found.value)
                if data is not None:
                    values[name] = data
            elif found.value is not None and found.value != "":
                value = self._declared_or_literal(report, found.value, found.type)
                if value is not None:
                    values[name] = value
        return values

    def _declared_or_literal(
        self, report: Report, value: Scalar, port_type: str | None
    ) -> Value | None:
        """Bare text given to a declared data input is its path."""
        if port_type is not None and is_data(port_type) and isinstance(value, str):
            return self._data(report, DataValue.model_validate({"path": value, "type": port_type}))
        return Literal(scalars.literal_text(value))

    def step_inputs(self) -> dict[str, dict[str, Value]]:
        """{step: {input: value}}; what leads nowhere is reported and left out."""
        self._index()
        return {
            key: self._inputs_of(key, node)
            for key, node in self.document.nodes.items()
            if isinstance(node, StepNode)
        }

    def _index(self) -> None:
        for one in self.document.bindings:
            key, port = one.target.node, one.target.port
            if key is None:
                continue
            if key not in self.definitions:
                message = f'There is no step "{key}" to bind an input of.'
                self.report.error("unknown-step", message, "jobs", key)
            elif (key, port) in self._bound:
                message = f'Input "{port}" is bound twice.'
                self.report.error("input-bound-twice", message, "jobs", key, "inputs", port)
            else:
                self._bound[key, port] = one
                self._ports.setdefault(key, []).append(port)

    def _inputs_of(self, key: str, node: StepNode) -> dict[str, Value]:
        definition = self.definitions[key]
        found: dict[str, Value] = {}
        for name in dict.fromkeys([*node.values, *self._ports.get(key, ())]):
            report = self.report.below("jobs", key, "inputs", name)
            if definition.type != OPAQUE and name not in definition.inputs:
                if definition.trial or name not in _written_inputs(node):
                    self._unknown_input(report, definition, name)
                continue
            value = self._value(key, name, report)
            if value is not None:
                found[name] = value
        return found

    def modes(self, key: str, node: StepNode) -> dict[str, str]:
        """How inputs are given to the step, where it says so itself."""
        given = {name: one.mode for name, one in node.values.items() if isinstance(one, DataValue)}
        for port in self._ports.get(key, ()):
            given[port] = self._bound[key, port].mode
        return {name: mode for name, mode in given.items() if mode}

    def _unknown_input(self, report: Report, definition: ComponentDefinition, name: str) -> None:
        if definition.trial is not None and name in definition.trial.inputs:
            report.warning(
                "input-sampled", f'Input "{name}" is sampled; what it is given here is dropped.'
            )
            return
        shown = f'"{definition.name}"' if definition.name else "of this step"
        report.warning(
            "unknown-input",
            f'component {shown} has no input "{name}" (it is dropped).'
            f"{did_you_mean(name, definition.inputs)}",
        )

    def _value(self, key: str, name: str, report: Report) -> Value | None:
        binding = self._bound.get((key, name))
        if binding is not None:
            return self._source(report, binding, key)
        node = self.document.nodes[key]
        if not isinstance(node, StepNode) or name not in node.values:
            return None
        value = node.values[name]
        if isinstance(value, DataValue):
            return self._data(report.below("path"), value, key)
        declared = self.definitions[key].inputs.get(name)
        if isinstance(value, str) and has_expression(value):
            return self._template(report, value, key)
        return self._declared_or_literal(report, value, declared.type if declared else None)

    def _data(self, report: Report, value: DataValue, key: str | None = None) -> Value | None:
        if any(one.context not in UNBOUND for one in expressions_of(value.path)):
            return self._template(report, value.path, key)
        return AssetLookup(self.catalogue, report).data(value)

    def _template(self, report: Report, text: str, key: str | None) -> Value | None:
        parts: list[str | FromInput | FromStep] = []
        for part in parse_flat(text):
            if isinstance(part, Text):
                parts.append(part.text)
                continue
            found = self._part(report, part, key)
            if found is None:
                return None
            parts.append(found)
        return (
            parts[0]
            if len(parts) == 1 and not isinstance(parts[0], str)
            else Template(tuple(parts))
        )

    def _part(
        self, report: Report, part: Expression, key: str | None
    ) -> str | FromInput | FromStep | None:
        if part.context == "parent.inputs":
            return self._from_input(report, part.name)
        if part.context == "parent.jobs.outputs":
            return self._from_step(report, Place(node=part.step, port=part.name), key)
        if part.context == "parent.jobs.inputs":
            found = self._followed(report, part.step, part.name)
            if isinstance(found, FromInput | FromStep):
                return found
            return found.text if isinstance(found, Literal) else None
        return part.written

    def variable(self, key: str, name: str, value: Scalar) -> Value:
        """An environment variable of a step."""
        text = scalars.literal_text(value)
        if not has_expression(text):
            return Literal(text)
        report = self.report.below("jobs", key, "environment_variables", name)
        return self._template(report, text, key) or Literal("")

    def _source(self, report: Report, binding: Binding, key: str) -> Value | None:
        source = binding.source
        if source.node is None:
            return self._from_input(report, source.port)
        if binding.via == "inputs":
            return self._followed(report, source.node, source.port)
        node = self.document.nodes.get(source.node)
        if isinstance(node, DataNode):
            return self._of_data_node(source, node)
        return self._from_step(report, source, key)

    def _of_data_node(self, source: Place, node: DataNode) -> Value | None:
        report = self.report.below("nodes", source.node or "", "path")
        value = DataValue(path=node.path, type=node.type)
        return AssetLookup(self.catalogue, report).data(value)

    def _from_input(self, report: Report, name: str) -> FromInput | None:
        known = self.document.interface.inputs
        if name in known:
            return FromInput(name)
        report.error(
            "unknown-pipeline-input",
            f'the pipeline has no input "{name}".{did_you_mean(name, known)}',
            hint=f"It has: {listed(known)}.",
        )
        return None

    def _from_step(self, report: Report, source: Place, key: str | None) -> FromStep | None:
        step, port = source.node or "", source.port
        if step == key:
            report.error("step-feeds-itself", "a step cannot use its own output.")
            return None
        definition = self._definition(report, step)
        if definition is None:
            return None
        known = definition.outputs
        if definition.type == OPAQUE or port in known or port == ARTIFACTS:
            return FromStep(step, port)
        report.error(
            "unknown-step-output",
            f'Step "{step}" has no output "{port}" (it has: {listed(known)}).'
            f"{did_you_mean(port, known)}",
        )
        return None

    def _definition(self, report: Report, step: str) -> ComponentDefinition | None:
        found = self.definitions.get(step)
        if found is None and step in self.document.unread:
            return opaque()
        if found is None:
            message = f'no step named "{step}".{did_you_mean(step, self.definitions)}'
            report.error("unknown-step", message, hint=f"Steps: {listed(self.definitions)}.")
        return found

    def _followed(self, report: Report, step: str, port: str) -> Value | None:
        """``${{parent.jobs.N.inputs.I}}``: whatever feeds that input."""
        definition = self._definition(report, step)
        if definition is None:
            return None
        if definition.type != OPAQUE and port not in definition.inputs:
            message = f'Step "{step}" has no input "{port}".{did_you_mean(port, definition.inputs)}'
            report.error("unknown-step-input", message)
            return None
        if (step, port) in self._following:
            report.error("bindings-circle", "These inputs take their values from each other.")
            return None
        self._following.add((step, port))
        value = self._value(step, port, report)
        self._following.discard((step, port))
        declared = definition.inputs.get(port)
        if value is None and declared is not None and declared.default is not None:
            return Literal(scalars.literal_text(declared.default))
        return value


def _written_inputs(node: StepNode) -> Mapping[str, Any]:
    """Inputs that an inline specification declares, even those that could not be read."""
    return shape.mapping(node.component, "inputs") if isinstance(node.component, dict) else {}
