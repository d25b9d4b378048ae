"""What a resolved graph must obey: a list of small rules, each one graph -> findings.

A step with an ``OPAQUE`` component is skipped by every rule that needs to know its ports.
"""

from collections.abc import Callable, Sequence
from typing import Final

from designer.graph import not_here, rules_control, rules_settings, rules_values
from designer.graph.cycles import find_cycle
from designer.graph.declarations import is_required
from designer.graph.definitions import OPAQUE
from designer.graph.diagnostics import Diagnostic
from designer.graph.model import FromInput, Graph, sources_of
from designer.graph.places import leaves
from designer.graph.report import Report
from designer.graph.source import Source

Rule = Callable[[Report, Graph], None]


def check(graph: Graph, source: Source | None = None) -> list[Diagnostic]:
    """Every finding about the graph of a job."""
    report = Report(source)
    check_in(report, graph, is_job=True)
    return report.items


def check_in(report: Report, graph: Graph, is_job: bool) -> None:
    """``is_job``: a component's inputs may be open and its steps without a compute."""
    for rule in RULES:
        rule(report, graph)
    if is_job:
        _computes(report, graph)
        _pipeline_inputs(report, graph)
        rules_values.pipeline_values(report, graph)
        rules_settings.open_settings(report, graph)
        rules_settings.on_init_and_finalize(report, graph)


def _no_cycle(report: Report, graph: Graph) -> None:
    cycle = find_cycle(graph.upstream)
    if cycle:
        shown = " → ".join([*cycle, cycle[0]])
        report.error("cycle", f"Steps form a cycle: {shown}.", "jobs", cycle[0])


def _required_inputs(report: Report, graph: Graph) -> None:
    for key, step in graph.steps.items():
        fed = rules_control.fed_by_loops(graph, key)
        for name, declared in step.component.inputs.items():
            is_given = name in step.inputs or fed is None or name in fed
            if is_given or not is_required(declared):
                continue
            named = f" (component {step.component.name})" if step.component.name else ""
            report.error(
                "required-input",
                f'Required input "{name}" of {key}{named} is not set.',
                "jobs",
                key,
                "inputs",
                name,
                hint=f"Set it on the step, or in every item of {graph.bodies[key]}."
                if fed
                else None,
            )


def _optional_into_required(report: Report, graph: Graph) -> None:
    for key, step in graph.steps.items():
        for name, value in step.inputs.items():
            declared = step.component.inputs.get(name)
            if declared is None or not isinstance(value, FromInput) or not is_required(declared):
                continue
            source = graph.inputs[value.name]
            if source.optional and source.value is None:
                report.error(
                    "optional-into-required",
                    f'Optional input "{value.name}" feeds the required input "{name}" of {key}.',
                    "jobs",
                    key,
                    "inputs",
                    name,
                )


def _pipeline_outputs(report: Report, graph: Graph) -> None:
    bound: dict[str, list[str]] = {}
    for key, step in graph.steps.items():
        for target in step.binds.values():
            bound.setdefault(target, []).append(key)
    for name in graph.outputs:
        steps = bound.get(name, [])
        if not steps:
            message = f'Pipeline output "{name}" is not connected to any step.'
            report.warning("output-unbound", message, "outputs", name)
        elif len(steps) > 1:
            message = f'Pipeline output "{name}" is bound by two steps: {", ".join(steps)}.'
            hint = (
                "After an if_else, give both to optional inputs of a step that takes the one that "
                "is there, and bind its output."
                if any(one in graph.gates for one in steps)
                else None
            )
            report.error("output-bound-twice", message, "outputs", name, hint=hint)


def _nested(report: Report, graph: Graph) -> None:
    for key, step in graph.steps.items():
        if step.graph is not None:
            inner = report.below("jobs", key, "component")
            check_in(inner, step.graph, is_job=False)


def _computes(report: Report, graph: Graph) -> None:
    for path, step in leaves(graph):
        if step.component.type == OPAQUE or step.component.type in not_here.KEYS:
            continue
        if step.compute is None and step.control is None:
            report.error(
                "compute-missing",
                "no compute: set it on the step or in settings.default_compute.",
                *path,
                "compute",
                hint="For all steps that name none: `settings: {default_compute: "
                "azureml:cpu-cluster}`; `studio compute list` lists the names.",
            )


def _pipeline_inputs(report: Report, graph: Graph) -> None:
    """A pipeline input that some step needs must have a value before the job can run."""
    needed: dict[str, str] = {}
    for key, step in graph.steps.items():
        for name, value in step.inputs.items():
            declared = step.component.inputs.get(name)
            if declared is not None and is_required(declared):
                needed |= dict.fromkeys(sources_of(value), f"{key}.inputs.{name}")
    for name, target in needed.items():
        given = graph.inputs[name]
        # One that was given and is not there has been reported already.
        if name not in graph.values and not given.optional and given.value in (None, ""):
            message = f'Pipeline input "{name}" has no value; {target} needs it.'
            report.error("required-pipeline-input", message, "inputs", name)


RULES: Final[Sequence[Rule]] = (
    _no_cycle,
    _required_inputs,
    _optional_into_required,
    rules_values.literals,
    rules_values.port_types,
    rules_values.output_types,
    _pipeline_outputs,
    rules_settings.run_settings,
    rules_control.bodies,
    _nested,
)
