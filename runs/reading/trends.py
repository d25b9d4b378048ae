"""How the last days went: success, durations, waits, busy computes, what fails most.

From a bounded sample (``recent``): the answer says of how many jobs and steps, and since when.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median

from designer.api.wire import Answer, Moment, moment
from designer.models import Compute
from runs.models import GROWING, Job, Status
from runs.plan.states import ENDED
from runs.reading.recent import (
    Held,
    RecentJob,
    RecentStep,
    Sample,
    held_steps,
    recent_jobs,
    recent_steps,
)
from studio.lib import clock
from studio.models import Workspace

DAYS = 7
SHOWN = 5
SLOW = 0.9


class LookedAt(Answer):
    """is_cut: there are more; those before ``since`` were not looked at."""

    count: int
    since: Moment
    is_cut: bool


class Spread(Answer):
    """In seconds. Nine of ten took no longer than ``slow_seconds``."""

    count: int
    median_seconds: float
    slow_seconds: float


class Day(Answer):
    """Root jobs by the day they were created, how long completed ones took, and how long steps
    waited: from being queued until their command began. ``going_on`` have not ended."""

    since: Moment
    until: Moment
    completed: int
    failed: int
    canceled: int
    going_on: int
    duration: Spread | None
    wait: Spread | None


class BusyCompute(Answer):
    """busy_seconds: of all its instances together, running steps too. share: of what they could
    have been busy."""

    name: str
    steps: int
    busy_seconds: float
    share: float


class FailedStep(Answer):
    """job: the root's name; path: of the step in it, empty for a job of one step."""

    job: str
    path: str
    at: Moment
    message: str


class Failing(Answer):
    """Steps of one component, or of one key in pipelines of one name where they have none."""

    name: str
    component: str | None
    pipeline: str | None
    failed: int
    ended: int
    latest: FailedStep


class Trends(Answer):
    """``success_rate`` (0 to 1): completed ones among those that completed or failed."""

    since: Moment
    jobs: LookedAt
    steps: LookedAt
    success_rate: float | None
    duration: Spread | None
    wait: Spread | None
    days: list[Day]
    computes: list[BusyCompute]
    failing: list[Failing]


def trends(workspace: Workspace, utc_offset: timedelta = timedelta()) -> Trends:
    """utc_offset: of the reader's clock; their days are shown."""
    now = clock.now()
    midnight = (now + utc_offset).replace(hour=0, minute=0, second=0, microsecond=0) - utc_offset
    since = midnight - timedelta(days=DAYS - 1)
    jobs, steps = recent_jobs(workspace, since), recent_steps(workspace, since)
    return Trends(
        since=moment(since),
        jobs=_looked_at(jobs),
        steps=_looked_at(steps),
        success_rate=_success_rate(jobs.rows),
        duration=_spread(_durations(jobs.rows)),
        wait=_spread(_waits(steps.rows)),
        days=_days(since, jobs.rows, steps.rows),
        computes=_busiest(workspace, steps, held_steps(workspace), now),
        failing=_failing(steps.rows),
    )


def _looked_at(sample: Sample[RecentJob] | Sample[RecentStep]) -> LookedAt:
    return LookedAt(count=len(sample.rows), since=moment(sample.since), is_cut=sample.is_cut)


def _success_rate(jobs: Iterable[RecentJob]) -> float | None:
    ends = [job.status for job in jobs if job.status in (Status.COMPLETED, Status.FAILED)]
    return ends.count(Status.COMPLETED) / len(ends) if ends else None


def _durations(jobs: Iterable[RecentJob]) -> list[float]:
    """Of completed ones: a failure says nothing of how long the work takes."""
    return [
        max(0.0, (job.ended_at - job.started_at).total_seconds())
        for job in jobs
        if job.status == Status.COMPLETED and job.started_at and job.ended_at
    ]


def _waits(steps: Iterable[RecentStep]) -> list[float]:
    return [
        max(0.0, (step.started_at - step.queued_at).total_seconds())
        for step in steps
        if step.queued_at and step.started_at and not step.was_reused
    ]


def _spread(seconds: Sequence[float]) -> Spread | None:
    if not seconds:
        return None
    in_order = sorted(seconds)
    slow = in_order[min(len(in_order) - 1, int(len(in_order) * SLOW))]
    return Spread(count=len(in_order), median_seconds=median(in_order), slow_seconds=slow)


def _days(since: datetime, jobs: Iterable[RecentJob], steps: Iterable[RecentStep]) -> list[Day]:
    jobs_of: dict[int, list[RecentJob]] = defaultdict(list)
    steps_of: dict[int, list[RecentStep]] = defaultdict(list)
    for job in jobs:
        jobs_of[(job.created_at - since).days].append(job)
    for step in steps:
        steps_of[(step.ended_at - since).days].append(step)
    begins = [since + timedelta(days=number) for number in range(DAYS)]
    return [_day(begin, jobs_of[number], steps_of[number]) for number, begin in enumerate(begins)]


def _day(since: datetime, jobs: Sequence[RecentJob], steps: Sequence[RecentStep]) -> Day:
    statuses = [job.status for job in jobs]
    return Day(
        since=moment(since),
        until=moment(since + timedelta(days=1)),
        completed=statuses.count(Status.COMPLETED),
        failed=statuses.count(Status.FAILED),
        canceled=statuses.count(Status.CANCELED),
        going_on=sum(status not in ENDED for status in statuses),
        duration=_spread(_durations(jobs)),
        wait=_spread(_waits(steps)),
    )


def _busiest(
    workspace: Workspace, steps: Sample[RecentStep], held: Iterable[Held], now: datetime
) -> list[BusyCompute]:
    busy: dict[int, float] = defaultdict(float)
    count: dict[int, int] = defaultdict(int)
    worked = [
        (step.compute_id, step.started_at, step.ended_at, step.instance_count)
        for step in steps.rows
        if step.compute_id and step.started_at and not step.was_reused
    ]
    for compute, began, ended, instances in [
        *worked,
        *((one.compute_id, one.started_at, now, one.instance_count) for one in held),
    ]:
        seconds = (ended - max(began, steps.since)).total_seconds()
        busy[compute] += max(0.0, seconds) * instances
        count[compute] += 1
    span = max(1.0, (now - steps.since).total_seconds())
    known = Compute.objects.filter(workspace=workspace, pk__in=busy)
    found = [
        BusyCompute(
            name=one.name,
            steps=count[one.pk],
            busy_seconds=busy[one.pk],
            share=min(1.0, busy[one.pk] / (span * max(1, one.max_instances))),
        )
        for one in known
    ]
    return sorted(found, key=lambda one: (-one.busy_seconds, one.name))[:SHOWN]


def _failing(steps: Iterable[RecentStep]) -> list[Failing]:
    """Most failures first; steps come newest first."""
    groups: dict[tuple[str | None, str | None, str], list[RecentStep]] = defaultdict(list)
    for step in steps:
        if step.status == Status.FAILED or (
            step.status == Status.COMPLETED and not step.was_reused
        ):
            groups[_kind_of(step)].append(step)
    failed = {
        kind: [step for step in some if step.status == Status.FAILED]
        for kind, some in groups.items()
    }
    worst = sorted((kind for kind in failed if failed[kind]), key=lambda kind: -len(failed[kind]))
    latest = _latest([failed[kind][0].pk for kind in worst[:SHOWN]])
    return [
        Failing(
            name=name,
            component=component,
            pipeline=pipeline,
            failed=len(failed[component, pipeline, name]),
            ended=len(groups[component, pipeline, name]),
            latest=latest[failed[component, pipeline, name][0].pk],
        )
        for component, pipeline, name in worst[:SHOWN]
        if failed[component, pipeline, name][0].pk in latest
    ]


def _kind_of(step: RecentStep) -> tuple[str | None, str | None, str]:
    """Component, pipeline and name. What a step has grown counts as the step."""
    if step.component:
        return step.component, None, step.component
    key = step.parent_key if step.parent_type in GROWING else step.key
    return None, step.pipeline, key or step.display_name


def _latest(pks: Sequence[int]) -> dict[int, FailedStep]:
    rows = Job.objects.filter(pk__in=pks).values_list(
        "pk", "name", "root__name", "path", "ended_at", "error"
    )
    return {
        pk: FailedStep(
            job=root or name, path=path, at=moment(at), message=(error or {}).get("message", "")
        )
        for pk, name, root, path, at, error in rows
    }
