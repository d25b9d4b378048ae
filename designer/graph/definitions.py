"""Finds the component of every node: looked up by its reference, or read where it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from designer.graph import control, not_here, parallel, references, sweeps
from designer.graph.catalogue import UNKNOWN, Catalogue
from designer.graph.components import RUNNABLE
from designer.graph.document import (
    InputDeclaration,
    OutputDeclaration,
    PipelineDocument,
    PortType,
    StepNode,
)
from designer.graph.environments import look_up
from designer.graph.files import BRING_FOLDER
from designer.graph.infer import (
    Bound,
    by_target,
    infer,
    inline_output_type,
    untyped_inputs,
    with_types,
)
from designer.graph.load import read_component
from designer.graph.model import ComponentDefinition
from designer.graph.report import Report
from designer.graph.unknowns import is_reachable, report_unknown

OPAQUE: Final = "unknown"
DEEPEST: Final = 20
SWEEP: Final = "sweep"


@dataclass(slots=True)
class Definitions:
    """Reads the definitions of one document. Referenced ones come first: inline steps take
    the types of their inputs from them."""

    report: Report
    document: PipelineDocument
    catalogue: Catalogue

    def read(self) -> dict[str, ComponentDefinition]:
        nodes = {k: n for k, n in self.document.nodes.items() if isinstance(n, StepNode)}
        found: dict[str, ComponentDefinition] = {}
        for key, node in nodes.items():
            if node.type in control.KINDS:
                continue
            if node.type == SWEEP:
                if isinstance(node.component, str):
                    found[key] = self._referenced(key, node.component, "command", "trial")
            elif node.type not in RUNNABLE and not not_here.has_body(node):
                not_here.tell_step(self.report.below("jobs", key), key, node.type)
                found[key] = opaque()
            elif isinstance(node.component, str):
                found[key] = self._referenced(key, node.component, node.type)
        bound = by_target(self.document)
        for key, node in nodes.items():
            is_inline = key not in found and node.type not in control.KINDS
            if is_inline and isinstance(node.component, dict):
                spec = self._with_swept(key, node, node.component)
                found[key] = self._inline(key, node, spec, found, bound)
        found = {key: self._as_sweep(key, nodes[key], one) for key, one in found.items()}
        for key, node in nodes.items():
            if node.type in control.KINDS:
                found[key] = _of_control(node, found)
        return {key: found[key] for key in nodes}

    def _with_swept(self, key: str, node: StepNode, spec: dict[str, Any]) -> dict[str, Any]:
        if node.type != SWEEP:
            return spec
        report = self._report_of(key)
        return sweeps.with_swept_inputs(report, spec, node.extra.get(sweeps.SPACE))

    def _as_sweep(
        self, key: str, node: StepNode, trial: ComponentDefinition
    ) -> ComponentDefinition:
        """A sweep has the inputs of its trial that are not sampled, and all its outputs."""
        if node.type != SWEEP or trial.type == OPAQUE:
            return trial
        if trial.type != "command":
            self.report.error(
                "trial-kind",
                f"The trial of a sweep must be a command component, not a {trial.type} one.",
                "jobs",
                key,
                "trial",
            )
            return opaque()
        swept = sweeps.targets(trial, node.extra.get(sweeps.SPACE)).values()
        inputs = sweeps.without_swept(trial, swept)
        return replace(trial, type=SWEEP, inputs=inputs, trial=trial)

    def _referenced(
        self, key: str, written: str, declared: str, place: str = "component"
    ) -> ComponentDefinition:
        report = self.report.below("jobs", key)
        found = references.parse(written)
        if found is None:
            _tell_no_reference(report, written, place)
            return opaque()
        if not _is_exact(report, found, place):
            return opaque()
        if not is_reachable(report, self.catalogue, "component", found, place):
            return opaque()
        known = self.catalogue.component(found)
        if known is UNKNOWN:
            if declared in not_here.KEYS:
                not_here.tell_step(report, key, declared)
            return replace(opaque(), name=found.name, reference=written)
        if known is None:
            report_unknown(report, self.catalogue, "component", found, place)
            return opaque()
        return self._usable(report, key, known, declared, place)

    def _usable(
        self, report: Report, key: str, known: ComponentDefinition, declared: str, place: str
    ) -> ComponentDefinition:
        if known.type not in RUNNABLE:
            not_here.tell_step(report, key, known.type)
            return known
        if declared != known.type and declared != "command":
            report.error(
                "step-type",
                f'The step says type "{declared}", its component is of type "{known.type}".',
                "type",
            )
        return self._with_environment(report.below(place), known)

    def _inline(
        self,
        key: str,
        node: StepNode,
        spec: dict[str, Any],
        found: Mapping[str, ComponentDefinition],
        bound: Bound,
    ) -> ComponentDefinition:
        report = self._report_of(key)

        def output_type(step: str, port: str) -> PortType | None:
            around = self.document.nodes.get(step)
            inner = found.get(control.body_of(around) or "")
            if around is not None and inner is not None and port in inner.outputs:
                of_body = inner.outputs[port].type
                return control.gathered(of_body) if around.type == "parallel_for" else of_body
            if step in found and port in found[step].outputs:
                return found[step].outputs[port].type
            return inline_output_type(self.document, step, port)

        untyped = untyped_inputs(node)
        if untyped:
            types = infer(self.document, output_type, key, node, bound)
            spec = with_types(spec, {**dict.fromkeys(untyped, "uri_folder"), **types})
        definition = read_component(report, spec)
        if definition is None:
            return opaque()
        if definition.type not in RUNNABLE:
            not_here.tell_step(self.report.below("jobs", key), key, definition.type)
            return replace(definition, reference=None)
        self._check_snapshot(report, definition)
        return self._with_environment(report, replace(definition, reference=None))

    def _report_of(self, key: str) -> Report:
        """An inline step has its command on the step itself, and no ``component`` key."""
        step = self.report.below("jobs", key)
        node = self.document.nodes[key]
        if isinstance(node, StepNode) and node.type == SWEEP:
            return step.below("trial")
        return step.below("component") if step.is_in_file("component") else step

    def _check_snapshot(self, report: Report, definition: ComponentDefinition) -> None:
        found = references.SNAPSHOT.fullmatch(definition.code or "")
        if found and self.catalogue.has_snapshot(found.group(1)) is False:
            here = _body(report, definition)
            here.error("unknown-code", "The code has not been uploaded.", "code")

    def _with_environment(
        self, report: Report, definition: ComponentDefinition
    ) -> ComponentDefinition:
        environment = look_up(_body(report, definition), definition.environment, self.catalogue)
        return replace(definition, environment=environment)


def _of_control(node: StepNode, found: Mapping[str, ComponentDefinition]) -> ComponentDefinition:
    if node.type == "if_else":
        return control.decider(node)
    body = found.get(control.body_of(node) or "")
    return opaque() if body is None or body.type == OPAQUE else control.loop(node, body)


def _body(report: Report, definition: ComponentDefinition) -> Report:
    """Where code and environment of a component stand."""
    return report.below("task") if definition.type == parallel.KIND else report


def opaque() -> ComponentDefinition:
    """Stands for a component of which nothing is known."""
    inputs: dict[str, InputDeclaration] = {}
    outputs: dict[str, OutputDeclaration] = {}
    return ComponentDefinition(OPAQUE, inputs, outputs)


def _tell_no_reference(report: Report, written: str, place: str) -> None:
    message = f'"{written}" needs the prefix: `azureml:{written}`.'
    if "${{" in written:
        message = "An expression is not allowed here."
    elif written.startswith("azureml:"):
        message = f'"{written}" is not a reference to a component.'
    elif "/" in written or written.endswith((".yml", ".yaml")):
        hint = f"{BRING_FOLDER}, or name a registered component: `azureml:NAME:VERSION`."
        report.error("file-not-found", f"file not found: {written}.", place, hint=hint)
        return
    report.error("component-reference", message, place)


def _is_exact(report: Report, found: references.Reference, place: str) -> bool:
    if not found.has_version:
        report.error(
            "component-version",
            f"version is missing; write `azureml:{found.name}:<version>` or "
            f"`azureml:{found.name}@latest`.",
            place,
        )
        return False
    if found.label is not None and found.label not in ("latest", "default"):
        report.error(
            "unknown-label",
            f'Label "{found.label}" is not defined for component "{found.name}"; only `latest` '
            "can be used.",
            place,
        )
        return False
    return True
