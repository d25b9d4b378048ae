"""The pipeline document: what is edited on the canvas, read from YAML and written by the SDK.

Meaning (``nodes``, ``bindings``, ``interface``, ``settings``, ``details``) stays apart from looks
(``layout``, ``notes``, ``yaml``): moving a box or writing a comment never changes what would run,
so digests leave looks out.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

DATA_TYPES = (
    "uri_file",
    "uri_folder",
    "mltable",
    "mlflow_model",
    "custom_model",
    "triton_model",
    "path",
)
MODEL_TYPES = ("mlflow_model", "custom_model", "triton_model")
PRIMITIVE_TYPES = ("string", "number", "integer", "boolean")

PortType = Literal[
    "uri_file",
    "uri_folder",
    "mltable",
    "mlflow_model",
    "custom_model",
    "triton_model",
    "path",
    "string",
    "number",
    "integer",
    "boolean",
]
Scalar = str | bool | int | float
FORMAT: Final = 1
MOST_DAYS: Final = 36_500


class Part(BaseModel):
    """Base of every part: unknown keys are refused, so that a typo is never lost in silence."""

    model_config = ConfigDict(extra="forbid")


class InputDeclaration(Part):
    """One declared input of a component. ``default``, ``min``, ``max`` belong to primitives."""

    type: PortType
    description: str | None = None
    optional: bool = False
    default: Scalar | None = None
    min: float | None = None
    max: float | None = None
    enum: list[str] | None = None
    mode: str | None = None


class OutputDeclaration(Part):
    """One declared output of a component."""

    type: PortType
    description: str | None = None
    mode: str | None = None


class DataValue(Part):
    """A data input given by where it lies: a URI, an asset reference or a local path."""

    path: str
    type: PortType = "uri_folder"
    mode: str | None = None
    datastore: str | None = None


class OutputSettings(Part):
    """Where and how a step's or pipeline's output is kept; all defaults when empty."""

    type: PortType | None = None
    mode: str | None = None
    path: str | None = None
    name: str | None = None
    version: str | None = None


class Place(Part):
    """One end of a binding. ``node`` null means the pipeline's own interface."""

    node: str | None = None
    port: str


class Binding(Part):
    """A wire from a source to a target; a target takes one binding.

    source node null: a pipeline input feeds a step input.
    target node null: a step output becomes a pipeline output.
    ``via`` is "inputs" for the rare ``${{parent.jobs.N.inputs.I}}``, else "outputs".
    """

    source: Place
    target: Place
    via: Literal["outputs", "inputs"] = "outputs"
    mode: str | None = None


class StepNode(Part):
    """One use of a component. ``component`` is a reference or an inline specification.

    ``values`` holds what is not a whole-value binding: literals (their written type kept),
    text with embedded ``${{parent…}}`` expressions, and data given by path.
    ``extra`` holds keys of kinds this version only carries (search_space, task, …).
    """

    kind: Literal["step"] = "step"
    type: str = "command"
    component: str | dict[str, Any]
    display_name: str | None = None
    comment: str | None = None
    values: dict[str, Scalar | DataValue] = Field(default_factory=dict)
    outputs: dict[str, OutputSettings] = Field(default_factory=dict)
    compute: str | None = None
    environment_variables: dict[str, Scalar] = Field(default_factory=dict)
    resources: dict[str, Any] = Field(default_factory=dict)
    distribution: dict[str, Any] = Field(default_factory=dict)
    limits: dict[str, Any] = Field(default_factory=dict)
    extra: dict[str, Any] = Field(default_factory=dict)


class DataNode(Part):
    """A data asset placed on the canvas; its one output port is named ``data``."""

    kind: Literal["data"] = "data"
    path: str
    type: PortType = "uri_folder"
    display_name: str | None = None
    comment: str | None = None


Node = Annotated[StepNode | DataNode, Field(discriminator="kind")]


class PipelineInput(Part):
    """A pipeline input: a value of a job, or a declaration (type, default) of a component.

    ``type`` null means "taken from the steps it feeds".
    """

    type: PortType | None = None
    value: Scalar | DataValue | None = None
    description: str | None = None
    optional: bool = False
    min: float | None = None
    max: float | None = None
    enum: list[str] | None = None
    mode: str | None = None


class PipelineOutput(OutputSettings):
    """A pipeline output: settings as on a step, with a description for components."""

    description: str | None = None


class Interface(Part):
    inputs: dict[str, PipelineInput] = Field(default_factory=dict)
    outputs: dict[str, PipelineOutput] = Field(default_factory=dict)


class Settings(BaseModel):
    """Pipeline settings. Unknown ones are kept (real files hold them) and warned about.

    keep_intermediate_days: how long outputs of its steps are kept once it completed; null leaves
    it to the workspace.
    """

    model_config = ConfigDict(extra="allow")

    default_compute: str | None = None
    default_datastore: str | None = None
    continue_on_step_failure: bool = False
    force_rerun: bool = False
    on_init: str | None = None
    on_finalize: str | None = None
    keep_intermediate_days: (
        Annotated[int, Field(ge=0, le=MOST_DAYS)] | Literal["forever"] | None
    ) = None


class Details(Part):
    """What a person reads: none of it changes what runs."""

    display_name: str | None = None
    description: str | None = None
    experiment_name: str | None = None
    tags: dict[str, str] = Field(default_factory=dict)
    properties: dict[str, str] = Field(default_factory=dict)


class Position(Part):
    x: float
    y: float


class Layout(Part):
    """Places of nodes by key; of interface boxes by ``inputs.NAME`` and ``outputs.NAME``."""

    nodes: dict[str, Position] = Field(default_factory=dict)


class Note(Part):
    id: str
    text: str = ""
    x: float = 0
    y: float = 0
    width: float = 240
    height: float = 120


class PipelineDocument(Part):
    """A whole pipeline. Key order of ``nodes`` is the order people wrote.

    ``yaml``: the text as it was typed last, with its comments and its order; that of the document
    itself under "", of what is inside a step under "STEP/". What it says may be older than the
    document: it tells how to write, never what runs.
    """

    format: Literal[1] = FORMAT
    nodes: dict[str, Node] = Field(default_factory=dict)
    bindings: list[Binding] = Field(default_factory=list)
    interface: Interface = Field(default_factory=Interface)
    settings: Settings = Field(default_factory=Settings)
    details: Details = Field(default_factory=Details)
    layout: Layout = Field(default_factory=Layout)
    notes: list[Note] = Field(default_factory=list)
    yaml: dict[str, str] = Field(default_factory=dict)
    _unread: set[str] = PrivateAttr(default_factory=set)

    @property
    def unread(self) -> set[str]:
        """Keys of steps that stood in the YAML and could not be read; an error says so.

        Not stored. It keeps the checks from complaining that others are bound to them.
        """
        return self._unread
