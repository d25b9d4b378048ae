"""A job with everything that its page shows."""

from collections.abc import Mapping
from typing import Any, Literal

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from pydantic import ConfigDict, Field

from designer.api.wire import Answer, Moment
from designer.graph.references import SNAPSHOT_PREFIX
from runs import models
from runs.models import Attempt, JobEvent, Status
from runs.operations.claim import instances_in_use
from runs.plan.command import render
from runs.plan.trials import HYPERPARAMETERS
from runs.reading.fields import Number, number
from runs.reading.summaries import JOINED, PIPELINE, JobSummary, summary_fields
from studio import markdown
from studio.lib.clock import iso

INPUT = ("type", "value", "uri", "from", "from_output", "asset")
LEFT = ("latest_metrics", "parameters")
OUTPUT = ("type", "uri", "size_bytes", "files_count", "digest", "value", "deleted_at")


class JobInput(Answer):
    """``from`` names the job whose output ``from_output`` it is."""

    model_config = ConfigDict(serialize_by_alias=True)

    type: str
    value: str | None
    uri: str | None
    from_: str | None = Field(alias="from")
    from_output: str | None
    asset: str | None


class JobOutput(Answer):
    """Sizes and digest are there once it is committed; ``value`` is that of a primitive one.

    deleted_at: when its data was cleaned up.
    """

    type: str
    uri: str
    size_bytes: int | None
    files_count: int | None
    digest: str | None
    value: str | None
    deleted_at: Moment | None


class JobComponent(Answer):
    name: str
    version: str
    reference: str


class JobAttempt(Answer):
    number: int
    worker: str
    started_at: Moment
    ended_at: Moment | None
    outcome: str
    exit_code: int | None


class StatusMoment(Answer):
    status: Status
    at: Moment


class StudioService(Answer):
    endpoint: str


class JobServices(Answer):
    Studio: StudioService


class QueuePlace(Answer):
    """Where a queued step stands: how many are before it, and what its compute has free.

    instances_free may be enough for others and not for a step that takes more.
    """

    before: int
    instances_needed: int
    instances_free: int


class Job(JobSummary):
    """The shape that scripts rely on (``studio job show``)."""

    description: str
    description_html: str
    properties: dict[str, str]
    root: str
    draft: int | None
    draft_name: str | None
    """None where there is no draft, or none any more."""
    queued_at: Moment | None
    attempt: int
    inputs: dict[str, JobInput]
    outputs: dict[str, JobOutput]
    settings: dict[str, Any]
    metrics: dict[str, Number]
    parameters: dict[str, str]
    services: JobServices
    component: JobComponent | None
    command: str | None
    code: str | None
    environment: dict[str, Any] | None
    attempts: list[JobAttempt]
    timeline: list[StatusMoment]
    reuse_parts: dict[str, Any]
    cleaned_at: Moment | None
    priority: Literal["low", "medium", "high"]
    queue: QueuePlace | None


def details(rows: "QuerySet[models.Job]") -> "QuerySet[models.Job]":
    """Whole jobs without the documents of pipelines; a constant number of queries."""
    moves = JobEvent.objects.filter(kind="status").order_by("sequence")
    return (
        rows.select_related(*JOINED, "root", "component__asset", "draft")
        .defer("root__plan", "parent__plan", "reused_from__plan", "draft__document")
        .prefetch_related(
            *(f"{ran}{left}" for ran in ("", "reused_from__") for left in LEFT),
            Prefetch("attempts", Attempt.objects.order_by("number")),
            Prefetch("own_events", moves),
        )
    )


def detail(job: models.Job) -> Job:
    """Of a row of ``details``. What a reused step shows as logged, the one that ran has logged."""
    ran = job.reused_from or job
    return Job(
        **summary_fields(job),
        description=job.description,
        description_html=markdown.render(job.description),
        properties={name: str(value) for name, value in job.properties.items()},
        root=job.root.name if job.root else job.name,
        draft=job.draft_id,
        draft_name=job.draft.name if job.draft and not job.draft.archived else None,
        queued_at=iso(job.queued_at),
        attempt=job.attempt,
        inputs={name: _only(one, INPUT) for name, one in job.inputs.items()},
        outputs={name: _only(one, OUTPUT) for name, one in job.outputs.items()},
        settings=job.settings,
        metrics={one.key: number(one.value) for one in ran.latest_metrics.all()},
        parameters={one.key: one.value for one in ran.parameters.all()},
        services={"Studio": {"endpoint": f"{settings.PUBLIC_URL}/jobs/{job.name}"}},
        component=_component(job),
        attempts=[_attempt(one) for one in job.attempts.all()],
        timeline=_timeline(job),
        reuse_parts=job.reuse_parts,
        cleaned_at=iso(job.cleaned_at),
        priority=_priority(job.priority),
        queue=_queue(job) if job.status == Status.QUEUED and job.compute else None,
        **_of_step(job),
    )


def _of_step(job: models.Job) -> dict[str, Any]:
    """From the frozen plan; a pipeline's plan may be large and has none of these."""
    plan = {} if job.type == PIPELINE else job.plan
    code = plan.get("code")
    return {
        "command": _command(job, plan) or None,
        "code": code.removeprefix(SNAPSHOT_PREFIX) if code else None,
        "environment": plan.get("environment"),
    }


def _command(job: models.Job, plan: Mapping[str, Any]) -> str:
    """As written; that of a trial with what was sampled for it, and with its other texts."""
    template = str(plan.get("command") or "")
    if HYPERPARAMETERS not in job.properties:
        return template
    given = {
        name: str(one["text"]) if "text" in one else f"${{{{inputs.{name}}}}}"
        for name, one in plan["inputs"].items()
    }
    return render(template, given, {})


def _priority(number: int) -> Literal["low", "medium", "high"]:
    return "high" if number > 0 else "low" if number < 0 else "medium"


def _queue(job: models.Job) -> QueuePlace:
    """As workers take them: the highest priority first, then who came first."""
    queued = models.Job.objects.filter(compute=job.compute_id, status=Status.QUEUED)
    earlier = Q(queued_at__lt=job.queued_at) | Q(queued_at=job.queued_at, pk__lt=job.pk)
    before = Q(priority__gt=job.priority) | (Q(priority=job.priority) & earlier)
    most = job.compute.max_instances if job.compute else 0
    return QueuePlace(
        before=queued.filter(before).count(),
        instances_needed=job.instance_count,
        instances_free=max(0, most - instances_in_use(job.compute_id or 0)),
    )


def _component(job: models.Job) -> JobComponent | None:
    version = job.component
    if version is None or version.asset.is_anonymous:
        return None
    name = version.asset.name
    reference = f"azureml:{name}:{version.version}"
    return JobComponent(name=name, version=version.version, reference=reference)


def _attempt(one: Attempt) -> JobAttempt:
    return JobAttempt(
        number=one.number,
        worker=one.worker,
        started_at=iso(one.started_at) or "",
        ended_at=iso(one.ended_at),
        outcome=one.outcome,
        exit_code=one.exit_code,
    )


def _timeline(job: models.Job) -> list[StatusMoment]:
    """Every status with the time it began; the first is that of the job's making."""
    moves = [(event.data.get("status"), event.at) for event in job.own_events.all()]
    if not moves or moves[0][0] != Status.NOT_STARTED:
        moves.insert(0, (Status.NOT_STARTED, job.created_at))
    return [StatusMoment(status=Status(status), at=iso(at) or "") for status, at in moves]


def _only(stored: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return {name: stored.get(name) for name in names}
