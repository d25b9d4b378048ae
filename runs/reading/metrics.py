"""A job's metrics: the latest of each key, and its history thinned for a chart."""

from collections import defaultdict
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from runs.models import LatestMetric, MetricPoint
from runs.reading.details import METRICS
from runs.reading.fields import Number, number

MOST_POINTS = 1000
Point = tuple[int, int, Number]
NUMBER = {"oneOf": [{"type": "number"}, {"type": "string"}]}
HISTORY = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "array", "items": NUMBER}},
}


@extend_schema_field(METRICS)
class LatestField(serializers.JSONField):
    """Key to latest value."""


@extend_schema_field(HISTORY)
class HistoryField(serializers.JSONField):
    """Key to points of [step, timestamp in ms, value]."""


class JobMetricsSerializer(serializers.Serializer[Any]):
    latest = LatestField()
    history = HistoryField()


def of_job(job_id: int) -> dict[str, Any]:
    history: dict[str, list[Point]] = defaultdict(list)
    rows = MetricPoint.objects.filter(job_id=job_id).order_by("key", "step", "timestamp_ms", "pk")
    columns = ("key", "step", "timestamp_ms", "value")
    for key, step, stamp, value in rows.values_list(*columns).iterator(chunk_size=5000):
        history[key].append((step, stamp, number(value)))
    latest = LatestMetric.objects.filter(job_id=job_id).order_by("key").values_list("key", "value")
    return {
        "latest": {key: number(value) for key, value in latest},
        "history": {key: thinned(points) for key, points in history.items()},
    }


def thinned(points: list[Point], most: int = MOST_POINTS) -> list[Point]:
    """At most ``most`` points, evenly spread, the first and the last among them."""
    if len(points) <= most:
        return points
    last = len(points) - 1
    return [points[position * last // (most - 1)] for position in range(most)]
