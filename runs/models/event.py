"""Every job change, numbered for each root job, so that a client can ask for what it missed."""

from django.db import models

from runs.models.job import Job
from studio.models import OrderedJSONField


class JobEvent(models.Model):
    """kind: status, metric, progress, output. data depends on kind; see docs/reference/live.md."""

    root = models.ForeignKey(Job, models.CASCADE, related_name="events")
    job = models.ForeignKey(Job, models.CASCADE, related_name="own_events")
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    data = OrderedJSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root", "sequence"], name="one_event_a_sequence")
        ]
