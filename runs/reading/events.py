"""Events of a root job, after a number that the reader has."""

from typing import Any

from rest_framework import serializers

from runs.models import JobEvent
from runs.reading.fields import MappingField, MomentField

PAGE = 500
OF_JOB = ("name", "key", "path", "type")


class JobEventSerializer(serializers.Serializer[Any]):
    """``data`` holds the job's name, key, path and type, and what its kind adds."""

    sequence = serializers.IntegerField()
    kind = serializers.CharField()
    at = MomentField()
    data = MappingField()


class JobEventsSerializer(serializers.Serializer[Any]):
    events = JobEventSerializer(many=True)
    last = serializers.IntegerField(help_text="Ask for what comes after this.")


def after(root_id: int, sequence: int, limit: int = PAGE) -> dict[str, Any]:
    """The next events in order; ``last`` stays ``sequence`` when there are none."""
    rows = (
        JobEvent.objects.filter(root_id=root_id, sequence__gt=sequence)
        .order_by("sequence")
        .values("sequence", "kind", "at", "data", *(f"job__{name}" for name in OF_JOB))[:limit]
    )
    events = [
        {
            "sequence": row["sequence"],
            "kind": row["kind"],
            "at": row["at"],
            "data": {
                **row["data"],
                **{name: row[f"job__{name}"] for name in OF_JOB},
            },
        }
        for row in rows
    ]
    last = events[-1]["sequence"] if events else sequence
    return dict(JobEventsSerializer({"events": events, "last": last}).data)
