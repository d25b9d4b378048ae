"""What the first page shows, and the list of experiments."""

from typing import Any

from django.db.models import Count, Max
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from runs.models import Experiment, Job, Status
from runs.plan.states import ENDED
from runs.reading.fields import MomentField
from runs.reading.summaries import JobSummarySerializer, summaries
from studio.models import Workspace

SHOWN = 10
NOT_ENDED = [status for status in Status if status not in ENDED]
COUNTS = {
    "type": "object",
    "properties": {status.value: {"type": "integer"} for status in Status},
    "required": list(Status.values),
}


@extend_schema_field(COUNTS)
class CountsField(serializers.JSONField):
    """How many root jobs have each status."""


class HomeSerializer(serializers.Serializer[Any]):
    counts = CountsField()
    running = JobSummarySerializer(many=True)
    recent = JobSummarySerializer(many=True)


class ExperimentSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    jobs_count = serializers.IntegerField()
    last_created_at = MomentField(allow_null=True)


class ExperimentListSerializer(serializers.Serializer[Any]):
    items = ExperimentSerializer(many=True)


def home(workspace: Workspace) -> dict[str, Any]:
    roots = Job.objects.filter(workspace=workspace, parent=None, archived=False)
    counted = roots.order_by().values_list("status").annotate(Count("pk"))
    newest = summaries(roots).order_by("-created_at", "-pk")
    return {
        "counts": {status.value: 0 for status in Status} | dict(counted),
        "running": newest.filter(status__in=NOT_ENDED)[:SHOWN],
        "recent": newest[:SHOWN],
    }


def experiments(workspace: Workspace) -> list[dict[str, Any]]:
    """Those used last come first."""
    rows = (
        Job.objects.filter(workspace=workspace, parent=None)
        .order_by()
        .values("experiment")
        .annotate(jobs_count=Count("pk"), last_created_at=Max("created_at"))
    )
    used = {row["experiment"]: row for row in rows}
    names = Experiment.objects.filter(workspace=workspace).values_list("pk", "name")
    none = {"jobs_count": 0, "last_created_at": None}
    found = [{"name": name, **used.get(pk, none)} for pk, name in names]
    found.sort(key=lambda one: (one["last_created_at"] is not None, one["last_created_at"] or 0))
    return found[::-1]
