"""Which steps were given which data assets and models: the way forward from an asset."""

from django.db import models

from runs.models.job import Job
from studio.models import Workspace


class AssetUse(models.Model):
    """asset: ``name:version`` of data, ``models/name:version`` of a model."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    job = models.ForeignKey(Job, models.CASCADE, related_name="asset_uses")
    input = models.CharField(max_length=255)
    asset = models.CharField(max_length=600)

    class Meta:
        indexes = [models.Index(fields=["workspace", "asset", "-id"], name="uses_of_an_asset")]
