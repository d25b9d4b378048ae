"""Names inside one pipeline of the tree: what its inputs stand for, where its outputs go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.graph.document import OutputSettings
from designer.graph.model import (
    Data,
    FromInput,
    FromStep,
    Graph,
    Literal,
    Step,
    Template,
    Value,
)
from runs.plan import job_names, values
from runs.plan.model import DataAt, InputPlan, Joined, OutputOf, Source, Text


@dataclass(frozen=True, slots=True)
class Target:
    """Where an output goes, as far as the pipelines around it say."""

    path: str | None = None
    of_pipeline: str | None = None
    asset: str | None = None
    version: str | None = None
    type: str | None = None
    mode: str | None = None

    @staticmethod
    def told(settings: OutputSettings, of_pipeline: str | None = None) -> "Target":
        """What is written on an output; of_pipeline: of the pipeline that it is an output of."""
        return Target(
            path=settings.path,
            of_pipeline=of_pipeline if settings.path else None,
            asset=settings.name,
            version=settings.version,
            type=settings.type,
            mode=settings.mode,
        )


@dataclass(frozen=True, slots=True)
class Scope:
    """One pipeline being walked. values: its inputs that have one; targets: its own outputs.

    upstream: what every step in here waits for, beside its own producers. gates: paths of the
    conditions that decide whether all of it runs.
    """

    graph: Graph
    path: str
    values: Mapping[str, Source]
    targets: Mapping[str, Target]
    upstream: frozenset[str] = field(default_factory=frozenset)
    display_name: str = ""
    document: Mapping[str, Any] | None = None
    gates: frozenset[str] = field(default_factory=frozenset)
    tags: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def outer_value(value: Value) -> Source | None:
    """A value given to the root; empty text there means "not given" (yaml.md 4.3)."""
    if isinstance(value, Literal):
        return Text(value.text) if value.text else None
    if isinstance(value, Data):
        return DataAt(value.uri, value.type, value.mode, value.asset)
    return None


def nested(here: Scope, step: Step) -> Scope:
    """The scope of a nested pipeline: its inputs from out here, or its own defaults."""
    assert step.graph is not None  # noqa: S101  (the caller has looked)
    inside = {}
    for name in {**step.graph.values, **step.inputs}:
        source = value_of(here, step.inputs[name]) if name in step.inputs else None
        if source is None and name in step.graph.values:
            source = outer_value(step.graph.values[name])
        if source is not None:
            inside[name] = job_names.marked(source, job_of(here, step))
    document = step.component.document
    return Scope(
        graph=step.graph,
        path=join(here.path, step.key),
        values=inside,
        targets={name: target_of(here, step, name) for name in step.graph.outputs},
        upstream=here.upstream | _order_only(here, step, inside),
        display_name=step.display_name or step.component.display_name,
        document=document.model_dump(mode="json") if document else None,
        gates=gates_of(here, step),
        tags=texts(step, "tags"),
        properties=texts(step, "properties"),
    )


def texts(step: Step, key: str) -> dict[str, str]:
    """The ``tags`` or ``properties`` that a step gives its job."""
    told = step.extra.get(key)
    return {str(k): str(v) for k, v in told.items()} if isinstance(told, Mapping) else {}


def job_of(here: Scope, step: Step) -> str:
    """The path of the step's job; a loop stands for what it runs."""
    return join(here.path, here.graph.bodies.get(step.key, step.key))


def gates_of(here: Scope, step: Step) -> frozenset[str]:
    """Paths of the conditions that decide whether the step runs."""
    own = here.graph.gates.get(step.key, ())
    return here.gates | {join(here.path, key) for key in own}


def inputs_of(here: Scope, step: Step) -> dict[str, InputPlan]:
    """What the component declares: as given, else its default, else nothing."""
    found = {}
    for name, declared in step.component.inputs.items():
        value = step.inputs.get(name)
        source = value_of(here, value) if value is not None else None
        if source is None and declared.default is not None:
            source = Text(values.default_text(declared.type, declared.default))
        if source is None:
            continue
        source = job_names.marked(source, job_of(here, step))
        mode = step.modes.get(name) or (source.mode if isinstance(source, DataAt) else None)
        if isinstance(source, Text) and values.is_data(declared.type):
            source = DataAt(source.text, declared.type)
        found[name] = InputPlan(declared.type, source, mode or declared.mode, declared.optional)
    return found


def variables_of(here: Scope, step: Step) -> dict[str, Source]:
    found = {}
    for name, value in step.environment_variables.items():
        source = value_of(here, value)
        found[name] = source if source is not None else Text("")
    return found


def filled(here: Scope, value: Any) -> Any:
    """Run settings with ``${{parent.inputs.X}}`` replaced by text."""

    def lookup(name: str) -> str | None:
        source = here.values.get(name)
        return source.text if isinstance(source, Text) else None

    return values.filled(value, lookup)


def target_of(here: Scope, step: Step, output: str) -> Target:
    """The pipeline's word on an output goes before the step's own.

    What a loop's body says of its outputs is said of the loop's.
    """
    body = getattr(step.control, "body", None)
    spoken = step if body is None else here.graph.steps[body]
    own = step.outputs.get(output) or spoken.outputs.get(output)
    mine = Target.told(own) if own else Target()
    bound = step.binds.get(output) or spoken.binds.get(output)
    outer = here.targets.get(bound, Target()) if bound else Target()
    return Target(
        path=outer.path or mine.path,
        of_pipeline=outer.of_pipeline if outer.path else None,
        asset=outer.asset or mine.asset,
        version=outer.version if outer.asset else mine.version,
        type=outer.type or mine.type,
        mode=outer.mode or mine.mode,
    )


def close(path: str, store: str, output: str) -> str:
    """A URI template with all but the job's name put in."""
    for name, text in (("default_datastore", store), ("output_name", output)):
        path = path.replace("${{" + name + "}}", text).replace("${{ " + name + " }}", text)
    return path


def pipeline_output(graph: Graph, path: str, name: str) -> OutputOf | None:
    """The leaf output that pipeline output ``name`` stands for; None when nothing is bound."""
    for step in graph.steps.values():
        for own, bound in step.binds.items():
            if bound == name:
                return output_of(graph, path, step.key, own)
    return None


def output_of(graph: Graph, path: str, key: str, output: str) -> OutputOf | None:
    key = graph.bodies.get(key, key)
    step = graph.steps[key]
    if step.graph is not None:
        return pipeline_output(step.graph, join(path, key), output)
    declared = step.component.outputs.get(output)
    return OutputOf(join(path, key), output, declared.type if declared else "uri_folder")


def outputs_in(source: Source) -> Iterator[OutputOf]:
    if isinstance(source, OutputOf):
        yield source
    elif isinstance(source, Joined):
        yield from (one for one in source.parts if isinstance(one, OutputOf))


def leaves(graph: Graph, path: str, key: str) -> frozenset[str]:
    """Paths of the leaf steps of step ``key`` of the pipeline at ``path``."""
    key = graph.bodies.get(key, key)
    inner, here = graph.steps[key].graph, join(path, key)
    if inner is None:
        return frozenset((here,))
    return frozenset().union(*(leaves(inner, here, one) for one in inner.steps))


def type_of(source: Source, declared: str | None) -> str:
    if declared:
        return declared
    return source.type if isinstance(source, DataAt | OutputOf) else "string"


def value_of(here: Scope, value: Value) -> Source | None:
    if isinstance(value, Literal):
        return Text(value.text)
    if isinstance(value, Data):
        return DataAt(value.uri, value.type, value.mode, value.asset)
    if isinstance(value, FromInput):
        return here.values.get(value.name)
    if isinstance(value, FromStep):
        return output_of(here.graph, here.path, value.step, value.output)
    return _joined(here, value)


def _joined(here: Scope, template: Template) -> Source:
    parts: list[Source] = []
    for part in template.parts:
        source = Text(part) if isinstance(part, str) else value_of(here, part)
        if isinstance(source, Joined):
            parts += source.parts
        elif source is not None:
            parts.append(source)
    first, rest = (parts[0], parts[1:]) if parts else (Text(""), [])
    below = "".join(one.text for one in rest if isinstance(one, Text))
    if isinstance(first, DataAt):
        return DataAt(f"{first.uri.rstrip('/')}/{below.lstrip('/')}", first.type, first.mode)
    if isinstance(first, OutputOf) and values.is_data(first.type):
        return OutputOf(first.step, first.output, first.type, f"{first.below}{below}".strip("/"))
    if all(isinstance(one, Text) for one in parts):
        return Text("".join(one.text for one in parts if isinstance(one, Text)))
    return Joined(tuple(one if isinstance(one, OutputOf) else _as_text(one) for one in parts))


def _as_text(source: Source) -> Text:
    return source if isinstance(source, Text) else Text(getattr(source, "uri", ""))


def _order_only(here: Scope, step: Step, inside: Mapping[str, Source]) -> frozenset[str]:
    """Steps that a nested pipeline follows without using any of their outputs."""
    used = {one.step for source in inside.values() for one in outputs_in(source)}
    found: frozenset[str] = frozenset()
    for key in here.graph.upstream.get(step.key, ()):
        before = leaves(here.graph, here.path, key)
        if not used & before:
            found |= before
    return found
