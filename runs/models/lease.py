"""One try at running a step's command: worker, lease, exit code."""

from django.db import models

from runs.models.job import Job


class Attempt(models.Model):
    """A lease is a worker's dated right to a step; past ``lease_until`` it is up for grabs.

    Of a growing step: one try at putting its outputs together.

    process: where the worker lives ("host", "boot_id", "pid_namespace", "worker_pid",
    "worker_ticks", "home"), and "pgid", "started_ticks" of the step's process group once it runs,
    so that whoever takes over can tell that the worker is dead, end what is left of the step, and
    never end somebody else's process.
    outcome: completed, failed, canceled, stopped (by the studio's end), lost.
    """

    job = models.ForeignKey(Job, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    worker = models.CharField(max_length=255)
    lease_until = models.DateTimeField()
    process = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=32, blank=True)
    exit_code = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="one_attempt_a_number")
        ]
        indexes = [
            models.Index(
                fields=["ended_at"], condition=models.Q(ended_at=None), name="open_attempts"
            )
        ]
