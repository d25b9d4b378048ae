"""Intermediate data of jobs that completed goes when its time is over; the keeper does it.

A pipeline says ``settings.keep_intermediate_days``, else its workspace does; without either, data
is kept. What is registered, was written to an address of somebody's own, is an output of the
pipeline itself, or is used by another job stays. A few steps at a time: nobody waits for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from runs.models import GROWING, NOT_STEPS, Job
from runs.operations import belongings
from runs.operations.belongings import Made
from runs.operations.transaction import writing
from runs.plan import states
from studio.lib import clock
from studio.lib.errors import Conflict, StudioError
from studio.models import Workspace
from studio.storage import trash
from studio.storage.datastores import Places

JOBS_AT_ONCE = 5
STEPS_AT_ONCE = 100


def clean_up() -> int:
    """One small batch; how many steps were looked at."""
    return sum(_clean(root) for root in _due(clock.now()))


def _due(now: datetime) -> list[Job]:
    """Jobs whose data has had its time, the oldest first."""
    roots = Job.objects.filter(
        root=None, type="pipeline", status=states.COMPLETED, cleaned_at=None, deleted_at=None
    ).order_by("ended_at")
    found: list[Job] = []
    for days in _different_days(roots):
        found += roots.filter(keep_days=days, ended_at__lte=_before(now, days))[:JOBS_AT_ONCE]
    for workspace in Workspace.objects.exclude(keep_intermediate_days=None):
        ended = _before(now, workspace.keep_intermediate_days or 0)
        own = roots.filter(workspace=workspace, keep_days=None, ended_at__lte=ended)
        found += own[:JOBS_AT_ONCE]
    return found[:JOBS_AT_ONCE]


def _different_days(roots: "QuerySet[Job]") -> Iterable[int]:
    rows = roots.filter(keep_days__gte=0).order_by().values_list("keep_days", flat=True)
    return [days for days in rows.distinct() if days is not None]


def _before(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)


def _clean(root: Job) -> int:
    """The next steps of the job; when there are none left, the job is done with."""
    ran = Job.objects.filter(root=root, cleaned_at=None, reused_from=None, status=states.COMPLETED)
    steps = ran.exclude(type__in=(*NOT_STEPS, *GROWING)).order_by("pk")
    rows = list(steps.only("name", "path", "outputs")[:STEPS_AT_ONCE])
    names = belongings.names_of(root)
    shown = _shown(root)
    with writing():
        # In here: nobody begins to read it, or registers it, between the question and the answer.
        try:
            belongings.check_unused(root.workspace_id, names)
        except Conflict:
            return 0  # somebody reads it right now: next time
        registered = belongings.registered(root, rows)
        used = _used(root, [one.pk for one in rows])
        shown |= _taken(root)
        goes = [
            one
            for one in belongings.made(rows, names, registered)
            if not one.stays and one.job_id not in used and one.uri not in shown
        ]
        _mark(root, rows, {one.uri for one in goes})
        if len(rows) < STEPS_AT_ONCE:
            Job.objects.filter(pk=root.pk).update(cleaned_at=clock.now())
    trash.throw_away(_places(root, goes))
    return len(rows)


def _shown(root: Job) -> set[str]:
    """Addresses of the pipeline's own outputs."""
    return {one["uri"] for one in root.outputs.values() if one.get("uri")}


def _used(root: Job, ids: list[int]) -> set[int]:
    """Steps whose outputs a step of another job took that may still want them."""
    rows = Job.objects.filter(reused_from__in=ids, root__cleaned_at=None).exclude(root=root)
    return set(rows.values_list("reused_from_id", flat=True))


def _taken(root: Job) -> set[str]:
    """Addresses that jobs which reused a step still show. A sweep shows its best trial's."""
    rows = Job.objects.filter(reused_from__root=root, root__cleaned_at=None).exclude(root=root)
    outputs = rows.values_list("outputs", flat=True)
    return {one["uri"] for made in outputs for one in made.values() if one.get("uri")}


def _mark(root: Job, rows: Iterable[Job], gone: set[str]) -> None:
    """On the steps, and on pipelines and growing steps that show the same data as theirs."""
    now = clock.now()
    for job in rows:
        outputs = _marked(job.outputs, gone, now)
        Job.objects.filter(pk=job.pk).update(cleaned_at=now, outputs=outputs)
    around = Job.objects.filter(root=root, type__in=("pipeline", *GROWING))
    for job in around.only("outputs") if gone else ():
        outputs = _marked(job.outputs, gone, now)
        if outputs != job.outputs:
            Job.objects.filter(pk=job.pk).update(outputs=outputs)


def _marked(outputs: Mapping[str, Any], gone: set[str], now: datetime) -> dict[str, Any]:
    return {
        name: {**one, "deleted_at": clock.iso(now)} if one.get("uri") in gone else one
        for name, one in outputs.items()
    }


def _places(root: Job, goes: Iterable[Made]) -> Iterator[Path]:
    places = Places(root.workspace_id)
    for one in goes:
        try:
            yield places.locate(one.uri)
        except StudioError:
            continue  # a datastore that is gone, or lies elsewhere
