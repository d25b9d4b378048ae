"""A job's metrics: the latest of each key, and its history thinned for a chart."""

from collections import defaultdict

from designer.api.wire import Answer
from runs.models import LatestMetric, MetricPoint
from runs.reading.fields import Number, number

MOST_POINTS = 1000
Point = tuple[int, int, Number]


class JobMetrics(Answer):
    """Points are [step, timestamp in ms, value]."""

    latest: dict[str, Number]
    history: dict[str, list[Point]]


def of_job(job_id: int) -> JobMetrics:
    history: dict[str, list[Point]] = defaultdict(list)
    rows = MetricPoint.objects.filter(job_id=job_id).order_by("key", "step", "timestamp_ms", "pk")
    columns = ("key", "step", "timestamp_ms", "value")
    for key, step, stamp, value in rows.values_list(*columns).iterator(chunk_size=5000):
        history[key].append((step, stamp, number(value)))
    latest = LatestMetric.objects.filter(job_id=job_id).order_by("key").values_list("key", "value")
    return JobMetrics(
        latest={key: number(value) for key, value in latest},
        history={key: thinned(points) for key, points in history.items()},
    )


def thinned(points: list[Point], most: int = MOST_POINTS) -> list[Point]:
    """At most ``most`` points, evenly spread, the first and the last among them."""
    if len(points) <= most:
        return points
    last = len(points) - 1
    return [points[position * last // (most - 1)] for position in range(most)]
