"""Deleting a job for good: its rows, its logs and artifacts, and the data that its steps made.

What somebody else needs stays. Registered data belongs to its data asset. Where another job took
a step's outputs, that job inherits them, with the step's logs and metrics: it is the
one that "ran" from then on, and later jobs may take from it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import models

from runs.models import (
    GROWING,
    NOT_STEPS,
    Attempt,
    Job,
    LatestMetric,
    MetricPoint,
    Parameter,
    RunDataset,
)
from runs.operations import belongings
from runs.operations.belongings import Made
from runs.operations.move import chunks
from runs.operations.transaction import writing
from runs.plan import states
from studio import live, sql
from studio.lib.errors import Conflict, Invalid, StudioError
from studio.storage import home, trash
from studio.storage.datastores import Places

# What a step logged, and what comes and goes with it.
LOGGED: Mapping[type[models.Model], Sequence[type[models.Model]]] = {
    LatestMetric: (MetricPoint,),
    Parameter: (),
    RunDataset: (),
}


@dataclass(frozen=True, slots=True)
class Deletion:
    """What goes with a job. jobs: itself and all below it. stays: data that others need."""

    jobs: int
    steps: int
    goes: Sequence[Made]
    stays: Sequence[Made]


@dataclass(frozen=True, slots=True)
class _Heir:
    """The reused step that goes on with the outputs and logs of one that is deleted."""

    job_id: int
    from_id: int
    outputs: Mapping[str, Any]


def deletion(root: Job) -> Deletion:
    """What ``delete`` would do. Raises as it does."""
    _check(root)
    names = belongings.names_of(root)
    belongings.check_unused(root.workspace_id, names)
    ran = Job.objects.filter(models.Q(root=root) | models.Q(pk=root.pk), reused_from=None)
    # What a growing step shows as its outputs belongs to the jobs below it.
    rows = list(ran.exclude(type__in=(*NOT_STEPS, *GROWING)).only("name", "path", "outputs"))
    everything = Job.objects.filter(models.Q(root=root) | models.Q(pk=root.pk))
    taken = _reusers(root, list(everything.values_list("pk", flat=True)))
    registered = belongings.registered(root, rows)
    # By address: the outputs of a sweep lie where its best trial has put them.
    kept = {
        made["uri"] for users in taken.values() for one in users for made in one["outputs"].values()
    }
    found = [
        replace(one, stays="reused") if not one.stays and one.uri in kept else one
        for one in belongings.made(rows, names, registered)
    ]
    steps = Job.objects.filter(root=root).exclude(type__in=NOT_STEPS).count()
    return Deletion(
        jobs=len(names),
        steps=steps or int(root.type not in NOT_STEPS),
        goes=[one for one in found if not one.stays],
        stays=[one for one in found if one.stays],
    )


def delete(root: Job) -> Deletion:
    """Raises Invalid("not-a-root"), Conflict("job-not-ended", "job-in-use").

    What others need is asked twice: before others have to wait, and again in the transaction that
    deletes, for somebody may have begun to read, reuse or register in between. Who is refused then
    has lost nothing: all rows go together (10,000 steps with 500,000 points of metrics: 1.5 s).
    """
    deletion(root)
    ids = [root.pk, *Job.objects.filter(root=root).values_list("pk", flat=True)]
    with writing():
        done = deletion(root)
        heirs = _heirs(root, ids)
        _inherit(heirs)
        for some in chunks(ids):
            _delete_records(some)
            sql.run(f"DELETE FROM runs_job WHERE id IN ({sql.marks(some)})", some)
        live.publish_on_commit(f"jobs.{root.workspace_id}", job=root.pk, gone=root.name)
    trash.throw_away(_files(root, ids, heirs, done.goes))
    return done


def _check(root: Job) -> None:
    if root.root_id is not None:
        raise Invalid(
            "not-a-root",
            f'Job "{root.name}" is a part of another job.',
            hint="Delete the pipeline job that it belongs to.",
        )
    if root.status not in states.ENDED:
        raise Conflict(
            "job-not-ended",
            f'Job "{root.name}" is {root.status}.',
            hint="Cancel it first.",
        )


def _reusers(root: Job, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """{step: the steps of other jobs that took its outputs, the oldest first}."""
    found: dict[int, list[dict[str, Any]]] = {}
    for some in chunks(ids):
        rows = Job.objects.filter(reused_from__in=some).exclude(root=root).exclude(pk=root.pk)
        for row in rows.order_by("pk").values("pk", "reused_from_id", "outputs"):
            found.setdefault(row["reused_from_id"], []).append(dict(row))
    return found


def _heirs(root: Job, ids: Sequence[int]) -> list[_Heir]:
    return [
        _Heir(rows[0]["pk"], step, rows[0]["outputs"]) for step, rows in _reusers(root, ids).items()
    ]


def _inherit(heirs: Sequence[_Heir]) -> None:
    """The attempts say who ran it and how; they go with the logs."""
    for heir in heirs:
        outputs = {name: {**one, "inherited": True} for name, one in heir.outputs.items()}
        Job.objects.filter(pk=heir.job_id).update(reused_from=None, outputs=outputs)
        Job.objects.filter(reused_from=heir.from_id).update(reused_from=heir.job_id)
        Attempt.objects.filter(job=heir.from_id).update(job=heir.job_id)
    for model, more in LOGGED.items():
        _hand_over({heir.from_id: heir.job_id for heir in heirs}, model, more)


def _hand_over(
    heirs: Mapping[int, int], model: type[models.Model], more: Sequence[type[models.Model]]
) -> None:
    """What the deleted steps logged, but to an heir to which somebody has logged the same kind."""
    rows = model._default_manager
    for some in chunks(list(heirs)):
        logged = rows.filter(job__in=some).values_list("job_id", flat=True).distinct()
        own = rows.filter(job__in=[heirs[one] for one in some]).values_list("job_id", flat=True)
        taken = set(own.distinct())
        for step in list(logged):
            for each in (model, *more) if heirs[step] not in taken else ():
                each._default_manager.filter(job=step).update(job=heirs[step])


def _delete_records(ids: Sequence[int]) -> None:
    """What hangs on these jobs, whichever part of the studio keeps it; not the jobs themselves."""
    for relation in Job._meta.related_objects:
        model, field = relation.related_model, relation.field
        if model is Job or isinstance(model, str):
            continue
        rows = model._default_manager.filter(**{f"{field.name}__in": ids})
        if relation.on_delete is models.CASCADE:
            rows.delete()
        else:
            rows.update(**{field.name: None})


def _files(
    root: Job, ids: Sequence[int], heirs: Sequence[_Heir], goes: Iterable[Made]
) -> Iterator[Path]:
    """Folders of logs and artifacts, but those that an heir takes; then the data."""
    inherited = {heir.from_id: heir.job_id for heir in heirs}
    for job_id in ids:
        folder = home.job_folder(root.workspace_id, job_id)
        if job_id in inherited and _handed_over(
            folder, home.job_folder(root.workspace_id, inherited[job_id])
        ):
            continue
        yield folder
    places = Places(root.workspace_id)
    for one in goes:
        if one.job_id in inherited:
            continue
        try:
            yield places.locate(one.uri)
        except StudioError:
            continue  # a datastore that is gone, or lies elsewhere


def _handed_over(folder: Path, to: Path) -> bool:
    if not folder.is_dir():
        return False
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.rename(to)
    except OSError:  # the heir has logs of its own
        return False
    return True
