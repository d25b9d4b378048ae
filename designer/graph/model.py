"""The resolved graph: what a document means once every reference has been looked up.

Made by ``resolve``, read by the rules and by ``runs.plan``. Frozen: nothing changes while it is
read. A nested pipeline is a step with a ``graph`` of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.graph.document import (
    Details,
    InputDeclaration,
    OutputDeclaration,
    OutputSettings,
    PipelineDocument,
    PipelineInput,
    PipelineOutput,
    PortType,
    Settings,
)
from designer.graph.sweep_settings import Sweep


@dataclass(frozen=True, slots=True)
class ComponentDefinition:
    """A component as it will run. ``environment`` is a definition, never a reference.

    reference: ``azureml:name:version`` for a registered component, None for an anonymous one.
    code: ``azureml:snapshot:<sha256>``, or None. document: the steps of a pipeline component.
    trial: what a sweep tries, with all inputs; its own are those that are not sampled.
    parallel: the settings of a parallel component; its ``command`` is entry script and arguments.
    """

    type: str
    inputs: Mapping[str, InputDeclaration]
    outputs: Mapping[str, OutputDeclaration]
    name: str = ""
    version: str = ""
    display_name: str = ""
    description: str = ""
    reference: str | None = None
    command: str = ""
    code: str | None = None
    environment: Mapping[str, Any] = field(default_factory=dict)
    resources: Mapping[str, Any] = field(default_factory=dict)
    distribution: Mapping[str, Any] = field(default_factory=dict)
    is_deterministic: bool = True
    document: PipelineDocument | None = None
    trial: "ComponentDefinition | None" = None
    parallel: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as the command line gets it: Python text of what YAML read (yaml.md 11.2)."""

    text: str


@dataclass(frozen=True, slots=True)
class FromInput:
    """The value of an input of the pipeline that holds the step."""

    name: str


@dataclass(frozen=True, slots=True)
class FromStep:
    """An output of another step of the same pipeline."""

    step: str
    output: str


@dataclass(frozen=True, slots=True)
class Data:
    """Data by URI. Assets are looked up already: ``asset`` is ``name:version`` then.

    uri: ``azureml://datastores/D/paths/P``, ``azureml://jobs/J/outputs/O[/paths/P]`` or http(s).
    """

    uri: str
    type: PortType
    mode: str | None = None
    asset: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """Text with expressions inside; the parts joined give the value, or a data sub-path."""

    parts: tuple[str | FromInput | FromStep, ...]


Value = Literal | FromInput | FromStep | Data | Template


@dataclass(frozen=True, slots=True)
class IfElse:
    """Its input ``condition`` says which block runs; steps of the other one are skipped."""

    true_block: tuple[str, ...]
    false_block: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoWhile:
    """Runs ``body`` again as long as its output ``condition`` says so.

    condition: an output of the body, or a constant. mapping: {output of the body: inputs of the
    next round}. most: rounds, at most.
    """

    body: str
    condition: str | bool
    mapping: Mapping[str, tuple[str, ...]]
    most: int


@dataclass(frozen=True, slots=True)
class Item:
    """One round of a ``ParallelFor``. key: what people called it, or its number."""

    key: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ParallelFor:
    """Runs ``body`` once for each item. items: None when only its input ``items`` tells."""

    body: str
    items: tuple[Item, ...] | None
    is_mapping: bool = False
    most_at_once: int | None = None


Control = IfElse | DoWhile | ParallelFor


@dataclass(frozen=True, slots=True)
class Step:
    """One node. ``inputs`` holds what was given; absent ones take the component's default.

    binds: {own output: name of the pipeline output that it becomes}. modes: {input: mode}, where
    the step says one. has_own_compute: False where it is the pipeline's default. control: of a node
    that decides which other steps run, and how often. sweep: of a sweep whose settings are all
    known. open_settings: (key path, pipeline input) of each setting that waits for an input without
    a value. parallel: the settings that hold for a parallel step.
    """

    key: str
    component: ComponentDefinition
    inputs: Mapping[str, Value]
    outputs: Mapping[str, OutputSettings]
    binds: Mapping[str, str]
    compute: str | None = None
    environment_variables: Mapping[str, Value] = field(default_factory=dict)
    resources: Mapping[str, Any] = field(default_factory=dict)
    distribution: Mapping[str, Any] = field(default_factory=dict)
    limits: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    display_name: str = ""
    comment: str = ""
    graph: "Graph | None" = None
    modes: Mapping[str, str] = field(default_factory=dict)
    has_own_compute: bool = True
    control: Control | None = None
    sweep: Sweep | None = None
    open_settings: tuple[tuple[tuple[str | int, ...], str], ...] = ()
    parallel: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Graph:
    """A pipeline with everything looked up. ``steps`` keeps the order that people wrote.

    values: pipeline inputs that have a value. upstream: {step: steps whose outputs it uses}.
    bodies: {step: the loop that runs it}; such a step never runs by itself. gates: {step: the
    nodes whose condition decides whether it runs}.
    """

    steps: Mapping[str, Step]
    inputs: Mapping[str, PipelineInput]
    values: Mapping[str, Value]
    outputs: Mapping[str, PipelineOutput]
    settings: Settings
    details: Details
    upstream: Mapping[str, frozenset[str]]
    bodies: Mapping[str, str] = field(default_factory=dict)
    gates: Mapping[str, frozenset[str]] = field(default_factory=dict)


def sources_of(value: Value) -> set[str]:
    """The pipeline inputs that a value uses."""
    parts = value.parts if isinstance(value, Template) else (value,)
    return {part.name for part in parts if isinstance(part, FromInput)}
