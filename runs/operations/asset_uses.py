"""Notes which steps of a new job are given which data assets and models."""

from collections import Counter
from collections.abc import Iterable, Mapping

from runs.models import AssetUse
from runs.plan.model import DataAt, StepPlan

BATCH = 500
# One asset may feed thousands of steps of a job; a few say where it went.
STEPS_MOST = 20


def note(workspace_id: int, steps: Iterable[StepPlan], jobs: Mapping[str, int]) -> None:
    """jobs: {path of a step: the id of its job}; a step that stands alone is at ""."""
    seen: Counter[str] = Counter()
    rows = []
    for step in steps:
        job_id = jobs.get(step.path) or jobs.get("")
        for name, one in step.inputs.items():
            source = one.source
            if job_id is None or not isinstance(source, DataAt) or not source.asset:
                continue
            seen[source.asset] += 1
            if seen[source.asset] <= STEPS_MOST:
                rows.append(
                    AssetUse(
                        workspace_id=workspace_id, job_id=job_id, input=name, asset=source.asset
                    )
                )
    AssetUse.objects.bulk_create(rows, BATCH)
