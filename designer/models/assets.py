"""Named, versioned things: components, data assets, environments.

A name is a row, each version is a row. A version's content never changes; tags, description,
display name and the archived flag may.
"""

from typing import Any

from django.conf import settings
from django.db import models

from designer.models.snapshot import Snapshot
from studio.models import OrderedJSONField, Workspace
from studio.storage import place_keys


class Asset(models.Model):
    """A name in a workspace. ``is_anonymous`` ones come from files and are not listed.

    search_text: what a search looks through, in lower case (see operations/search.py). It lies
    here, beside the name, so that a search reads short rows only.
    ``latest`` is the newest version that is not archived, or the newest one when all are.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE)
    name = models.CharField(max_length=255)
    is_anonymous = models.BooleanField(default=False)
    archived = models.BooleanField(default=False)
    search_text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_%(class)s_a_name")
        ]
        indexes = [
            models.Index(fields=["workspace", "-modified_at"], name="%(class)s_by_modified"),
        ]


class AssetVersion(models.Model):
    """``number`` counts the versions of one name; ``@latest`` is the most recently created.

    spec: the normalised YAML mapping (see designer.graph); yaml: the text as written, if known.
    """

    version = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=32)
    display_name = models.CharField(max_length=255, blank=True)
    description = models.TextField(blank=True)
    tags = models.JSONField(default=dict)
    properties = models.JSONField(default=dict)
    spec = OrderedJSONField()
    yaml = models.TextField(blank=True)
    content_hash = models.CharField(max_length=64, db_index=True)
    archived = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["asset", "version"], name="one_%(class)s_a_version"),
            models.UniqueConstraint(fields=["asset", "number"], name="one_%(class)s_a_number"),
        ]
        ordering = ["-number"]


class Component(Asset):
    """jobs_count: root jobs that use any version of it (``runs.operations.component_uses``)."""

    latest: "models.ForeignKey[ComponentVersion | None, ComponentVersion | None]" = (
        models.ForeignKey("ComponentVersion", models.SET_NULL, null=True, related_name="+")
    )
    jobs_count = models.IntegerField(default=0)


class ComponentVersion(AssetVersion):
    asset = models.ForeignKey(Component, models.CASCADE, related_name="versions")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="components")


class DataAsset(Asset):
    latest: "models.ForeignKey[DataVersion | None, DataVersion | None]" = models.ForeignKey(
        "DataVersion", models.SET_NULL, null=True, related_name="+"
    )


class DataVersion(AssetVersion):
    """``path`` is the URI that the data lies at; sizes are known when the studio put it there.

    place: how an index finds the path.
    """

    asset = models.ForeignKey(DataAsset, models.CASCADE, related_name="versions")
    path = models.TextField()
    place = models.CharField(max_length=place_keys.LONGEST, default="", db_index=True)
    size_bytes = models.PositiveBigIntegerField(null=True)
    files_count = models.PositiveIntegerField(null=True)

    def save(self, *args: Any, **options: Any) -> None:
        self.place = place_keys.of(self.asset.workspace_id, self.path)
        super().save(*args, **options)


class Environment(Asset):
    latest: "models.ForeignKey[EnvironmentVersion | None, EnvironmentVersion | None]" = (
        models.ForeignKey("EnvironmentVersion", models.SET_NULL, null=True, related_name="+")
    )


class EnvironmentVersion(AssetVersion):
    asset = models.ForeignKey(Environment, models.CASCADE, related_name="versions")
