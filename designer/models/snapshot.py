"""The content-addressed copy of a ``code:`` folder, and the bytes that a workspace holds."""

from django.db import models

from studio.models import Workspace


class Snapshot(models.Model):
    """``digest`` is the SHA-256 over the manifest; ``files`` is the manifest.

    files: list of {"path": "train.py", "sha256": "…", "size_bytes": 12, "executable": false}
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="snapshots")
    digest = models.CharField(max_length=64)
    files = models.JSONField(default=list)
    files_count = models.PositiveIntegerField(default=0)
    size_bytes = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "digest"], name="one_snapshot_a_digest")
        ]


class HeldBlob(models.Model):
    """Somebody of the workspace has sent these bytes. To all others they are not there."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="held_blobs")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "sha256"], name="one_holder_a_blob")
        ]
