"""A job as one line of a list: the query and the shape that REST and the socket share."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from runs.models import Job, Status
from runs.plan.states import ENDED
from runs.reading.fields import MomentField, TextMappingField

PIPELINE = "pipeline"
JOINED = ("experiment", "created_by", "parent", "reused_from", "compute")
COLUMNS = (
    "name",
    "display_name",
    "type",
    "status",
    "created_at",
    "started_at",
    "ended_at",
    "tags",
    "steps_done",
    "steps_total",
    "source",
    "archived",
    "key",
    "path",
    "error",
    "exit_code",
    "root_id",
    "experiment__name",
    "created_by__username",
    "parent__name",
    "reused_from__name",
    "compute__name",
)


def summaries(rows: "QuerySet[Job]") -> "QuerySet[Job]":
    """All that a summary shows, in one query, and none of the big JSON columns."""
    return rows.select_related(*JOINED).only(*COLUMNS)


class ProgressSerializer(serializers.Serializer[Job]):
    """Leaf steps that have ended, of all; a step counts itself."""

    done = serializers.SerializerMethodField()
    total = serializers.SerializerMethodField()

    def get_done(self, job: Job) -> int:
        if is_counted(job):
            return job.steps_done
        return int(job.status in ENDED)

    def get_total(self, job: Job) -> int:
        return job.steps_total if is_counted(job) else 1


class JobErrorSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()
    hint = serializers.CharField(allow_null=True, default=None)


class JobSummarySerializer(serializers.Serializer[Job]):
    name = serializers.CharField()
    display_name = serializers.CharField()
    type = serializers.CharField()
    status = serializers.ChoiceField(choices=Status.choices)
    experiment_name = serializers.CharField(source="experiment.name")
    created_at = MomentField()
    created_by = serializers.CharField(source="created_by.username", allow_null=True)
    started_at = MomentField(allow_null=True)
    ended_at = MomentField(allow_null=True)
    duration_seconds = serializers.SerializerMethodField()
    tags = TextMappingField()
    progress = ProgressSerializer(source="*")
    source = serializers.CharField()
    archived = serializers.BooleanField()
    parent = serializers.CharField(source="parent.name", allow_null=True)
    key = serializers.CharField()
    path = serializers.CharField()
    reused_from = serializers.CharField(source="reused_from.name", allow_null=True)
    compute = serializers.CharField(source="compute.name", allow_null=True)
    error = JobErrorSerializer(allow_null=True)
    exit_code = serializers.IntegerField(allow_null=True)

    def get_duration_seconds(self, job: Job) -> float | None:
        """None while it runs: a value that changes with every look is for the reader to count."""
        if job.started_at is None or job.ended_at is None:
            return None
        return (job.ended_at - job.started_at).total_seconds()


def as_summaries(jobs: Iterable[Job]) -> list[dict[str, Any]]:
    return [dict(one) for one in JobSummarySerializer(jobs, many=True).data]


def is_counted(job: Job) -> bool:
    """Whether the row itself counts the steps below it: a pipeline, or a root of one step."""
    return job.type == PIPELINE or job.steps_total > 0
