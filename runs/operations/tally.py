"""Ended steps on the jobs around them: counters, and pipelines that are complete."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from runs.models import GROWING, MLFLOW_RUN, NOT_STEPS, Job
from runs.operations import grow
from runs.operations.move import End, Moves, Ref
from runs.plan import settle as rules
from runs.plan import states


def count(moves: Moves, ends: Iterable[End]) -> list[Ref]:
    """Ended steps on the jobs around them; pipelines that are complete end, innermost first.

    Returns what has ended, such pipelines too, as far as a growing step has grown it.
    """
    counts: Counter[int] = Counter()
    around: dict[int, _Around] = {}
    grown: list[Ref] = []
    for step in (step for end in ends for step in end.steps):
        parent = _around(moves, step.parent_id, around)
        if parent is not None and parent.grows:
            grown.append(step)
        while parent is not None:
            counts[parent.id] += 1
            parent = _around(moves, parent.parent_id, around)
        if step.id == moves.root.id:
            moves.steps_done = moves.steps_total
    moves.steps_done += counts.pop(moves.root.id, 0)
    if counts:
        over = _count_inner(moves, counts)
        grown += [one for one in over if around[one.parent_id or 0].grows]
    is_over = not moves.root.is_leaf and moves.steps_done >= moves.steps_total
    if is_over and moves.root_status not in states.ENDED:
        _end_pipeline(moves, moves.root, moves.root_status, moves.root_started)
    return grown


def _count_inner(moves: Moves, counts: Mapping[int, int]) -> list[Ref]:
    """The same for nested jobs, by id; the pipelines that have ended."""
    for job_id, count in counts.items():
        Job.objects.filter(pk=job_id).update(steps_done=F("steps_done") + count)
    inner = Job.objects.filter(pk__in=counts, steps_done=F("steps_total"), type__in=NOT_STEPS)
    rows = inner.exclude(status__in=states.ENDED).values(*Ref.FIELDS, "status", "started_at")
    over = sorted(rows, key=lambda one: -one["path"].count("."))
    for row in over:
        _end_pipeline(moves, Ref.of(row), row["status"], row["started_at"] is not None)
    return [Ref.of(row) for row in over]


@dataclass(frozen=True, slots=True)
class _Around:
    """A job around others."""

    id: int
    parent_id: int | None
    grows: bool


def _around(moves: Moves, job_id: int | None, known: "dict[int, _Around]") -> _Around | None:
    if job_id is None:
        return None
    if job_id not in known:
        if job_id == moves.root.id:
            known[job_id] = _Around(job_id, None, moves.root.grows)
        else:
            row = Job.objects.values("parent_id", "type").get(pk=job_id)
            known[job_id] = _Around(job_id, row["parent_id"], row["type"] in GROWING)
    return known[job_id]


def _end_pipeline(moves: Moves, job: Ref, status: str, has_started: bool) -> None:
    # What MLflow clients put below it says nothing of the pipeline.
    children = Job.objects.filter(parent_id=job.id).exclude(type=MLFLOW_RUN)
    statuses = set(children.order_by().values_list("status", flat=True).distinct())
    if states.CANCELED in statuses and not _has_canceled(children):
        statuses = statuses - {states.CANCELED} or {rules.SKIPPED}
    to = rules.pipeline_status(statuses, status == states.CANCEL_REQUESTED)
    if to == rules.SKIPPED:
        grow.skip(moves, [job])
        return
    fields: dict[str, Any] = {"ended_at": moves.at, "outputs": _pipeline_outputs(moves, job)}
    if not has_started and to != states.CANCELED:
        fields["started_at"] = moves.at
    if to == states.FAILED:
        failed = children.filter(status=states.FAILED).order_by("ended_at", "pk").first()
        if failed is not None:
            own = failed.error or {}
            message = f'Step "{failed.path}": {own.get("message") or "It failed."}'
            fields["error"] = rules.error("step-failed", message, own.get("hint"))
    moves.move(job, to, **fields)


def _has_canceled(children: "QuerySet[Job]") -> bool:
    """Whether one was canceled that was not merely skipped."""
    canceled = children.filter(status=states.CANCELED)
    return canceled.exclude(error__code=rules.NOT_TAKEN).exists()


def _pipeline_outputs(moves: Moves, job: Ref) -> dict[str, Any]:
    """Its outputs are those of its steps, where these have made them."""
    wanted = Job.objects.values_list("plan", flat=True).get(pk=job.id).get("outputs", {})
    names = {one["from"] for one in wanted.values()}
    rows = Job.objects.filter(workspace_id=moves.workspace_id, name__in=names)
    made = dict(rows.values_list("name", "outputs"))
    found = {name: made.get(one["from"], {}).get(one["output"]) for name, one in wanted.items()}
    return {name: one for name, one in found.items() if one}
