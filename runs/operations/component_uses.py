"""Notes which registered components a new root job uses, loops' and sweeps' bodies included."""

from collections.abc import Iterable

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
    ids = found.values_list("pk", flat=True)
    ComponentUse.objects.bulk_create([ComponentUse(component_id=pk, root_id=root_id) for pk in ids])
