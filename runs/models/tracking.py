"""What MLflow clients log: metric points, the latest of each, parameters, tags."""

from django.db import models

from runs.models.job import Job

# Tags by which clients name and describe a run.
RUN_NAME = "mlflow.runName"
NOTE = "mlflow.note.content"


class MetricPoint(models.Model):
    """``value`` as text keeps NaN and infinities, which databases treat differently."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="metric_points")
    key = models.CharField(max_length=250)
    step = models.BigIntegerField(default=0)
    timestamp_ms = models.BigIntegerField()
    value = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job", "key", "step", "timestamp_ms", "value"], name="one_point_once"
            )
        ]


class LatestMetric(models.Model):
    job = models.ForeignKey(Job, models.CASCADE, related_name="latest_metrics")
    key = models.CharField(max_length=250)
    step = models.BigIntegerField(default=0)
    timestamp_ms = models.BigIntegerField()
    value = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="one_latest_a_key")]


class Parameter(models.Model):
    """Write-once."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="parameters")
    key = models.CharField(max_length=250)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="one_parameter_a_key")]


class RunTag(models.Model):
    """A tag of the MLflow view of a job; ``mlflow.`` keys are kept, not shown."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="run_tags")
    key = models.CharField(max_length=250)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="one_tag_a_key")]
