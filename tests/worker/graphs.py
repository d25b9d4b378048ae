"""Small pipelines for tests of plan and engine, built as resolved graphs.

A step is ``step("b", needs={"x": "a.out"})``: its input x comes from output out of step a. What
a step does is a shell command over ``${{inputs.…}}`` and ``${{outputs.…}}``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from designer.graph.document import (
    Details,
    InputDeclaration,
    OutputDeclaration,
    OutputSettings,
    PipelineDocument,
    PipelineInput,
    PipelineOutput,
    Settings,
)
from designer.graph.model import (
    ComponentDefinition,
    DoWhile,
    FromInput,
    FromStep,
    Graph,
    IfElse,
    Literal,
    ParallelFor,
    Step,
    Template,
    Value,
)
from designer.graph.ports import is_data
from designer.graph.sweep_settings import Sweep

COPY = "cat ${{inputs.x}} /dev/null > ${{outputs.out}}"
MAKE = "echo hello > ${{outputs.out}}"


def component(
    command: str,
    inputs: Mapping[str, InputDeclaration | str] | None = None,
    outputs: Mapping[str, str] | None = None,
    **more: Any,
) -> ComponentDefinition:
    """inputs, outputs: {name: type}; "string?" is an optional one."""
    return ComponentDefinition(
        type="command",
        command=command,
        inputs={name: _declared(one) for name, one in (inputs or {}).items()},
        outputs={name: OutputDeclaration(type=one) for name, one in (outputs or {}).items()},
        **more,
    )


def _declared(one: InputDeclaration | str) -> InputDeclaration:
    if isinstance(one, InputDeclaration):
        return one
    return InputDeclaration(type=one.rstrip("?"), optional=one.endswith("?"))


def step(
    key: str,
    command: str | None = None,
    needs: Mapping[str, str] | None = None,
    values: Mapping[str, Value | str] | None = None,
    inputs: Mapping[str, InputDeclaration | str] | None = None,
    outputs: Mapping[str, str] | None = None,
    binds: Mapping[str, str] | None = None,
    settings: Mapping[str, OutputSettings] | None = None,
    deterministic: bool = True,
    **more: Any,
) -> Step:
    """A command step with output ``out`` and an input for each of ``needs`` and ``values``."""
    given: dict[str, Value] = {name: from_step(place) for name, place in (needs or {}).items()}
    for name, one in (values or {}).items():
        given[name] = Literal(one) if isinstance(one, str) else one
    types: dict[str, InputDeclaration | str] = dict.fromkeys(needs or {}, "uri_file")
    types |= dict.fromkeys(values or {}, "string")
    types |= dict(inputs or {})
    default = "".join(
        f"cat ${{{{inputs.{name}}}}} >> ${{{{outputs.out}}}}; " for name in needs or {}
    )
    return Step(
        key=key,
        component=component(
            command or default or MAKE,
            types,
            {"out": "uri_file"} if outputs is None else outputs,
            is_deterministic=deterministic,
        ),
        inputs=given,
        outputs=dict(settings or {}),
        binds=dict(binds or {}),
        **more,
    )


def from_step(place: str) -> FromStep:
    key, _, output = place.partition(".")
    return FromStep(key, output)


def nested(
    key: str,
    inner: Graph,
    inputs: Mapping[str, Value] | None = None,
    binds: Mapping[str, str] | None = None,
) -> Step:
    document = PipelineDocument()
    kind = ComponentDefinition(type="pipeline", inputs={}, outputs={}, document=document)
    return Step(key, kind, dict(inputs or {}), {}, dict(binds or {}), graph=inner)


def graph(
    *steps: Step,
    values: Mapping[str, Value] | None = None,
    inputs: Mapping[str, PipelineInput] | None = None,
    outputs: Mapping[str, PipelineOutput] | None = None,
    kind: str | None = None,
    **settings: Any,
) -> Graph:
    bound = {name for one in steps for name in one.binds.values()}
    return Graph(
        steps={one.key: one for one in steps},
        inputs=dict(inputs or {}),
        values=dict(values or {}),
        outputs={name: PipelineOutput() for name in bound} | dict(outputs or {}),
        settings=Settings(default_compute="azureml:cpu-cluster", **settings),
        details=Details(
            display_name="Test", properties={"studio.kind": kind} if kind is not None else {}
        ),
        upstream={one.key: frozenset(_upstream(one, steps)) for one in steps},
        gates=_gates(steps),
        bodies={body: one.key for one in steps if (body := getattr(one.control, "body", None))},
    )


def _gates(steps: Iterable[Step]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in steps:
        control = one.control
        for key in (
            (*control.true_block, *control.false_block) if isinstance(control, IfElse) else ()
        ):
            found[key] = found.get(key, frozenset()) | {one.key}
    return found


def _upstream(one: Step, steps: Iterable[Step]) -> Iterator[str]:
    for other in steps:
        control = other.control
        if isinstance(control, IfElse) and one.key in (*control.true_block, *control.false_block):
            yield other.key
    for value in one.inputs.values():
        if isinstance(value, FromStep):
            yield value.step
        elif isinstance(value, Template):
            yield from (part.step for part in value.parts if isinstance(part, FromStep))


def linear(**settings: Any) -> Graph:
    return graph(
        step("a"), step("b", needs={"x": "a.out"}), step("c", needs={"x": "b.out"}), **settings
    )


def diamond(**settings: Any) -> Graph:
    return graph(
        step("a"),
        step("b", needs={"x": "a.out"}),
        step("c", needs={"x": "a.out"}),
        step("d", needs={"x": "b.out", "y": "c.out"}),
        **settings,
    )


def fan_out(count: int = 5, **settings: Any) -> Graph:
    legs = [step(f"s{n}", needs={"x": "a.out"}) for n in range(count)]
    return graph(step("a"), *legs, **settings)


def with_nested(**settings: Any) -> Graph:
    """make -> train (prep -> fit) -> use; the nested output is that of fit."""
    inner = graph(
        step(
            "prep",
            values={"raw": FromInput("raw")},
            inputs={"raw": "uri_file"},
            command=_cat("raw"),
        ),
        step("fit", needs={"x": "prep.out"}, binds={"out": "model"}),
    )
    return graph(
        step("make"),
        nested("train", inner, inputs={"raw": FromStep("make", "out")}),
        step("use", needs={"x": "train.model"}),
        **settings,
    )


def _cat(name: str) -> str:
    return f"cat ${{{{inputs.{name}}}}} > ${{{{outputs.out}}}}"


def loop(key: str, control: DoWhile | ParallelFor, body: Step, **more: Any) -> Step:
    """A loop over ``body``; its outputs are those of the body."""
    outputs = body.component.outputs
    if isinstance(control, ParallelFor):
        outputs = {name: _gathered(one) for name, one in outputs.items()}
    kind = "do_while" if isinstance(control, DoWhile) else "parallel_for"
    inputs = {"items": InputDeclaration(type="string")} if more.get("inputs") else {}
    component = ComponentDefinition(type=kind, inputs=inputs, outputs=outputs)
    given = dict(more.pop("inputs", {}))
    return Step(key, component, given, {}, more.pop("binds", {}), control=control, **more)


def gate(key: str, condition: Value, true: Iterable[str], false: Iterable[str] = ()) -> Step:
    inputs = {"condition": InputDeclaration(type="boolean")}
    kind = ComponentDefinition(type="if_else", inputs=inputs, outputs={})
    control = IfElse(tuple(true), tuple(false))
    return Step(key, kind, {"condition": condition}, {}, {}, control=control)


def _gathered(one: OutputDeclaration) -> OutputDeclaration:
    return OutputDeclaration(type="mltable" if is_data(one.type) else "string")


def counting(
    key: str = "body", limit: int = 3, values: Mapping[str, str] | None = None, **more: Any
) -> Step:
    """A body that adds one to n, and goes on below ``limit``."""
    command = (
        "m=$((${{inputs.n}} + 1)); echo $m > ${{outputs.next}}; echo $m > ${{outputs.file}};"
        f" [ $m -lt {limit} ] && echo true > ${{{{outputs.more}}}} || echo false"
        " > ${{outputs.more}}"
    )
    outputs = {"next": "integer", "more": "boolean", "file": "uri_file"}
    given: dict[str, Value | str] = {"n": "0"} if values is None else dict(values)
    return step(key, command, values=given, inputs={"n": "integer"}, outputs=outputs, **more)


def sweep(
    key: str,
    command: str,
    space: Mapping[str, Mapping[str, Any]],
    outputs: Mapping[str, str] | None = None,
    inputs: Mapping[str, InputDeclaration | str] | None = None,
    **more: Any,
) -> Step:
    """A sweep whose trial has a text input for each parameter of ``space``."""
    settings = {name: more.pop(name) for name in SWEEP_SETTINGS if name in more}
    told = {
        "sampling": {"type": "grid"},
        "goal": "minimize",
        "primary_metric": "loss",
        "max_total_trials": 100,
        "max_concurrent_trials": 4,
        **settings,
    }
    declared = {name: InputDeclaration(type="string") for name in space}
    trial = component(
        command,
        {**declared, **(inputs or {})},
        {"out": "uri_file"} if outputs is None else outputs,
        is_deterministic=more.pop("deterministic", True),
    )
    own = {name: one for name, one in trial.inputs.items() if name not in space}
    kind = replace(trial, type="sweep", inputs=own, trial=trial)
    settings_of_outputs = more.pop("outputs_of", {})
    fields: dict[str, Any] = {"inputs": {}, "outputs": settings_of_outputs, "binds": {}, **more}
    plain = {name: dict(one) for name, one in space.items()}
    return Step(key, kind, sweep=Sweep(space=plain, **told), **fields)


SWEEP_SETTINGS = (
    "sampling",
    "goal",
    "primary_metric",
    "max_total_trials",
    "max_concurrent_trials",
    "timeout",
    "trial_timeout",
    "termination",
)


def choice(*values: Any) -> dict[str, Any]:
    return {"type": "choice", "values": list(values)}
