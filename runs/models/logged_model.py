"""What MLflow clients of generation 3 call logged models, and the data sets and models of a run."""

from django.conf import settings
from django.db import models

from runs.models.experiment import Experiment
from runs.models.job import Job


class LoggedModel(models.Model):
    """``log_model`` makes one. It goes with the run that made it.

    folder: where its files lie, below the artifacts of ``source_run``; without such a run, below
    the studio's folder of models. status: LOGGED_MODEL_PENDING, _READY or _UPLOAD_FAILED.
    """

    model_id = models.CharField(max_length=64, unique=True)
    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="logged_models")
    source_run = models.ForeignKey(Job, models.CASCADE, null=True, related_name="logged_models")
    name = models.CharField(max_length=255)
    folder = models.CharField(max_length=255)
    model_type = models.CharField(max_length=255, blank=True)
    status = models.CharField(max_length=32, default="LOGGED_MODEL_PENDING")
    parameters = models.JSONField(default=dict)
    tags = models.JSONField(default=dict)
    is_deleted = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_run", "folder"], name="one_model_a_folder")
        ]


class ModelMetric(models.Model):
    """The latest of each key that a run logged about a model, for each data set."""

    model = models.ForeignKey(LoggedModel, models.CASCADE, related_name="metrics")
    job = models.ForeignKey(Job, models.CASCADE, related_name="+")
    key = models.CharField(max_length=250)
    dataset_name = models.CharField(max_length=500, blank=True)
    dataset_digest = models.CharField(max_length=500, blank=True)
    step = models.BigIntegerField(default=0)
    timestamp_ms = models.BigIntegerField()
    value = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "job", "key", "dataset_name", "dataset_digest"],
                name="one_latest_a_model_key",
            )
        ]


class RunModel(models.Model):
    """A model that a run used, or made."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="run_models")
    model = models.ForeignKey(LoggedModel, models.CASCADE, related_name="run_links")
    is_output = models.BooleanField()
    step = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "model", "is_output"], name="one_link_a_model")
        ]


class RunDataset(models.Model):
    """A data set that a run used. ``tags`` say in what context, ``mlflow.data.context``."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="run_datasets")
    name = models.CharField(max_length=500)
    digest = models.CharField(max_length=500)
    source_type = models.CharField(max_length=255, blank=True)
    source = models.TextField(blank=True)
    schema = models.TextField(blank=True)
    profile = models.TextField(blank=True)
    tags = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "name", "digest"], name="one_dataset_a_run")
        ]
