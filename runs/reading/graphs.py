"""The graph of a pipeline job, as it was frozen at submission, with its children by node key."""

from collections.abc import Mapping
from typing import Any

from designer.api.component_shapes import Port, ports
from designer.api.wire import Answer
from designer.graph.document import PipelineDocument
from runs.models import Job
from runs.reading.summaries import PIPELINE, JobSummary, summaries, summary
from studio.lib.errors import Invalid


class NodeComponent(Answer):
    """What a node was resolved to. ``name`` and ``version`` of registered components only."""

    name: str | None
    version: str | None
    type: str
    display_name: str
    inputs: list[Port]
    outputs: list[Port]


class JobGraph(Answer):
    """``sequence``: follow the root's events after this number, and nothing is missed."""

    job: JobSummary
    document: PipelineDocument
    components: dict[str, NodeComponent]
    children: dict[str, JobSummary]
    sequence: int


def graph(job: Job) -> JobGraph:
    """Four queries. Raises Invalid for a step of a pipeline."""
    # The number first: a change between this and the next reading is told again, never lost.
    sequence = Job.objects.values_list("sequence", flat=True).get(pk=job.root_id or job.pk)
    frozen = Job.objects.values("document", "plan").get(pk=job.pk)
    if frozen["document"] is None:
        raise Invalid(
            "no-graph",
            f'Job "{job.name}" is a step; only pipelines have a graph.',
            hint="Ask for the graph of its parent.",
        )
    top = summary(summaries(Job.objects.all()).get(pk=job.pk))
    below = summaries(Job.objects.filter(parent=job.pk)).order_by("ordinal")
    document = PipelineDocument.model_validate(frozen["document"])
    children = {child.key: summary(child) for child in below}
    if top.type != PIPELINE:
        # A command job is its own only step.
        children = dict.fromkeys(document.nodes, top)
    components = frozen["plan"].get("components") or {}
    return JobGraph(
        job=top,
        document=document,
        components={key: _component(one) for key, one in components.items()},
        children=children,
        sequence=sequence,
    )


def _component(one: Mapping[str, Any]) -> NodeComponent:
    return NodeComponent(
        name=one.get("name"),
        version=one.get("version"),
        type=one["type"],
        display_name=one.get("display_name") or "",
        inputs=ports({port["name"]: port for port in one["inputs"]}),
        outputs=ports({port["name"]: port for port in one["outputs"]}),
    )
