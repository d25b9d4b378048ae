"""A job's metrics: the latest of each key, and its history thinned for a chart."""

from collections import defaultdict

from designer.api.wire import Answer
from runs.models import Job, LatestMetric, MetricPoint
from runs.reading.fields import Number, number

MOST_POINTS = 1000
MOST_STEPS = 50
POINTS_OF_MANY = 200
Point = tuple[int, int, Number]


class StepMetrics(Answer):
    name: str
    path: str
    latest: dict[str, Number]
    history: dict[str, list[Point]]


class JobMetrics(Answer):
    """Points are [step, timestamp in ms, value]. ``steps``: of those below it, when asked for."""

    latest: dict[str, Number]
    history: dict[str, list[Point]]
    steps: list[StepMetrics] = []


def below(job: Job) -> list[StepMetrics]:
    """The steps below a pipeline that logged something, the first of them in their order."""
    rows = Job.objects.filter(root=job.root_id or job.pk, latest_metrics__isnull=False).distinct()
    if job.path:
        rows = rows.filter(path__startswith=f"{job.path}.")
    steps = rows.order_by("ordinal", "pk").values_list("pk", "name", "path")[:MOST_STEPS]
    found = []
    for pk, name, path in steps:
        own = of_job(pk, POINTS_OF_MANY)
        found.append(StepMetrics(name=name, path=path, latest=own.latest, history=own.history))
    return found


def of_job(job_id: int, most: int = MOST_POINTS) -> JobMetrics:
    history: dict[str, list[Point]] = defaultdict(list)
    rows = MetricPoint.objects.filter(job_id=job_id).order_by("key", "step", "timestamp_ms", "pk")
    columns = ("key", "step", "timestamp_ms", "value")
    for key, step, stamp, value in rows.values_list(*columns).iterator(chunk_size=5000):
        history[key].append((step, stamp, number(value)))
    latest = LatestMetric.objects.filter(job_id=job_id).order_by("key").values_list("key", "value")
    return JobMetrics(
        latest={key: number(value) for key, value in latest},
        history={key: thinned(points, most) for key, points in history.items()},
    )


def thinned(points: list[Point], most: int = MOST_POINTS) -> list[Point]:
    """At most ``most`` points, evenly spread, the first and the last among them."""
    if len(points) <= most:
        return points
    last = len(points) - 1
    return [points[position * last // (most - 1)] for position in range(most)]
