"""Changing what people wrote about a job: nothing of it changes what ran."""

from collections.abc import Mapping
from typing import Any

from runs.models import MLFLOW_RUN, Job, RunTag
from runs.models.tracking import NOTE, RUN_NAME
from runs.operations.transaction import writing
from studio import live

# What a script reads of its own run, under these tags.
TOLD = {"display_name": RUN_NAME, "description": NOTE}
EDITABLE = ("display_name", "description", "tags", "archived")


def edit(job: Job, changes: Mapping[str, Any]) -> None:
    """Only the columns that ``changes`` names are written; lists that show the job are woken.

    job: with its type.
    """
    columns = {name: changes[name] for name in EDITABLE if name in changes}
    if not columns:
        return
    with writing():
        Job.objects.filter(pk=job.pk).update(**columns)
        if job.type == MLFLOW_RUN:
            _tell_script(job.pk, {TOLD[name]: columns[name] for name in TOLD if name in columns})
        live.publish_on_commit(f"jobs.{job.workspace_id}", job=job.root_id or job.pk)


def _tell_script(job_id: int, tags: Mapping[str, str]) -> None:
    RunTag.objects.filter(job=job_id, key__in=list(tags)).delete()
    RunTag.objects.bulk_create(
        RunTag(job_id=job_id, key=key, value=text) for key, text in tags.items() if text
    )
