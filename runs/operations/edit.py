"""Changing what people wrote about a job: nothing of it changes what ran."""

from collections.abc import Mapping
from typing import Any

from runs.models import Job
from runs.operations.transaction import writing
from studio import live

EDITABLE = ("display_name", "description", "tags", "archived")


def edit(job: Job, changes: Mapping[str, Any]) -> None:
    """Only the columns that ``changes`` names are written; lists that show the job are woken."""
    columns = {name: changes[name] for name in EDITABLE if name in changes}
    if not columns:
        return
    with writing():
        Job.objects.filter(pk=job.pk).update(**columns)
        live.publish_on_commit(f"jobs.{job.workspace_id}", job=job.root_id or job.pk)
