"""A pipeline being edited on the canvas."""

from django.conf import settings
from django.db import models

from studio.models import OrderedJSONField, Workspace


class Draft(models.Model):
    """``document`` is a PipelineDocument as JSON; each save raises ``revision`` by one."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="drafts")
    name = models.CharField(max_length=255)
    document = OrderedJSONField()
    nodes_count = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    cloned_from_job = models.CharField(max_length=255, blank=True)
    archived = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    modified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["workspace", "-modified_at"], name="draft_by_modified")]
