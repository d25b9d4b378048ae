"""Deleting a job for good: its rows, its logs and artifacts, and the data that its steps made.

What somebody else needs stays; ``removal`` says how.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from runs.models import NOT_STEPS, Job
from runs.operations import belongings, component_uses, removal
from runs.operations.belongings import Made
from runs.operations.transaction import writing
from runs.plan import states
from studio import live
from studio.lib import clock
from studio.lib.errors import Conflict, Invalid, NotFound, StudioError


@dataclass(frozen=True, slots=True)
class Deletion:
    """What goes with a job. jobs: itself and all below it. stays: data that others need."""

    jobs: int
    steps: int
    goes: Sequence[Made]
    stays: Sequence[Made]


def deletion(root: Job) -> Deletion:
    """What ``delete`` would do. Raises as it does."""
    _check(root)
    names = belongings.names_of(root)
    belongings.check_unused(root.workspace_id, names)
    everything = removal.below(root)
    rows = [
        row for row in everything.only(*removal.COLUMNS).order_by("pk") if removal.has_made(row)
    ]
    users = removal.reusers(root, list(everything.values_list("pk", flat=True)))
    kept = removal.addresses(users)
    registered = belongings.registered(root, rows)
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

    The job is hidden in one short transaction; what it left is removed in many, by ``removal``,
    here for a while, then by a keeper. What others need is asked before and after: somebody may
    have begun to read from it meanwhile. Who is refused then finds the job as it was.
    """
    deletion(root)
    hidden = _hide(root)
    if hidden is None:
        raise NotFound("job-not-found", f'Job "{root.name}" is being deleted already.')
    try:
        done = deletion(root)
    except StudioError:
        _show_again(root, hidden)
        raise
    live.publish(f"jobs.{root.workspace_id}", job=root.pk, gone=root.name)
    removal.go_on()
    return done


def _hide(root: Job) -> str | None:
    """Its idempotency key, which another job may have from now on; None when it was hidden."""
    rows = Job.objects.filter(pk=root.pk, deleted_at=None, status__in=states.ENDED)
    with writing():
        key = rows.values_list("idempotency_key", flat=True).first()
        if not rows.update(deleted_at=clock.now(), idempotency_key=""):
            return None
        component_uses.count_no_more(root.pk)
        return key


def _show_again(root: Job, key: str) -> None:
    rows = Job.objects.filter(pk=root.pk).exclude(deleted_at=None)
    with writing():
        if rows.update(deleted_at=None, idempotency_key=key):
            component_uses.count_again(root.pk)


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
