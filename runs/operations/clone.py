"""A draft of what a job ran."""

from designer.models import Draft
from designer.operations import create_draft
from runs.models import Job
from runs.operations import frozen_document
from studio.models import User


def clone(job: Job, user: User) -> Draft:
    """Raises Invalid for a step of a pipeline."""
    return create_draft.create(
        job.workspace,
        user,
        name=job.display_name or job.name,
        document=frozen_document.of(job),
        cloned_from_job=job.name,
    )
