"""Registered models: a workspace's models by name and version, with files of their own."""

from django.conf import settings
from django.db import models

from runs.models.job import Job
from runs.models.logged_model import LoggedModel
from studio.models import Workspace


class RegisteredModel(models.Model):
    """aliases: {alias: version}. ``last_version`` only grows, so that no number is used twice."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="registered_models")
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    tags = models.JSONField(default=dict)
    aliases = models.JSONField(default=dict)
    last_version = models.PositiveIntegerField(default=0)
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


class ModelVersion(models.Model):
    """``source`` is what the client named; its files were copied when the version was made."""

    registered = models.ForeignKey(RegisteredModel, models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    source = models.TextField()
    run = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="model_versions")
    model = models.ForeignKey(LoggedModel, models.SET_NULL, null=True, related_name="versions")
    run_link = models.TextField(blank=True)
    stage = models.CharField(max_length=32, default="None")
    description = models.TextField(blank=True)
    tags = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registered", "version"], name="one_model_a_version")
        ]
