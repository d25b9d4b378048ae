"""A name that groups jobs."""

from django.db import models

from studio.models import Workspace


class Experiment(models.Model):
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="experiments")
    name = models.CharField(max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_experiment_a_name")
        ]

    def __str__(self) -> str:
        return self.name
