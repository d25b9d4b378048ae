"""The registry of models: by name and version, for the language, MLflow clients and pages.

There is one: what a script registers with MLflow is an input of a pipeline, and the other way
round.
"""

from typing import Any

from django.conf import settings
from django.db import models

from runs.models.job import Job
from runs.models.logged_model import LoggedModel
from studio.models import OrderedJSONField, Workspace
from studio.storage import place_keys

CUSTOM, MLFLOW, TRITON = MODEL_TYPES = ("custom_model", "mlflow_model", "triton_model")


class RegisteredModel(models.Model):
    """aliases: {alias: version}. ``last_version`` only grows, so that no number is used twice."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="registered_models")
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    tags = models.JSONField(default=dict)
    aliases = models.JSONField(default=dict)
    last_version = models.PositiveIntegerField(default=0)
    archived = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"], name="one_registered_model_a_name"
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "-modified_at"], name="models_by_modified"),
        ]


class ModelVersion(models.Model):
    """``version`` is the number that MLflow clients know, ``label`` what the language calls it.

    source: what was named when it was made. path: the URI that its files lie at; place: how an
    index finds it. is_copy: the files are a copy of the version's own, and go with it. run: the job
    that made it.
    """

    registered = models.ForeignKey(RegisteredModel, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    label = models.CharField(max_length=255)
    type = models.CharField(max_length=32, default=CUSTOM)
    source = models.TextField()
    path = models.TextField()
    place = models.CharField(max_length=place_keys.LONGEST, default="", db_index=True)
    is_copy = models.BooleanField(default=True)
    run = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="model_versions")
    model = models.ForeignKey(LoggedModel, models.SET_NULL, null=True, related_name="versions")
    run_link = models.TextField(blank=True)
    stage = models.CharField(max_length=32, default="None")
    description = models.TextField(blank=True)
    tags = models.JSONField(default=dict)
    properties = models.JSONField(default=dict)
    flavors = OrderedJSONField(default=dict)
    archived = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registered", "version"], name="one_model_a_version"),
            models.UniqueConstraint(fields=["registered", "label"], name="one_model_a_label"),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        self.place = place_keys.of(self.registered.workspace_id, self.path)
        super().save(*args, **options)
