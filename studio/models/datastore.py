"""A named place where data lies."""

from django.db import models

from studio.models.access import Workspace


class Datastore(models.Model):
    """``type`` local_folder lies under ``config["folder"]`` or STUDIO_HOME/datastores/<name>.

    Azure kinds are kept and shown; secrets go to ``credentials`` and never into an answer.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="datastores")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=32, default="local_folder")
    description = models.TextField(blank=True)
    tags = models.JSONField(default=dict)
    config = models.JSONField(default=dict)
    credentials = models.JSONField(default=dict)
    is_default = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_datastore_a_name")
        ]
