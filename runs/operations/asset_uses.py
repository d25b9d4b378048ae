"""Notes what steps of a new job take from outside of it: data assets, models, other jobs."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from runs.models import AssetUse, Job, JobUse
from runs.plan import stored
from runs.plan.model import DataAt, StepPlan

BATCH = 500
# One asset may feed thousands of steps of a job; a few say where it went.
STEPS_MOST = 20
_OF_A_JOB = re.compile(r'azureml://jobs/([^/"]+)/outputs/')


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


def note_jobs(jobs: Iterable[Job]) -> None:
    """All of them: what a job reads that has not ended is not thrown away."""
    rows = [
        JobUse(workspace_id=job.workspace_id, job_id=job.pk, producer=name)
        for job in jobs
        for name in sorted(set(others_in(job.plan)))
    ]
    JobUse.objects.bulk_create(rows, BATCH)


def others_in(plan: Mapping[str, Any]) -> Iterator[str]:
    """Names of jobs whose outputs a stored plan names by address; of a loop, its body's too."""
    yield from stored.addressed(plan)
    if "body" in plan:
        yield from _OF_A_JOB.findall(json.dumps(plan["body"]))
