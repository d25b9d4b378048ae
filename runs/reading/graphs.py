"""The graph of a pipeline job, as it was frozen at submission, with its children by node key.

A loop or a sweep has one, too: the jobs that it has grown so far.
"""

from collections.abc import Mapping
from typing import Any

from designer.api.component_shapes import Port, ports
from designer.api.wire import Answer
from designer.graph.document import PipelineDocument
from runs.models import FrozenPipeline, Job
from runs.reading import grown_graph
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
    """Four queries. Raises Invalid for a step that has no jobs below it."""
    # The number first: a change between this and the next reading is told again, never lost.
    sequence = Job.objects.values_list("sequence", flat=True).get(pk=job.root_id or job.pk)
    frozen = FrozenPipeline.objects.filter(job=job.pk).first()
    plan = {} if frozen else Job.objects.values_list("plan", flat=True).get(pk=job.pk)
    if frozen is None and "body" not in plan:
        raise Invalid(
            "no-graph",
            f'Job "{job.name}" is a step; only pipelines have a graph.',
            hint="Ask for the graph of its parent.",
        )
    top = summary(summaries(Job.objects.all()).get(pk=job.pk))
    below = summaries(Job.objects.filter(parent=job.pk)).order_by("ordinal")
    children = {child.key: summary(child) for child in below}
    if frozen is None:
        return JobGraph(
            job=top,
            document=grown_graph.document_of(job.pk, plan),
            components=_components(grown_graph.components_of(plan, children)),
            children=children,
            sequence=sequence,
        )
    document = PipelineDocument.model_validate(frozen.document)
    # For a clone; nobody looks for it here.
    document.yaml.clear()
    if top.type != PIPELINE:
        # A command job is its own only step.
        children = dict.fromkeys(document.nodes, top)
    return JobGraph(
        job=top,
        document=document,
        components=_components(frozen.components),
        children=children,
        sequence=sequence,
    )


def _components(found: Mapping[str, Mapping[str, Any]]) -> dict[str, NodeComponent]:
    return {key: _component(one) for key, one in found.items()}


def _component(one: Mapping[str, Any]) -> NodeComponent:
    return NodeComponent(
        name=one.get("name"),
        version=one.get("version"),
        type=one["type"],
        display_name=one.get("display_name") or "",
        inputs=ports({port["name"]: port for port in one["inputs"]}),
        outputs=ports({port["name"]: port for port in one["outputs"]}),
    )
