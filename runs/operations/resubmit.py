"""Running a job again, as it was."""

from designer.graph.document import PipelineDocument
from runs.models import Job
from runs.operations.submit import submit
from studio.models import User


def resubmit(job: Job, user: User) -> Job:
    """A new job of the frozen document of ``job``, or of the root that it belongs to."""
    root = job.root or job
    document = PipelineDocument.model_validate(root.document)
    return submit(
        root.workspace,
        user,
        document,
        source="resubmit",
        draft=root.draft,
        cloned_from=root.name,
    )
