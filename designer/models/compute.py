"""A place with capacity that runs steps."""

from django.db import models

from studio.models import Workspace


class Present(models.Manager["Compute"]):
    """Without those that were deleted."""

    def get_queryset(self) -> models.QuerySet["Compute"]:
        return super().get_queryset().filter(deleted_at=None)


class Compute(models.Model):
    """``max_instances`` is never overbooked. Its Celery queue is ``queue``.

    A deleted one keeps its row: jobs name it, and what waits on it still runs. Nothing new does.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="computes")
    name = models.CharField(max_length=64)
    type = models.CharField(max_length=32, default="amlcompute")
    description = models.TextField(blank=True)
    tags = models.JSONField(default=dict)
    min_instances = models.PositiveIntegerField(default=0)
    max_instances = models.PositiveIntegerField(default=4)
    spec = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)

    objects = models.Manager()
    present = Present()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_compute_a_name")
        ]

    @property
    def queue(self) -> str:
        """Workers of the first workspace listen by compute name: ``compute.<workspace>.<name>``."""
        return f"compute.{self.workspace.name}.{self.name}"
