"""A name that groups jobs."""

from django.db import models

from studio.models import Workspace


class Experiment(models.Model):
    """``archived`` and ``tags`` are for MLflow clients; a new job takes it all the same."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="experiments")
    name = models.CharField(max_length=255)
    tags = models.JSONField(default=dict)
    archived = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_experiment_a_name")
        ]

    def __str__(self) -> str:
        return self.name
