"""Notes which registered components a root job uses, loops' and sweeps' bodies included.

How many jobs use one stands with the component (``jobs_count``), so that a list costs as much as
it shows. Each function belongs to the transaction in which its job comes or goes, near its end:
others who count the same component wait for that.
"""

from collections.abc import Collection, Iterable

from django.db.models import F

from designer.models import Component
from runs.models import ComponentUse
from runs.plan.compile import all_references
from runs.plan.model import PipelinePlan, StepPlan


def note(
    workspace_id: int,
    root_id: int,
    pipelines: Iterable[PipelinePlan],
    steps: Iterable[StepPlan],
) -> None:
    references = all_references(pipelines, steps)
    names = {one.removeprefix("azureml:").partition(":")[0] for one in references}
    if not names:
        return
    found = Component.objects.filter(workspace=workspace_id, name__in=names)
    ids = list(found.values_list("pk", flat=True))
    ComponentUse.objects.bulk_create([ComponentUse(component_id=pk, root_id=root_id) for pk in ids])
    _count(ids, 1)


def count_no_more(root_id: int) -> None:
    """A job that is hidden, whose rows go later."""
    _count(_used_by(root_id), -1)


def count_again(root_id: int) -> None:
    _count(_used_by(root_id), 1)


def _used_by(root_id: int) -> list[int]:
    return list(ComponentUse.objects.filter(root=root_id).values_list("component", flat=True))


def _count(ids: Collection[int], change: int) -> None:
    rows = Component.objects.filter(pk__in=ids)
    # In one order, so that no two jobs wait for each other.
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    rows.update(jobs_count=F("jobs_count") + change)
