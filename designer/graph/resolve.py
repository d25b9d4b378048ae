"""A document with everything looked up: components, environments, data, and who feeds whom.

Names that lead nowhere are reported here, because no value can be made of them; whether what was
found may run is for ``rules``. A step of which nothing is known (no server to ask, or an error
already reported) stays in the graph with an ``OPAQUE`` component, so that the rest is checked too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from designer.graph import control, parallel, references
from designer.graph.catalogue import Catalogue
from designer.graph.constants import Constants, still_open
from designer.graph.control_steps import ControlSteps
from designer.graph.declarations import is_required
from designer.graph.definitions import DEEPEST, OPAQUE, SWEEP, Definitions
from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.document import (
    Binding,
    DataNode,
    InputDeclaration,
    OutputSettings,
    PipelineDocument,
    StepNode,
)
from designer.graph.model import (
    ComponentDefinition,
    FromStep,
    Graph,
    Step,
    Template,
    Value,
    sources_of,
)
from designer.graph.names import did_you_mean, listed
from designer.graph.places import check_places
from designer.graph.readable import check_readable
from designer.graph.report import Report
from designer.graph.rules import check
from designer.graph.source import Source
from designer.graph.sweep_settings import FILLED, Sweep, read_sweep
from designer.graph.sweeps import check_use
from designer.graph.tables import check_tables
from designer.graph.wiring import Wiring

__all__ = ["OPAQUE", "check", "resolve", "resolve_in"]


def resolve(
    document: PipelineDocument, catalogue: Catalogue, source: Source | None = None
) -> tuple[Graph | None, list[Diagnostic]]:
    """The graph, or None when something is wrong; findings in either case."""
    report = Report(source)
    graph = resolve_in(report, document, catalogue)
    return (None if has_errors(report.items) else graph), report.items


def resolve_in(report: Report, document: PipelineDocument, catalogue: Catalogue) -> Graph:
    """The graph as far as it can be made; findings go to ``report``."""
    graph = _Pipeline(report, document, catalogue, Constants({}), None, 0).graph()
    check_places(report, graph, catalogue)
    check_readable(report, graph, catalogue)
    check_tables(report, graph, catalogue)
    return graph


@dataclass(slots=True)
class _Pipeline:
    """One pipeline being resolved. ``given``: what the pipeline around it feeds in, as far as
    that is known before anything runs. default_compute: of the outermost pipeline."""

    report: Report
    document: PipelineDocument
    catalogue: Catalogue
    given: Constants
    default_compute: str | None
    depth: int
    definitions: dict[str, ComponentDefinition] = field(default_factory=dict)

    def graph(self) -> Graph:
        document = self.document
        if not document.nodes and not document.unread:
            self.report.error("no-steps", "The pipeline has no steps.", "jobs")
        self.definitions = Definitions(self.report, document, self.catalogue).read()
        wiring = Wiring(self.report, document, self.catalogue, self.definitions)
        values = wiring.pipeline_values()
        constants = self.given.over(document.interface.inputs, values)
        if self.default_compute is None and document.settings.default_compute:
            self.default_compute = references.compute_name(document.settings.default_compute)
        inputs = wiring.step_inputs()
        steps = {
            key: self._step(key, node, inputs[key], wiring, constants)
            for key, node in document.nodes.items()
            if isinstance(node, StepNode)
        }
        binds = self._binds()
        decided = ControlSteps(self.report, document, self.definitions, self.catalogue)
        controls = decided.read()
        steps = {
            key: replace(step, binds=binds.get(key, {}), control=controls.get(key))
            for key, step in steps.items()
        }
        return Graph(
            steps=steps,
            inputs=document.interface.inputs,
            values=values,
            outputs=document.interface.outputs,
            settings=document.settings,
            details=document.details,
            upstream=_followed(steps, decided.bodies, decided.gates),
            bodies=decided.bodies,
            gates=decided.gates,
        )

    def _step(
        self,
        key: str,
        node: StepNode,
        inputs: dict[str, Value],
        wiring: Wiring,
        constants: Constants,
    ) -> Step:
        report = self.report.below("jobs", key)
        definition = self.definitions[key]
        nested = self._nested(report, definition, inputs, constants)
        if nested is not None:
            definition = replace(definition, inputs=effective_inputs(nested, definition))
        compute = constants.text(report.below("compute"), node.compute)
        sweep, of_sweep = _sweep(report, node, definition, constants)
        resources = constants.mapping(report.below("resources"), node.resources)
        distribution = constants.mapping(report.below("distribution"), node.distribution)
        has_own = node.type == SWEEP or node.type in control.KINDS
        limits = {} if has_own else constants.mapping(report.below("limits"), node.limits)
        batches = parallel.filled(report, parallel.merged(definition, node.extra), constants)
        settings = {
            "compute": compute,
            "resources": resources,
            "distribution": distribution,
            "limits": limits,
            **batches,
            **of_sweep,
        }
        return Step(
            key=key,
            component=definition,
            inputs=inputs,
            outputs=self._outputs(report, node, definition),
            binds={},
            compute=references.compute_name(compute) if compute else self.default_compute,
            has_own_compute=bool(compute),
            environment_variables={
                name: wiring.variable(key, name, value)
                for name, value in node.environment_variables.items()
            },
            resources=resources,
            distribution=distribution,
            limits=limits,
            extra=node.extra,
            display_name=node.display_name or "",
            comment=node.comment or "",
            graph=nested,
            modes=wiring.modes(key, node),
            sweep=sweep,
            open_settings=tuple(still_open(settings)),
            parallel=batches,
        )

    def _nested(
        self,
        report: Report,
        definition: ComponentDefinition,
        inputs: dict[str, Value],
        constants: Constants,
    ) -> Graph | None:
        if definition.document is None:
            return None
        if self.depth >= DEEPEST:
            report.error("nested-too-deep", f"More than {DEEPEST} pipelines inside each other.")
            return None
        inner = _Pipeline(
            report.below("component"),
            definition.document,
            self.catalogue,
            constants.of_inner(inputs),
            self.default_compute,
            self.depth + 1,
        )
        return inner.graph()

    def _outputs(
        self, report: Report, node: StepNode, definition: ComponentDefinition
    ) -> dict[str, OutputSettings]:
        known = definition.outputs
        kept = {}
        for name, settings in node.outputs.items():
            if name in known or definition.type == OPAQUE:
                kept[name] = settings
            else:
                report.warning(
                    "unknown-output",
                    f'component {shown_name(definition)} has no output "{name}" (it is dropped).',
                    "outputs",
                    name,
                )
        return kept

    def _binds(self) -> dict[str, dict[str, str]]:
        """{step: {own output: pipeline output}}"""
        found: dict[str, dict[str, str]] = {}
        for one in self.document.bindings:
            if one.target.node is None and self._is_bindable(one):
                found.setdefault(one.source.node or "", {})[one.source.port] = one.target.port
        return found

    def _is_bindable(self, one: Binding) -> bool:
        key, port, target = one.source.node, one.source.port, one.target.port
        if key is None or isinstance(self.document.nodes.get(key), DataNode):
            message = "A pipeline output comes from an output of a step."
            self.report.error("output-source", message, "outputs", target)
            return False
        if key in self.document.unread:
            return False
        if key not in self.definitions:
            message = f'no step named "{key}".{did_you_mean(key, self.definitions)}'
            self.report.error("unknown-step", message, "outputs", target)
            return False
        place = ("jobs", key, "outputs", port)
        outputs = self.document.interface.outputs
        if target not in outputs:
            message = f'The pipeline has no output "{target}".{did_you_mean(target, outputs)}'
            self.report.error("unknown-output", message, *place)
            return False
        definition = self.definitions[key]
        if definition.type != OPAQUE and port not in definition.outputs and port != "artifacts":
            message = f'Step "{key}" has no output "{port}" (it has: {listed(definition.outputs)}).'
            self.report.error("unknown-output", message, *place)
            return False
        return True


def _sweep(
    report: Report, node: StepNode, definition: ComponentDefinition, constants: Constants
) -> tuple[Sweep | None, dict[str, Any]]:
    """What a sweep says beside its trial, with pipeline inputs filled in; read, once all is known,
    and as it is written."""
    if node.type != SWEEP:
        return None, {}
    apart = report.apart()
    written = {**node.extra, "limits": node.limits}
    filled = {key: written[key] for key in FILLED if written.get(key) is not None}
    filled = constants.mapping(apart, filled)
    sweep = None
    if not apart.items:
        algorithm = {"sampling_algorithm": written.get("sampling_algorithm")}
        sweep = read_sweep(apart, {**filled, **algorithm})
    if sweep is not None and definition.trial is not None:
        check_use(apart, definition.trial, sweep.space)
    report.items.extend(apart.items)
    return sweep, filled


def shown_name(definition: ComponentDefinition) -> str:
    return f'"{definition.name}"' if definition.name else "of this step"


def _upstream(step: Step) -> frozenset[str]:
    found: set[str] = set()
    for value in (*step.inputs.values(), *step.environment_variables.values()):
        parts = value.parts if isinstance(value, Template) else (value,)
        found.update(part.step for part in parts if isinstance(part, FromStep))
    return frozenset(found)


def _followed(
    steps: Mapping[str, Step], bodies: Mapping[str, str], gates: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """{step: what it follows}. A loop stands for its body, and a block follows its condition."""
    found = {
        key: frozenset(bodies.get(one, one) for one in _upstream(step))
        | gates.get(key, frozenset())
        for key, step in steps.items()
    }
    for body, loop in bodies.items():
        found[loop] |= found[body]
    return found


def effective_inputs(nested: Graph, definition: ComponentDefinition) -> dict[str, InputDeclaration]:
    """Inputs of a nested pipeline: one that feeds only optional inputs is optional by itself."""
    needed: set[str] = set()
    used: set[str] = set()
    for step in nested.steps.values():
        for name, value in step.inputs.items():
            sources = sources_of(value)
            used |= sources
            declared = step.component.inputs.get(name)
            if step.component.type != OPAQUE and (declared is None or is_required(declared)):
                needed |= sources
    return {
        name: declared.model_copy(update={"optional": True})
        if name in used and name not in needed
        else declared
        for name, declared in definition.inputs.items()
    }
