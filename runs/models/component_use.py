"""Which registered components a root job uses, anywhere in it: listed by index."""

from django.db import models

from designer.models import Component
from runs.models.job import Job


class ComponentUse(models.Model):
    """One row for each component of a root, whichever versions of it and how often."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="uses", db_index=False)
    root = models.ForeignKey(Job, models.CASCADE, related_name="component_uses")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["component", "root"], name="one_use_a_component")
        ]
