"""The frozen plan: what submission writes on job rows and workers read back.

Plain values that survive JSON. Where a value comes from another step, ``step`` is that step's
path while compiling; submission puts the name of its job there (``from``), so that a running
step needs nothing but its own row and its producers' outputs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from designer.graph.model import Graph

DATA_TYPES = frozenset(
    ("uri_file", "uri_folder", "mltable", "mlflow_model", "custom_model", "triton_model", "path")
)


@dataclass(frozen=True, slots=True)
class Text:
    """A value as the command line gets it."""

    text: str


@dataclass(frozen=True, slots=True)
class DataAt:
    """Data by URI."""

    uri: str
    type: str
    mode: str | None = None
    asset: str | None = None


@dataclass(frozen=True, slots=True)
class OutputOf:
    """An output of a leaf step of the same root, or a path below it. ``type``: as declared."""

    step: str
    output: str
    type: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Text with values of primitive outputs inside."""

    parts: tuple[Text | OutputOf, ...]


Source = Text | DataAt | OutputOf | Joined


@dataclass(frozen=True, slots=True)
class InputPlan:
    """One input of a step that has a value; an absent optional input has no plan.

    optional: it is absent, too, when the step that should have made it was skipped.
    """

    type: str
    source: Source
    mode: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class OutputPlan:
    """``path`` is a URI template (``${{name}}`` is still open).

    of_pipeline: path of the pipeline whose output settings gave ``path``; its name is the one
    that ``${{name}}`` stands for then. asset, version: register the output under this name.
    """

    type: str
    path: str
    of_pipeline: str | None = None
    mode: str | None = None
    asset: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """What a growing step grows, as a graph of one step; it is compiled anew for each child.

    Inputs and variables of that step are bound to pipeline inputs ``inputs.NAME`` and
    ``variables.NAME``; values holds what they stand for outside. store: the datastore for outputs.
    """

    graph: Graph
    values: Mapping[str, Source]
    store: str


@dataclass(frozen=True, slots=True)
class StepPlan:
    """A leaf step. upstream: paths of the leaf steps that must have ended before it.

    always: it runs whatever became of its upstream steps (``on_finalize``).
    reusable: an equal earlier step may stand in, and this one may for later ones.
    priority: a step with a higher one is taken from its compute's queue first.
    look_up: False under ``force_rerun``: it is kept for reuse, but does not take any.
    grows: not empty for a step that no compute runs: it grows jobs below itself. ``kind`` names
    the function that decides (``runs.operations.grow``); the rest is that kind's own.
    body: what it grows. gates: paths of the ``if_else`` steps that decide whether it runs.
    parallel: settings of a parallel step (``runs.plan.parallel``). tags, properties: kept with its
    job.
    """

    path: str
    key: str
    parent: str
    type: str
    display_name: str
    reference: str | None
    command: str
    code: str | None
    environment: Mapping[str, Any]
    inputs: Mapping[str, InputPlan]
    outputs: Mapping[str, OutputPlan]
    upstream: frozenset[str]
    compute: str | None
    variables: Mapping[str, Source] = field(default_factory=dict)
    resources: Mapping[str, Any] = field(default_factory=dict)
    distribution: Mapping[str, Any] = field(default_factory=dict)
    instance_count: int = 1
    timeout_seconds: float | None = None
    priority: int = 0
    always: bool = False
    reusable: bool = True
    look_up: bool = True
    parts: Mapping[str, Any] = field(default_factory=dict)
    grows: Mapping[str, Any] = field(default_factory=dict)
    body: Body | None = None
    gates: frozenset[str] = frozenset()
    parallel: Mapping[str, Any] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PipelinePlan:
    """The root (path "") or a nested pipeline.

    inputs: shown on the job. outputs: {name: the leaf output that it becomes}.
    components: {node key: what the node was resolved to}, for the graph on the job page.
    """

    path: str
    key: str
    parent: str | None
    display_name: str
    reference: str | None
    inputs: Mapping[str, InputPlan]
    outputs: Mapping[str, OutputOf]
    components: Mapping[str, Mapping[str, Any]]
    document: Mapping[str, Any] | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """``pipelines[0]`` is the root; parents come before children. Steps keep people's order."""

    pipelines: Sequence[PipelinePlan]
    steps: Sequence[StepPlan]
    continue_on_step_failure: bool
    is_single_step: bool = False


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one child of a growing step is made of: the child first, parents before children."""

    pipelines: Sequence[PipelinePlan]
    steps: Sequence[StepPlan]


def as_json(value: Any) -> dict[str, Any]:
    """A dataclass of this module as plain JSON data."""
    return asdict(value)
