"""What a pipeline job was made of, apart from its row, which each of its steps writes."""

from django.db import models

from runs.models.job import Job
from studio.models import OrderedJSONField


class FrozenPipeline(models.Model):
    """Of roots (a standalone step too) and nested pipelines; written once.

    A row of SQLite is written whole, and that of 10,000 steps has megabytes here.
    document: the PipelineDocument. components: {node key: what the node was resolved to}.
    """

    job = models.OneToOneField(Job, models.CASCADE, primary_key=True, related_name="frozen")
    document = OrderedJSONField()
    components = OrderedJSONField(default=dict)
