"""Nothing of a job, or of a part of it, starts any more; what runs is asked to end."""

from typing import Any

from django.db.models import Q

from runs.models import NOT_STEPS, Job
from runs.operations import running
from runs.operations.move import Moves, Ref
from runs.plan import settle as rules
from runs.plan import states


def stop_all(
    moves: Moves,
    within: str | None,
    error: dict[str, Any] | None,
    spared: str | None = None,
    but: int = 0,
) -> None:
    """The whole job, or what lies below path ``within``.

    error: why what has not begun is Canceled. spared: key of a node that goes on; but: id of
    a job that goes on.
    """
    steps = Job.objects.filter(in_root(moves.root.id)).exclude(type__in=NOT_STEPS)
    steps = steps.exclude(status__in=states.ENDED)
    steps = steps.exclude(pk=but)
    if within:
        steps = steps.filter(path__startswith=f"{within}.")
    rows = steps.values(*Ref.FIELDS, "status")
    hit = [row for row in rows if not rules.belongs(row["path"], spared)]
    waiting = (states.NOT_STARTED, states.QUEUED)
    moves.move_all(
        [Ref.of(row) for row in hit if row["status"] in waiting],
        states.CANCELED,
        ended_at=moves.at,
        error=error,
    )
    held = [Ref.of(row) for row in hit if row["status"] in states.HELD]
    asked = moves.move_all(held, states.CANCEL_REQUESTED)
    running.cancel_on_commit([job.id for job in asked])


def in_root(root_id: int) -> Q:
    return Q(root_id=root_id) | Q(pk=root_id)
