"""What a draft was after each save."""

from django.conf import settings
from django.db import models

from designer.models.draft import Draft
from studio.models import OrderedJSONField


class RevisionAction(models.TextChoices):
    CREATE = "create"
    SAVE = "save"
    RESTORE = "restore"


class DraftRevision(models.Model):
    """``data`` is the document, compressed: whole, or what changed since the revision before.

    ``whole_number`` is the revision at or before this one that is kept whole: reading this one
    begins there. ``room_bytes`` is how much more may follow before one is kept whole again.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    whole_number = models.PositiveIntegerField()
    room_bytes = models.IntegerField()
    data = models.BinaryField()
    name = models.CharField(max_length=255)
    nodes_count = models.PositiveIntegerField(default=0)
    action = models.CharField(max_length=16, choices=RevisionAction.choices)
    restored_from = models.PositiveIntegerField(null=True)
    changes = OrderedJSONField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="draft_revision_once")
        ]
