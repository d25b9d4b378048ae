"""Small pipelines for tests of plan and engine, built as resolved graphs.

A step is ``step("b", needs={"x": "a.out"})``: its input x comes from output out of step a. What
a step does is a shell command over ``${{inputs.…}}`` and ``${{outputs.…}}``.
"""

from collections.abc import Iterator, Mapping
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
    FromInput,
    FromStep,
    Graph,
    Literal,
    Step,
    Template,
    Value,
)

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
        upstream={one.key: frozenset(_upstream(one)) for one in steps},
    )


def _upstream(one: Step) -> Iterator[str]:
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
