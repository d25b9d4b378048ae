"""A draft of what a job ran."""

from designer.graph.document import PipelineDocument
from designer.models import Draft
from designer.operations import create_draft
from runs.models import Job
from studio.lib.errors import Invalid
from studio.models import User


def clone(job: Job, user: User) -> Draft:
    """Raises Invalid for a step: only pipelines have a document."""
    if job.document is None:
        raise Invalid(
            "no-graph",
            f'Job "{job.name}" is a step; only pipelines can be cloned.',
            hint="Clone the pipeline job that it belongs to.",
        )
    return create_draft.create(
        job.workspace,
        user,
        name=job.display_name or job.name,
        document=PipelineDocument.model_validate(job.document),
        cloned_from_job=job.name,
    )
