"""What growing steps grow, on the side of the plan: loops become a body and what feeds it.

A loop is frozen as its body's resolved step; each round is compiled anew from it, with the values
of that round in the place of the body's inputs.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from designer.graph.document import Details, OutputSettings, Settings
from designer.graph.model import (
    DoWhile,
    FromInput,
    Graph,
    IfElse,
    ParallelFor,
    Step,
    Value,
)
from runs.plan import scope
from runs.plan.model import Body, InputPlan, Source
from runs.plan.scope import Scope


@dataclass(frozen=True, slots=True)
class Child:
    """One job that a growing step grows.

    inputs, variables: what stands in for the body's own. properties: kept with the job. name: the
    job's, unless another job has it.
    """

    key: str
    display_name: str
    inputs: Mapping[str, Source] = field(default_factory=dict)
    variables: Mapping[str, Source] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


def given(child: Child) -> dict[str, Source]:
    """The child's values by the names that they have in ``Body.values``."""
    inputs = {f"inputs.{name}": one for name, one in child.inputs.items()}
    return inputs | {f"variables.{name}": one for name, one in child.variables.items()}


@dataclass(frozen=True, slots=True)
class Loop:
    """A step that is run by another one, with what feeds it. inputs: as shown on the loop."""

    here: Scope
    step: Step
    inputs: Mapping[str, InputPlan]
    variables: Mapping[str, Source]

    def body(self, settings: Settings, store: str) -> Body:
        return frozen(self.here, self.step, settings, store)


def loop(here: Scope, step: Step) -> Loop | None:
    """What the loop ``step`` runs; None for an ``if_else``."""
    if isinstance(step.control, IfElse | None):
        return None
    body = here.graph.steps[step.control.body]
    if body.graph is None:
        inputs = scope.inputs_of(here, body)
    else:
        inside = scope.nested(here, body).values
        inputs = {name: _shown(body, name, one) for name, one in inside.items()}
    items = _item_inputs(step.control)
    kept = {name: one for name, one in inputs.items() if name not in items}
    return Loop(here, body, kept, scope.variables_of(here, body))


def frozen(here: Scope, step: Step, settings: Settings, store: str) -> Body:
    """``step`` on its own, all that comes from around it put in or bound to ``Body.values``."""
    values = {
        f"inputs.{name}": source
        for name, value in step.inputs.items()
        if (source := scope.value_of(here, value)) is not None
    }
    values |= {
        f"variables.{name}": source for name, source in scope.variables_of(here, step).items()
    }
    wanted = {*step.component.inputs, *step.inputs, *(step.graph.inputs if step.graph else ())}
    inputs: dict[str, Value] = {name: FromInput(f"inputs.{name}") for name in sorted(wanted)}
    variables = {name: FromInput(f"variables.{name}") for name in step.environment_variables}
    apart = replace(
        step,
        inputs=inputs,
        environment_variables=variables,
        outputs=_of_each(step.outputs),
        binds={},
        compute=scope.filled(here, step.compute) if step.compute else None,
        resources=scope.filled(here, step.resources),
        distribution=scope.filled(here, step.distribution),
        limits=scope.filled(here, step.limits),
    )
    own = Settings(default_compute=settings.default_compute, force_rerun=settings.force_rerun)
    graph = Graph({step.key: apart}, {}, {}, {}, own, Details(), {})
    return Body(graph, values, store)


def kind(here: Scope, step: Step) -> dict[str, Any]:
    """``StepPlan.grows`` of a node of control flow."""
    control = step.control
    if isinstance(control, DoWhile):
        condition, most = control.condition, control.most
        mapping = {name: list(inputs) for name, inputs in control.mapping.items()}
        return {"kind": "do_while", "condition": condition, "mapping": mapping, "most": most}
    if isinstance(control, ParallelFor):
        return _parallel_for(here, control)
    assert isinstance(control, IfElse)  # noqa: S101  (there are three)
    blocks = {"true": control.true_block, "false": control.false_block}
    return {
        "kind": "if_else",
        **{name: _leaves_of(here, keys) for name, keys in blocks.items()},
    }


def _parallel_for(here: Scope, control: ParallelFor) -> dict[str, Any]:
    body = here.graph.steps[control.body].component
    items = None
    if control.items is not None:
        items = [[one.key, _values(here, one.values)] for one in control.items]
    return {
        "kind": "parallel_for",
        "items": items,
        "is_mapping": control.is_mapping,
        "most_at_once": control.most_at_once,
        "types": {name: one.type for name, one in body.inputs.items()},
        "outputs": {name: one.type for name, one in body.outputs.items()},
    }


def _values(here: Scope, values: Mapping[str, Value]) -> dict[str, Any]:
    found = {name: scope.value_of(here, one) for name, one in values.items()}
    return {name: asdict(one) for name, one in found.items() if one is not None}


def _leaves_of(here: Scope, keys: tuple[str, ...]) -> list[str]:
    return sorted(path for key in keys for path in scope.leaves(here.graph, here.path, key))


def _item_inputs(control: DoWhile | ParallelFor) -> frozenset[str]:
    if isinstance(control, ParallelFor) and control.items:
        return frozenset(name for one in control.items for name in one.values)
    return frozenset()


def _of_each(outputs: Mapping[str, OutputSettings]) -> dict[str, OutputSettings]:
    """What holds for each round: not the name to register, nor an address that all would share."""
    return {
        name: OutputSettings(
            type=one.type,
            mode=one.mode,
            path=one.path if one.path and "${{name}}" in one.path.replace(" ", "") else None,
        )
        for name, one in outputs.items()
    }


def _shown(step: Step, name: str, source: Source) -> InputPlan:
    declared = step.component.inputs.get(name)
    optional = declared is not None and declared.optional
    return InputPlan(
        scope.type_of(source, declared.type if declared else None), source, optional=optional
    )
