"""A job as one line of a list: the query and the shape that REST and the socket share."""

from typing import Any

from django.db.models import QuerySet

from designer.api.wire import Answer, Moment, who
from runs.models import Job, Status
from runs.plan.states import ENDED
from studio.lib.clock import iso

PIPELINE = "pipeline"
JOINED = ("experiment", "created_by", "parent", "reused_from", "compute")
COLUMNS = (
    "name",
    "display_name",
    "type",
    "status",
    "created_at",
    "started_at",
    "ended_at",
    "tags",
    "steps_done",
    "steps_total",
    "source",
    "archived",
    "key",
    "path",
    "error",
    "exit_code",
    "given",
    "root_id",
    "experiment__name",
    "created_by__username",
    "parent__name",
    "reused_from__name",
    "compute__name",
)


class Progress(Answer):
    """Leaf steps that have ended, of all; a step counts itself."""

    done: int
    total: int


class JobError(Answer):
    code: str
    message: str
    hint: str | None


class JobSummary(Answer):
    """``duration_seconds`` is null while it runs: readers count on from ``started_at``.

    given: inputs that a draft's job was given and the draft has otherwise, by name.
    """

    name: str
    display_name: str
    type: str
    status: Status
    experiment_name: str
    created_at: Moment
    created_by: str | None
    started_at: Moment | None
    ended_at: Moment | None
    duration_seconds: float | None
    tags: dict[str, str]
    progress: Progress
    source: str
    archived: bool
    parent: str | None
    key: str
    path: str
    reused_from: str | None
    compute: str | None
    error: JobError | None
    exit_code: int | None
    given: dict[str, str]


class JobSummaryPage(Answer):
    items: list[JobSummary]
    next_cursor: str | None


def summaries(rows: "QuerySet[Job]") -> "QuerySet[Job]":
    """All that a summary shows, in one query, and none of the big JSON columns."""
    return rows.select_related(*JOINED).only(*COLUMNS)


def summary(job: Job) -> JobSummary:
    return JobSummary(**summary_fields(job))


def summary_fields(job: Job) -> dict[str, Any]:
    began, ended = job.started_at, job.ended_at
    return {
        "name": job.name,
        "display_name": job.display_name,
        "type": job.type,
        "status": job.status,
        "experiment_name": job.experiment.name,
        "created_at": iso(job.created_at),
        "created_by": who(job.created_by),
        "started_at": iso(began),
        "ended_at": iso(ended),
        "duration_seconds": max(0.0, (ended - began).total_seconds()) if began and ended else None,
        "tags": job.tags,
        "progress": progress(job),
        "source": job.source,
        "archived": job.archived,
        "parent": job.parent.name if job.parent else None,
        "key": job.key,
        "path": job.path,
        "reused_from": job.reused_from.name if job.reused_from else None,
        "compute": job.compute.name if job.compute else None,
        "error": {"hint": None, **job.error} if job.error else None,
        "exit_code": job.exit_code,
        "given": job.given,
    }


def progress(job: Job) -> Progress:
    """Pipelines, and roots of one step, count the steps below them in their own row."""
    if job.type == PIPELINE or job.steps_total:
        return Progress(done=job.steps_done, total=job.steps_total)
    return Progress(done=int(job.status in ENDED), total=1)
