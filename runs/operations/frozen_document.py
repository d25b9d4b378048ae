"""The document that a job was made of."""

from designer.graph.document import PipelineDocument
from runs.models import FrozenPipeline, Job
from studio.lib.errors import Invalid


def of(job: Job) -> PipelineDocument:
    """Raises Invalid for steps of pipelines and runs that scripts began, which have none."""
    frozen = FrozenPipeline.objects.filter(job=job).first()
    if frozen is None:
        raise Invalid(
            "no-graph",
            f'Job "{job.name}" is not a pipeline, so there is no graph of it.',
            hint="Take the pipeline job that it belongs to.",
        )
    return PipelineDocument.model_validate(frozen.document)
