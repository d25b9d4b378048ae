"""The graph of a pipeline job, as it was frozen at submission, with its children by node key."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from designer.api.component_shapes import Port, ports
from designer.api.wire import Answer
from runs.models import Job
from runs.reading.fields import DocumentField
from runs.reading.summaries import PIPELINE, JobSummarySerializer, summaries
from studio.lib.errors import Invalid


class NodeComponent(Answer):
    """What a node was resolved to. ``name`` and ``version`` of registered components only."""

    name: str | None
    version: str | None
    type: str
    display_name: str
    inputs: list[Port]
    outputs: list[Port]


@extend_schema_field(NodeComponent)
class NodeComponentField(serializers.JSONField):
    """A NodeComponent as plain data."""


@extend_schema_field(serializers.DictField(child=JobSummarySerializer()))
class ChildrenField(serializers.Field[Any, Any, Any, Any]):
    """Node key to child job."""

    def to_representation(self, value: Mapping[str, Job]) -> dict[str, Any]:
        return {key: JobSummarySerializer(job).data for key, job in value.items()}


class JobGraphSerializer(serializers.Serializer[Any]):
    """``sequence``: follow the root's events after this number, and nothing is missed."""

    job = JobSummarySerializer()
    document = DocumentField()
    components = serializers.DictField(child=NodeComponentField())
    children = ChildrenField()
    sequence = serializers.IntegerField()


def graph(job: Job) -> dict[str, Any]:
    """Four queries. Raises Invalid for a step of a pipeline."""
    # The number first: a change between this and the next reading is told again, never lost.
    sequence = Job.objects.values_list("sequence", flat=True).get(pk=job.root_id or job.pk)
    frozen = Job.objects.values("document", "plan__components").get(pk=job.pk)
    if frozen["document"] is None:
        raise Invalid(
            "no-graph",
            f'Job "{job.name}" is a step; only pipelines have a graph.',
            hint="Ask for the graph of its parent.",
        )
    top = summaries(Job.objects.all()).get(pk=job.pk)
    below = summaries(Job.objects.filter(parent=job.pk)).order_by("ordinal")
    children = {child.key: child for child in below}
    if top.type != PIPELINE:
        # A command job is its own only step.
        children = dict.fromkeys(frozen["document"]["nodes"], top)
    return {
        "job": top,
        "document": frozen["document"],
        "components": _components(frozen["plan__components"] or {}),
        "children": children,
        "sequence": sequence,
    }


def _components(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {key: _component(one).model_dump() for key, one in stored.items()}


def _component(one: Mapping[str, Any]) -> NodeComponent:
    return NodeComponent(
        name=one.get("name"),
        version=one.get("version"),
        type=one["type"],
        display_name=one.get("display_name") or "",
        inputs=ports({port["name"]: port for port in one["inputs"]}),
        outputs=ports({port["name"]: port for port in one["outputs"]}),
    )
