"""Finding the job that an address names."""

from typing import Any

from django.db.models import QuerySet

from runs.models import SHOWN, Job
from studio.lib.errors import NotFound
from studio.models import Workspace


def jobs(workspace: Workspace) -> "QuerySet[Job]":
    return Job.objects.filter(SHOWN, workspace=workspace)


def job(rows: "QuerySet[Job]", name: str) -> Job:
    """Raises NotFound. ``rows`` says how much of the job is loaded."""
    try:
        return rows.get(name=name)  # with ``first`` Django would spend a millisecond on an order
    except Job.DoesNotExist:
        raise NotFound(
            "job-not-found", f'There is no job "{name}".', hint="`studio job list` lists them."
        ) from None


def lean(workspace: Workspace, name: str, *more: str) -> Job:
    """A job with its ids, status and places only."""
    columns: tuple[Any, ...] = ("pk", "name", "root_id", "workspace_id", "status", "key", *more)
    return job(jobs(workspace).only(*columns), name)
