"""Metrics of jobs: the latest of each key, and its history thinned for a chart.

The database thins, so that a history of a million points costs a pass over its index and no more
memory than the chart.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import Coalesce, Greatest, RowNumber

from designer.api.wire import Answer
from runs.models import MLFLOW_RUN, Job, LatestMetric, MetricPoint
from runs.reading.fields import Number, number

MOST_POINTS = 1000
MOST_STEPS = 50
POINTS_OF_MANY = 200
# Of all series of one answer together: many keys have fewer points each.
POINTS_IN_ALL = 200_000
ORDER = ("step", "timestamp_ms", "value")
SERIES = ("job_id", "key")
# The step that really ran, and logged: of a reused one another.
RAN = Coalesce("reused_from_id", "pk")
Point = tuple[int, int, Number]
History = dict[str, list[Point]]
Latest = dict[str, Number]


class StepMetrics(Answer):
    """``label``: where a step stands in the pipeline; how a run that a script began is called."""

    name: str
    path: str
    label: str
    latest: dict[str, Number]
    history: dict[str, list[Point]]


class JobMetrics(Answer):
    """Points are [step, timestamp in ms, value]. ``steps``: of those below it, when asked for;
    ``more_steps``: how many others logged something, too."""

    latest: dict[str, Number]
    history: dict[str, list[Point]]
    steps: list[StepMetrics] = []
    more_steps: int = 0


def below(job: Job) -> tuple[list[StepMetrics], int]:
    """The steps below a pipeline that logged something, the first of them in their order; a
    reused one shows what the step logged that ran. With them, how many more there are."""
    rows = Job.objects.filter(root=job.root_id or job.pk).annotate(ran=RAN)
    rows = rows.filter(Exists(LatestMetric.objects.filter(job=OuterRef("ran"))))
    if job.path:
        rows = rows.filter(path__startswith=f"{job.path}.")
    columns = ("ran", "name", "path", "type", "display_name")
    steps = list(rows.order_by("ordinal", "pk").values(*columns)[:MOST_STEPS])
    ids = {step["ran"] for step in steps}
    latest, histories = _latest(ids), _histories(ids, POINTS_OF_MANY)
    found = [
        StepMetrics(
            name=step["name"],
            path=step["path"],
            label=step["display_name"] if step["type"] == MLFLOW_RUN else step["path"],
            latest=latest[step["ran"]],
            history=histories[step["ran"]],
        )
        for step in steps
    ]
    more = rows.count() - len(found) if len(found) == MOST_STEPS else 0
    return found, more


def of_job(job_id: int) -> JobMetrics:
    """What one job logged itself. Of a reused one ask by its ``ran_id``."""
    histories = _histories([job_id], MOST_POINTS)
    return JobMetrics(latest=_latest([job_id])[job_id], history=histories[job_id])


def _latest(job_ids: Collection[int]) -> dict[int, Latest]:
    found: dict[int, Latest] = defaultdict(dict)
    rows = LatestMetric.objects.filter(job_id__in=job_ids).order_by("job_id", "key")
    for job_id, key, value in rows.values_list("job_id", "key", "value"):
        found[job_id][key] = number(value)
    return found


def _histories(job_ids: Collection[int], most: int) -> dict[int, History]:
    """At most ``most`` points of each key, evenly spread, the first and the last among them."""
    rows = MetricPoint.objects.filter(job_id__in=job_ids)
    counts = list(rows.order_by().values(*SERIES).annotate(count=Count("pk")).values_list("count"))
    most = max(2, min(most, POINTS_IN_ALL // max(1, len(counts))))
    if any(count > most for (count,) in counts):
        rows = _thinned(rows, most)
    found: dict[int, History] = defaultdict(lambda: defaultdict(list))
    columns = rows.order_by(*SERIES, *ORDER).values_list(*SERIES, *ORDER)
    for job_id, key, step, stamp, value in columns.iterator(chunk_size=5000):
        found[job_id][key].append((step, stamp, number(value)))
    return found


def _thinned(rows: QuerySet[MetricPoint], most: int) -> QuerySet[MetricPoint]:
    """Of the points 0 … ``last`` of a series those at p * last // (most - 1), for p below ``most``.

    A point is one of them where the smallest p that reaches it does not go beyond it; that is so
    for each point of a series that is short. (Whole numbers divided are whole numbers in SQL.)
    """
    position: Any = Window(RowNumber(), partition_by=SERIES, order_by=ORDER) - 1
    last: Any = Greatest(Window(Count("pk"), partition_by=SERIES) - 1, 1)
    smallest = (F("position") * (most - 1) + F("last") - 1) / F("last")
    numbered = rows.annotate(position=position, last=last)
    return numbered.filter(position=smallest * F("last") / (most - 1))
