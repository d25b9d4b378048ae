"""Taking away what a deleted job has left: rows, logs, data, a few steps at a time.

``delete`` has hidden the job by then, and from then on nobody begins to read from it or to reuse
its steps. The last steps go first, so that none goes before what lies below it, each one's files
in the transaction of its rows: a studio that is killed in between goes on where it was.
What somebody else needs stays. Registered data belongs to its data asset. Where another job took
a step's outputs, that job inherits them, with all that the step has logged: it is the one that
"ran" from then on, and later jobs may take from it (decision 23).
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from django.db import models

from designer.models import DataVersion
from runs.models import (
    GROWING,
    NOT_STEPS,
    Attempt,
    Job,
    LatestMetric,
    LoggedModel,
    MetricPoint,
    ModelMetric,
    ModelVersion,
    Parameter,
    RunDataset,
    RunModel,
)
from runs.operations import belongings
from runs.operations.belongings import Made
from runs.operations.move import chunks
from runs.operations.transaction import writing
from studio import sql
from studio.lib import clock
from studio.lib.errors import Conflict, StudioError
from studio.storage import home, trash
from studio.storage.datastores import Places

# What a step logged, and what comes and goes with it. A logged model calls its step otherwise.
LOGGED: Final[Mapping[type[models.Model], Sequence[type[models.Model]]]] = {
    LatestMetric: (MetricPoint,),
    Parameter: (),
    RunDataset: (),
    LoggedModel: (),
    RunModel: (),
    ModelMetric: (),
}
SOURCE_RUN: Final = "source_run"

# Others write between two batches, which are made as large as takes so long, and have as long.
BATCH_SECONDS: Final = 0.04
MOST_PAUSE_SECONDS: Final = 0.2
FEWEST_STEPS: Final = 25
MOST_STEPS: Final = 500
ROWS_AT_ONCE: Final = 1000
# Who has asked for it does it, for so long; what is left then, or was left by a studio that was
# killed, is the keepers'.
ASKER_SECONDS: Final = 10.0
KEEPER_SECONDS: Final = 5.0
LEFT_SECONDS: Final = 2 * ASKER_SECONDS

COLUMNS: Final = ("name", "path", "type", "outputs", "reused_from_id")

_one_remover = threading.Lock()
T = TypeVar("T")
# {step: the steps of other jobs that took its outputs, the oldest first}, a row each.
Users = dict[int, list[dict[str, Any]]]


def go_on(seconds: float = ASKER_SECONDS, left_for_seconds: float = 0.0) -> None:
    """Removes what is deleted, the oldest first, for about so long."""
    until = time.monotonic() + seconds
    with _one_remover:
        for root in _waiting(left_for_seconds):
            if not _is_read(root) and not _Removal(root).run(until):
                return


def go_on_with_what_was_left() -> None:
    """For keepers: a look that costs next to nothing where there is nothing to do.

    It waits for nobody who removes what he has just deleted: leases and lost steps cannot.
    """
    if _waiting(LEFT_SECONDS):
        go_on(KEEPER_SECONDS, LEFT_SECONDS)


def _waiting(left_for_seconds: float) -> list[Job]:
    """In the order of their deletion: one that is an heir inherits all before it goes itself."""
    rows = Job.objects.exclude(deleted_at=None).order_by("deleted_at", "pk")
    if left_for_seconds:
        now = clock.now()
        # A time to come means that the clock was set back since.
        since = now - timedelta(seconds=left_for_seconds)
        rows = rows.filter(models.Q(deleted_at__lte=since) | models.Q(deleted_at__gt=now))
    return list(rows.only("pk", "name", "workspace_id"))


def _is_read(root: Job) -> bool:
    """By somebody who began at the moment in which it was hidden, and the studio ended in it."""
    try:
        belongings.check_unused(root.workspace_id, belongings.names_of(root))
    except Conflict:
        return True
    return False


@dataclass(frozen=True, slots=True)
class _Heir:
    """The reused step that goes on with the outputs and logs of one that is deleted."""

    job_id: int
    from_id: int
    outputs: Mapping[str, Any]


class _Removal:
    """Of one job. What is asked about all of its steps is asked before others have to wait."""

    def __init__(self, root: Job) -> None:
        self._root = root
        self._names = belongings.names_of(root)
        self._newest = _newest_registered()
        rows = [row for row in below(root).only(*COLUMNS) if has_made(row)]
        self._registered = belongings.registered(root, rows)
        # By address: the outputs of a sweep lie where its best trial has put them.
        self._kept = addresses(reusers(root, list(below(root).values_list("pk", flat=True))))
        self._places = Places(root.workspace_id)
        self._steps = FEWEST_STEPS

    def run(self, until: float) -> bool:
        """Whether all of it is gone."""
        gone: list[Path] = []
        try:
            while rows := self._next():
                _lighten(self._root, [row.pk for row in rows])
                took, some = _timed(partial(self._remove, rows))
                gone += some
                self._steps = _next_size(self._steps, took)
                if time.monotonic() > until:
                    return not below(self._root).exists()
            return True
        finally:
            trash.remove(gone)

    def _next(self) -> list[Job]:
        rows = Job.objects.filter(root=self._root).order_by("-pk").only(*COLUMNS)[: self._steps]
        return list(rows) or list(Job.objects.filter(pk=self._root.pk).only(*COLUMNS))

    def _remove(self, rows: Sequence[Job]) -> list[Path]:
        """In a transaction. Gives what has to be removed from the disk."""
        ids = [row.pk for row in rows]
        users = reusers(self._root, ids)
        heirs = _heirs(users)
        goes = self._goes([row for row in rows if has_made(row)], addresses(users))
        _inherit(heirs)
        _delete_records(ids)
        Job.objects.filter(reused_from__in=ids).update(reused_from=None)
        for some in chunks(ids):
            sql.run(f"DELETE FROM runs_job WHERE id IN ({sql.marks(some)})", some)
        return trash.take(self._files(ids, heirs, goes))

    def _goes(self, rows: Sequence[Job], used: set[str]) -> list[Made]:
        """In the transaction: nobody registers data between the question and the answer."""
        registered = self._registered
        if self._newest != _newest_registered():
            registered |= belongings.registered_by_address(self._root.workspace_id, rows)
        found = belongings.made(rows, self._names, registered)
        return [one for one in found if not one.stays and one.uri not in self._kept | used]

    def _files(
        self, ids: Sequence[int], heirs: Sequence[_Heir], goes: Iterable[Made]
    ) -> Iterator[Path]:
        """Folders of logs and artifacts, but what an heir takes; then the data."""
        inherited = {heir.from_id: heir.job_id for heir in heirs}
        for job_id in ids:
            folder = home.job_folder(self._root.workspace_id, job_id)
            if job_id in inherited:
                to = home.job_folder(self._root.workspace_id, inherited[job_id])
                _hand_over_files(folder, to)
            yield folder
        for one in goes:
            try:
                yield self._places.locate(one.uri)
            except StudioError:
                continue  # a datastore that is gone, or lies elsewhere


def _next_size(steps: int, took: float) -> int:
    """At most twice as many: what the next ones have logged is not known."""
    wanted = steps * min(2.0, BATCH_SECONDS / took)
    return max(FEWEST_STEPS, min(MOST_STEPS, int(wanted)))


def _newest_registered() -> tuple[int, ...]:
    """Versions never change where they lie: there are new ones when a number has grown."""
    return tuple(
        model._default_manager.aggregate(newest=models.Max("pk"))["newest"] or 0
        for model in (DataVersion, ModelVersion)
    )


def below(root: Job) -> "models.QuerySet[Job]":
    """The job and all jobs below it."""
    return Job.objects.filter(models.Q(root=root) | models.Q(pk=root.pk))


def has_made(job: Job) -> bool:
    """What a growing step shows as its outputs belongs to the jobs below it."""
    return job.reused_from_id is None and job.type not in (*NOT_STEPS, *GROWING)


def reusers(root: Job, ids: Sequence[int]) -> Users:
    found: Users = {}
    for some in chunks(ids):
        rows = Job.objects.filter(reused_from__in=some).exclude(root=root).exclude(pk=root.pk)
        for row in rows.order_by("pk").values("pk", "reused_from_id", "outputs"):
            found.setdefault(row["reused_from_id"], []).append(dict(row))
    return found


def addresses(users: Users) -> set[str]:
    return {
        made["uri"]
        for rows in users.values()
        for one in rows
        for made in one["outputs"].values()
        if made.get("uri")
    }


def _heirs(users: Users) -> list[_Heir]:
    return [_Heir(rows[0]["pk"], step, rows[0]["outputs"]) for step, rows in users.items()]


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    """In a transaction of its own, after which others have as long as it took.

    Seconds without the commit, which may take long on a busy disk, however little is in it.
    """
    began = time.monotonic()
    with writing():
        inside = time.monotonic()
        result = call()
        took = time.monotonic() - inside
    time.sleep(min(time.monotonic() - began, MOST_PAUSE_SECONDS))
    return max(took, 0.0001), result


def _lighten(root: Job, ids: Sequence[int]) -> None:
    """One step may have logged more than can go, or be handed over, in a moment: that goes ahead.

    Metrics of a step that has an heir are on their way to it meanwhile, and are nowhere else.
    """
    heirs = {heir.from_id: heir.job_id for heir in _heirs(reusers(root, ids))}
    alone = [one for one in ids if one not in heirs]
    for rows in _records(alone):
        while len(some := list(rows.values_list("pk", flat=True)[:ROWS_AT_ONCE])) == ROWS_AT_ONCE:
            _timed(rows.model._default_manager.filter(pk__in=some).delete)
    free = _without_own(heirs, LatestMetric, "job")
    points = MetricPoint.objects.filter(job__in=list(free))
    while len(moving := list(points.values_list("pk", "job")[:ROWS_AT_ONCE])) == ROWS_AT_ONCE:
        _timed(partial(_move_points, moving, free))


def _move_points(moving: Iterable[tuple[int, int]], heirs: Mapping[int, int]) -> None:
    by_step: dict[int, list[int]] = {}
    for pk, step in moving:
        by_step.setdefault(step, []).append(pk)
    for step, some in by_step.items():
        MetricPoint.objects.filter(pk__in=some, job=step).update(job=heirs[step])


def _inherit(heirs: Sequence[_Heir]) -> None:
    """The attempts say who ran it and how; they go with the logs."""
    for heir in heirs:
        outputs = {name: {**one, "inherited": True} for name, one in heir.outputs.items()}
        Job.objects.filter(pk=heir.job_id).update(reused_from=None, outputs=outputs)
        Job.objects.filter(reused_from=heir.from_id).update(reused_from=heir.job_id)
        Attempt.objects.filter(job=heir.from_id).update(job=heir.job_id)
        ModelVersion.objects.filter(run=heir.from_id).update(run=heir.job_id)
    by_step = {heir.from_id: heir.job_id for heir in heirs}
    for model, more in LOGGED.items():
        field = SOURCE_RUN if model is LoggedModel else "job"
        for step, heir_id in _without_own(by_step, model, field).items():
            for each in (model, *more):
                each._default_manager.filter(**{field: step}).update(**{field: heir_id})


def _without_own(heirs: Mapping[int, int], model: type[models.Model], field: str) -> dict[int, int]:
    """{step: heir} of the steps that have logged this kind to heirs to which nobody else has."""
    found: dict[int, int] = {}
    rows = model._default_manager.order_by()
    for some in chunks(list(heirs)):
        logged = rows.filter(**{f"{field}__in": some}).values_list(field, flat=True).distinct()
        own = rows.filter(**{f"{field}__in": [heirs[one] for one in some]})
        taken = set(own.values_list(field, flat=True).distinct())
        found |= {step: heirs[step] for step in list(logged) if heirs[step] not in taken}
    return found


def _delete_records(ids: Sequence[int]) -> None:
    """What hangs on these jobs, whichever part of the studio keeps it; not the jobs themselves."""
    for rows in _records(ids):
        rows.delete()
    for relation in Job._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        if not isinstance(model, str) and relation.on_delete is models.SET_NULL:
            model._default_manager.filter(**{f"{name}__in": ids}).update(**{name: None})


def _records(ids: Sequence[int]) -> "Iterator[models.QuerySet[Any]]":
    for relation in Job._meta.related_objects:
        model, name = relation.related_model, relation.field.name
        is_theirs = model is not Job and relation.on_delete is models.CASCADE
        if is_theirs and not isinstance(model, str):
            yield model._default_manager.order_by().filter(**{f"{name}__in": ids})


def _hand_over_files(folder: Path, to: Path) -> None:
    """What the heir has under the same name is its own, and stays."""
    if not folder.is_dir():
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    if not to.exists():
        folder.rename(to)
        return
    for one in list(folder.iterdir()):
        if not (to / one.name).exists():
            one.rename(to / one.name)
        elif one.is_dir() and (to / one.name).is_dir():
            _hand_over_files(one, to / one.name)
