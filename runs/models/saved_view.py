"""Filters of the list of jobs that a person keeps under a name."""

from django.conf import settings
from django.db import models

from studio.models import Workspace


class SavedView(models.Model):
    """One's own: nobody else sees it. filters: what the address of the list says, by name."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=100)
    filters = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "owner", "name"], name="one_view_a_name")
        ]
