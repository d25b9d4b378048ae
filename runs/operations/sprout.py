"""New jobs below a growing step: compiled, frozen on rows, and counted all the way up."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import F

from runs.models import NOT_STEPS, Job
from runs.operations import asset_uses
from runs.operations.children import Children, Known, named
from runs.operations.growing_step import GrowingStep
from runs.operations.move import Moves, Ref
from runs.plan import compile as compiling
from runs.plan import scope, states, stored
from runs.plan.grown import Child
from studio.lib import clock

LONGEST_NAME: Final = 255


def sprout(moves: Moves, step: GrowingStep, wanted: Sequence[Child]) -> None:
    """All of ``wanted``; steps among them that wait for nothing are ready."""
    body, names, digests = stored.body(step.plan)
    made = [compiling.compile_child(body, step.ref.path, one) for one in wanted]
    pipelines = [plan for one in made for plan in one.pipelines]
    steps = [plan for one in made for plan in one.steps]
    new = named([*pipelines, *steps]) | _own_names(moves, step, wanted)
    before = {scope.join(step.ref.path, one.key): one.name for one in step.ended}
    children = Children(
        known=Known.of(moves.workspace_id, [*pipelines, *steps]),
        common=_common(moves.root.id),
        root_id=moves.root.id,
        digests=digests,
        names=names | before | new,
        jobs={step.ref.path: step.ref.id},
        never_reused=step.ref.id == moves.root.id,
        properties={scope.join(step.ref.path, one.key): one.properties for one in wanted},
    )
    children.insert(pipelines, steps, first=step.leaves)
    if step.counts.grown < asset_uses.STEPS_MOST:
        asset_uses.note(moves.workspace_id, steps, children.jobs)
    step.leaves += len(steps)
    grown, live = step.counts.grown + len(wanted), step.counts.live + len(wanted)
    step.counts = replace(step.counts, grown=grown, live=live)
    _raise_totals(moves, step.ref, len(steps))
    for job in children.made:
        moves.event(Ref.of(_row_of(job)), "status", {"status": states.NOT_STARTED})
        if job.type not in NOT_STEPS and not job.pending:
            moves.ready.append(_row_of(job))


def _own_names(moves: Moves, step: GrowingStep, wanted: Sequence[Child]) -> dict[str, str]:
    """{path: name} of children that bring a name which no other job has."""
    asked = {one.name for one in wanted if one.name and len(one.name) <= LONGEST_NAME}
    if not asked:
        return {}
    rows = Job.objects.filter(workspace_id=moves.workspace_id, name__in=asked)
    free = asked - set(rows.values_list("name", flat=True))
    return {scope.join(step.ref.path, one.key): one.name for one in wanted if one.name in free}


def _row_of(job: Job) -> dict[str, Any]:
    """Of a row that was made in here: values of ``ready.FIELDS``."""
    return {
        "pk": job.pk,
        "name": job.name,
        "key": job.key,
        "path": job.path,
        "parent_id": job.parent_id,
        "type": job.type,
        "plan": job.plan,
        "properties": job.properties,
        "compute_id": job.compute_id,
        "pending": job.pending,
    }


def _common(root_id: int) -> dict[str, Any]:
    columns = ("workspace_id", "experiment_id", "created_by_id", "source")
    return {**Job.objects.values(*columns).get(pk=root_id), "created_at": clock.now()}


def _raise_totals(moves: Moves, step: Ref, more: int) -> None:
    """More leaf steps below the growing step, and so below all that is around it."""
    around: list[int] = []
    job_id: int | None = step.id
    while job_id is not None:
        if job_id == moves.root.id:
            moves.steps_total += more
            moves.has_grown = True
            break
        around.append(job_id)
        job_id = Job.objects.values_list("parent_id", flat=True).get(pk=job_id)
    Job.objects.filter(pk__in=around).update(steps_total=F("steps_total") + more)
