"""The file that a job could have been submitted from: what it ran, in the language."""

from typing import Any

from designer.api.wire import Answer
from designer.graph.write import to_wire
from runs.models import Job
from runs.operations import frozen_document


class JobDefinition(Answer):
    """spec: as ``POST jobs`` takes it, without a name."""

    spec: dict[str, Any]


def of(job: Job) -> JobDefinition:
    """With what people have changed since: title, description, tags. Raises Invalid("no-graph") for
    steps, and runs that scripts began."""
    document = frozen_document.of(job)
    document.details.display_name = job.display_name or None
    document.details.description = job.description or None
    document.details.tags = {key: str(value) for key, value in job.tags.items()}
    document.details.experiment_name = job.experiment.name
    return JobDefinition(spec=to_wire(document))
