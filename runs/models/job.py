"""One execution: a pipeline job (the root) and its child jobs, each with a name of its own."""

from django.conf import settings
from django.db import models

from designer.models import ComponentVersion, Compute, Draft
from runs.models.experiment import Experiment
from studio.models import OrderedJSONField, Workspace

# A run that a script starts beside its step's own: it has a row, but the engine never runs it.
MLFLOW_RUN = "mlflow_run"
NOT_STEPS = ("pipeline", MLFLOW_RUN)
# Steps that no compute runs: they grow jobs below themselves, or decide about others.
GROWING = ("if_else", "do_while", "parallel_for", "sweep")


# A job that is being deleted is nowhere to be found, nor is anything below it (decision 23).
SHOWN = models.Q(deleted_at=None, root__deleted_at=None)
ROOTS = models.Q(parent=None, deleted_at=None)


class Status(models.TextChoices):
    NOT_STARTED = "NotStarted"
    PREPARING = "Preparing"
    QUEUED = "Queued"
    RUNNING = "Running"
    FINALIZING = "Finalizing"
    COMPLETED = "Completed"
    FAILED = "Failed"
    CANCEL_REQUESTED = "CancelRequested"
    CANCELED = "Canceled"


class Job(models.Model):
    """A root job has neither ``parent`` nor ``root``; a standalone command job is its own step.

    Only ``runs.operations.move`` writes ``status``. ``pending`` counts upstream steps that have
    not ended; at zero the step is queued, or reused. ``attempt`` numbers the current try: a write
    that carries an older number is refused. On a root and on a nested pipeline ``steps_done`` and
    ``steps_total`` count leaf steps below it; ``sequence`` numbers the root's events.

    path: node keys from the root on, ``train.fit`` for step ``fit`` of nested pipeline ``train``.
    plan: the frozen ``StepPlan`` (steps) or ``PipelinePlan`` (pipelines) of runs.plan.model.
    inputs: {name: {"type", "value", "uri", "from", "from_output", "asset"}}, the last five maybe
    None. ``from`` is the name of the producing step; its output's URI is known once it completed.
    outputs: {name: {"type", "uri", "size_bytes", "files_count", "digest"[, "value"]}} once
    committed; of a pipeline, those of its steps, once it ended.
    error: {"code", "message", "hint"}.
    given: {name of an input: text}: what a root was given that its draft has otherwise.
    growth: of a growing step, what it has grown so far: counts of its children, and what its kind
    remembers. ``steps_done`` and ``steps_total`` of its row count leaf steps below it.
    reuse_parts: what the reuse key was made of, so that screens can say why a step ran again.
    keep_days: of a root, for how long intermediate data is kept once it completed; -1 for ever,
    null as the workspace says. cleaned_at: when that data of a step, or of all steps, went.
    deleted_at: of a root that is hidden, while what it left is removed (runs.operations.removal).
    An output that went has a "deleted_at"; one that was taken over from a job that was deleted
    is "inherited".
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="jobs")
    name = models.CharField(max_length=255)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    root = models.ForeignKey("self", models.CASCADE, null=True, related_name="descendants")
    key = models.CharField(max_length=255, blank=True)
    path = models.CharField(max_length=1024, blank=True)
    ordinal = models.PositiveIntegerField(default=0)
    type = models.CharField(max_length=32)
    source = models.CharField(max_length=32, default="cli")
    display_name = models.CharField(max_length=255, blank=True)
    description = models.TextField(blank=True)
    experiment = models.ForeignKey(Experiment, models.PROTECT, related_name="jobs")
    tags = models.JSONField(default=dict)
    properties = models.JSONField(default=dict)
    archived = models.BooleanField(default=False)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, related_name="jobs")
    component = models.ForeignKey(ComponentVersion, models.SET_NULL, null=True, related_name="jobs")

    status = models.CharField(
        max_length=16, choices=Status.choices, default=Status.NOT_STARTED, db_index=True
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    queued_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    compute = models.ForeignKey(Compute, models.PROTECT, null=True, related_name="jobs")
    instance_count = models.PositiveIntegerField(default=1)
    priority = models.SmallIntegerField(default=0)
    pending = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0)
    exit_code = models.IntegerField(null=True)
    error = models.JSONField(null=True)

    plan = OrderedJSONField(default=dict)
    inputs = OrderedJSONField(default=dict)
    given = OrderedJSONField(default=dict)
    outputs = OrderedJSONField(default=dict)
    settings = models.JSONField(default=dict)

    reuse_key = models.CharField(max_length=64, blank=True)
    reuse_parts = models.JSONField(default=dict)
    reused_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="reused_by")

    growth = models.JSONField(default=dict)
    keep_days = models.IntegerField(null=True)
    cleaned_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    sequence = models.PositiveBigIntegerField(default=0)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    idempotency_key = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_job_a_name"),
            models.UniqueConstraint(
                fields=["workspace", "created_by", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="one_job_an_idempotency_key",
            ),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "-created_at", "-id"],
                condition=ROOTS,
                name="root_jobs_by_created",
            ),
            models.Index(
                fields=["workspace", "status", "-created_at", "-id", "archived"],
                condition=ROOTS,
                name="root_jobs_by_status",
            ),
            models.Index(
                fields=["workspace", "experiment", "-created_at", "-id"],
                condition=ROOTS,
                name="root_jobs_by_experiment",
            ),
            models.Index(fields=["compute", "status", "-priority", "queued_at"], name="job_queue"),
            models.Index(
                fields=["workspace", "reuse_key"],
                condition=models.Q(status="Completed") & ~models.Q(reuse_key=""),
                name="job_reuse",
            ),
            models.Index(
                fields=["workspace", "path", "-ended_at"],
                condition=models.Q(status="Completed"),
                name="job_earlier",
            ),
            models.Index(
                fields=["workspace", "-ended_at"],
                condition=models.Q(ended_at__isnull=False),
                name="job_ended",
            ),
            models.Index(
                fields=["workspace", "keep_days", "ended_at"],
                condition=models.Q(root=None, type="pipeline", status="Completed", cleaned_at=None),
                name="job_to_clean_up",
            ),
            models.Index(
                fields=["deleted_at"], condition=~models.Q(deleted_at=None), name="job_deleted"
            ),
            models.Index(fields=["parent", "ordinal"], name="job_children"),
            models.Index(fields=["root", "status"], name="job_root_status"),
            models.Index(
                fields=["status", "root", "ordinal"],
                condition=models.Q(status="NotStarted", pending=0) & ~models.Q(type__in=NOT_STEPS),
                name="job_waiting",
            ),
        ]

    @property
    def ran_id(self) -> int:
        """The id of the job that really ran: what that one logged and left is shown for this."""
        return self.reused_from_id or self.pk


class Dependency(models.Model):
    """``downstream`` waits for ``upstream``; both are leaf steps of one root."""

    upstream = models.ForeignKey(Job, models.CASCADE, related_name="downstream_links")
    downstream = models.ForeignKey(Job, models.CASCADE, related_name="upstream_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upstream", "downstream"], name="one_link_a_pair")
        ]
