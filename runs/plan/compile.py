"""From a resolved graph to a flat plan: leaf steps that know which leaf steps they wait for.

Never fails for a graph without errors. Nested pipelines are walked with a ``Scope``: what their
inputs stand for outside, and where their outputs go.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from designer.graph.document import PipelineDocument
from designer.graph.model import Graph, Step
from designer.graph.ports import keeps_shape
from designer.graph.runsettings import priority_of
from runs.plan import grown, job_names, parallel, processes, reuse, scope, trials, values
from runs.plan.model import (
    Body,
    Fragment,
    InputPlan,
    OutputPlan,
    PipelinePlan,
    Plan,
    Source,
    StepPlan,
)
from runs.plan.scope import Scope, Target
from runs.plan.settle import belongs


def compile_plan(graph: Graph, document: PipelineDocument, default_datastore: str) -> Plan:
    """``default_datastore``: the workspace's, for pipelines whose settings name none."""
    store = values.resource_name(graph.settings.default_datastore or default_datastore)
    walk = _Walk(graph, store)
    targets = {name: Target.told(one, "") for name, one in graph.outputs.items()}
    given = {
        name: job_names.marked(source, "")
        for name, value in graph.values.items()
        if (source := scope.outer_value(value)) is not None
    }
    walk.pipeline(Scope(graph, "", given, targets), key="", parent=None, reference=None)
    root = walk.pipelines[0]
    return Plan(
        pipelines=[_with_document(root, document), *walk.pipelines[1:]],
        steps=_ordered_ends(graph, walk.steps),
        continue_on_step_failure=graph.settings.continue_on_step_failure,
        is_single_step=graph.details.properties.get("studio.kind") in ("command", "sweep"),
    )


def compile_child(body: Body, below: str, child: grown.Child) -> Fragment:
    """What the growing step at ``below`` grows as ``child``: jobs at ``below.KEY`` and deeper."""
    (template,) = body.graph.steps.values()
    step = replace(template, key=child.key, display_name=child.display_name)
    graph = replace(body.graph, steps={step.key: step}, upstream={})
    walk = _Walk(graph, body.store)
    walk.inside(Scope(graph, below, {**body.values, **grown.given(child)}, {}))
    top = scope.join(below, child.key)
    return Fragment(walk.pipelines, [_within(one, top) for one in walk.steps])


def all_steps(steps: Iterable[StepPlan]) -> Iterator[StepPlan]:
    """With the steps that growing ones among them will grow, each once."""
    for step in steps:
        yield step
        if step.body is not None:
            yield from all_steps(compile_child(step.body, step.path, grown.Child("*", "")).steps)


def all_references(pipelines: Iterable[PipelinePlan], steps: Iterable[StepPlan]) -> set[str]:
    """Of registered components, also of those that growing steps will grow."""
    steps = list(steps)
    found = {one.reference for one in pipelines if one.reference}
    found |= {one.reference for one in steps if one.reference}
    for step in steps:
        if step.body is not None:
            inside = compile_child(step.body, step.path, grown.Child("*", ""))
            found |= all_references(inside.pipelines, inside.steps)
    return found


def _within(step: StepPlan, top: str) -> StepPlan:
    """Whatever lies outside has ended before anything is grown."""
    inside = frozenset(one for one in step.upstream if belongs(one, top))
    return replace(step, upstream=inside)


@dataclass(slots=True)
class _Walk:
    """Collects pipelines, parents first, and leaf steps in the order that people wrote."""

    root: Graph
    store: str
    pipelines: list[PipelinePlan] = field(default_factory=list)
    steps: list[StepPlan] = field(default_factory=list)

    def pipeline(self, here: Scope, key: str, parent: str | None, reference: str | None) -> None:
        self.pipelines.append(_pipeline_plan(here, key, parent, reference))
        self.inside(here)

    def inside(self, here: Scope) -> None:
        """The steps of one pipeline; what a loop runs is grown by the loop."""
        for step in here.graph.steps.values():
            if step.key in here.graph.bodies:
                continue
            if step.control is not None:
                self.steps.append(self._control(here, step))
            elif step.graph is None:
                plan = self._step(here, step)
                if step.sweep is not None:
                    plan = trials.planned(plan, here, step, self.store)
                self.steps.append(plan)
            else:
                self.pipeline(
                    scope.nested(here, step), step.key, here.path, step.component.reference
                )

    def _control(self, here: Scope, step: Step) -> StepPlan:
        """A node that decides about others: it grows its rounds, or skips a block."""
        own = scope.inputs_of(here, step)
        loop = grown.loop(here, step)
        inputs = own if loop is None else {**loop.inputs, **own}
        variables = loop.variables if loop else {}
        return StepPlan(
            path=scope.join(here.path, step.key),
            key=step.key,
            parent=here.path,
            type=step.component.type,
            display_name=step.display_name or step.key,
            reference=None,
            command="",
            code=None,
            environment={},
            inputs=inputs,
            outputs=self._outputs(here, step),
            upstream=_upstream(here, step, inputs, variables),
            compute=None,
            variables=variables,
            reusable=False,
            gates=scope.gates_of(here, step),
            grows=grown.kind(here, step),
            body=loop.body(self.root.settings, self.store) if loop else None,
            tags=scope.texts(step, "tags"),
            properties=scope.texts(step, "properties"),
        )

    def _step(self, here: Scope, step: Step) -> StepPlan:
        component, settings = step.component, self.root.settings
        inputs = scope.inputs_of(here, step)
        variables = scope.variables_of(here, step)
        resources = scope.filled(here, step.resources or component.resources)
        distribution = scope.filled(here, step.distribution or component.distribution)
        limits = scope.filled(here, step.limits)
        outputs = self._outputs(here, step)
        compute = scope.filled(here, step.compute or settings.default_compute or "")
        instances = processes.instances(distribution, resources.get("instance_count"))
        batches = parallel.settings(scope.filled(here, step.parallel), instances)
        places = {name: f"{one.path}|{one.asset or ''}" for name, one in outputs.items()}
        return StepPlan(
            path=scope.join(here.path, step.key),
            key=step.key,
            parent=here.path,
            type=component.type,
            display_name=step.display_name or component.display_name or step.key,
            reference=component.reference,
            command=component.command,
            code=component.code,
            environment=dict(component.environment),
            inputs=inputs,
            outputs=outputs,
            upstream=_upstream(here, step, inputs, variables),
            compute=values.resource_name(compute) or None,
            variables=variables,
            resources=resources,
            distribution=distribution,
            instance_count=instances,
            priority=priority_of(step.extra.get("queue_settings")),
            timeout_seconds=values.seconds(limits.get("timeout")),
            reusable=component.is_deterministic,
            look_up=not settings.force_rerun,
            gates=scope.gates_of(here, step),
            parts=reuse.static_parts(component, resources, distribution, places)
            | ({"parallel": parallel.part_of_key(batches)} if batches else {}),
            parallel=batches,
            tags=scope.texts(step, "tags"),
            properties=scope.texts(step, "properties"),
        )

    def _outputs(self, here: Scope, step: Step) -> dict[str, OutputPlan]:
        return {
            name: self._output(here, step, name, declared.type)
            for name, declared in step.component.outputs.items()
        }

    def _output(self, here: Scope, step: Step, name: str, type_: str) -> OutputPlan:
        """The pipeline output that it becomes says where it goes; else the step; else we do."""
        target = scope.target_of(here, step, name)
        default = "azureml://datastores/${{default_datastore}}/paths/azureml/${{name}}/"
        default += "${{output_name}}" if _is_file(type_) else "${{output_name}}/"
        path = scope.close(target.path or default, self.store, name)
        return OutputPlan(
            type=target.type if target.type and keeps_shape(type_, target.type) else type_,
            path=path,
            of_pipeline=target.of_pipeline,
            mode=target.mode,
            asset=target.asset,
            version=target.version,
        )


def _is_file(type_: str) -> bool:
    return type_ == "uri_file" or not values.is_data(type_)


def _pipeline_plan(
    here: Scope, key: str, parent: str | None, reference: str | None
) -> PipelinePlan:
    outputs = {
        name: found
        for name in here.graph.outputs
        if (found := scope.pipeline_output(here.graph, here.path, name)) is not None
    }
    return PipelinePlan(
        path=here.path,
        key=key,
        parent=parent,
        display_name=here.display_name or here.graph.details.display_name or key,
        reference=reference,
        inputs={name: _shown_input(here.graph, name, one) for name, one in here.values.items()},
        outputs=outputs,
        components={name: _shown_component(one) for name, one in here.graph.steps.items()},
        document=here.document,
        tags=here.tags,
        properties=here.properties,
    )


def _shown_input(graph: Graph, name: str, source: Source) -> InputPlan:
    declared = graph.inputs.get(name)
    return InputPlan(scope.type_of(source, declared.type if declared else None), source)


def _shown_component(step: Step) -> dict[str, Any]:
    component = step.component
    return {
        "name": component.name or None,
        "version": component.version or None,
        "reference": component.reference,
        "type": component.type,
        "display_name": component.display_name or component.name,
        "inputs": [{"name": name, **one.model_dump()} for name, one in component.inputs.items()],
        "outputs": [{"name": name, **one.model_dump()} for name, one in component.outputs.items()],
    }


def _upstream(
    here: Scope, step: Step, inputs: Mapping[str, InputPlan], variables: Mapping[str, Source]
) -> frozenset[str]:
    """Leaf steps whose outputs it uses, and all of a step that it follows without using any."""
    found: set[str] = set()
    for source in (*(one.source for one in inputs.values()), *variables.values()):
        found |= {one.step for one in scope.outputs_in(source)}
    for key in here.graph.upstream.get(step.key, ()):
        before = scope.leaves(here.graph, here.path, key)
        if not found & before:
            found |= before
    return frozenset(found | here.upstream)


def _ordered_ends(graph: Graph, steps: list[StepPlan]) -> list[StepPlan]:
    """``on_init`` before all others, ``on_finalize`` after all others, whatever became of them."""
    first, last = graph.settings.on_init, graph.settings.on_finalize
    if not first and not last:
        return steps
    firsts = frozenset(one.path for one in steps if belongs(one.path, first))
    lasts = frozenset(one.path for one in steps if belongs(one.path, last))
    middle = frozenset(one.path for one in steps) - lasts
    return [_with_ends(one, firsts, lasts, middle) for one in steps]


def _with_ends(
    step: StepPlan, firsts: frozenset[str], lasts: frozenset[str], middle: frozenset[str]
) -> StepPlan:
    if step.path in lasts:
        return replace(step, upstream=step.upstream | middle, always=True)
    if step.path in firsts:
        return step
    return replace(step, upstream=step.upstream | firsts)


def _with_document(root: PipelinePlan, document: PipelineDocument) -> PipelinePlan:
    return replace(root, document=document.model_dump(mode="json"))
