"""What steps take from outside of their job: the way forward from an asset, or from a job."""

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


class JobUse(models.Model):
    """A step names outputs of a job of another root by their address. producer: that job's name.

    Names, since the job may be gone, or come later.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    job = models.ForeignKey(Job, models.CASCADE, related_name="job_uses")
    producer = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["workspace", "producer"], name="uses_of_a_job")]
