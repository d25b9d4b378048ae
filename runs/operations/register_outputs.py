"""Outputs that carry a name become versions of data assets when their step has completed."""

import logging

from designer.operations import register_data
from runs.models import Job
from studio.lib.errors import StudioError

log = logging.getLogger(__name__)


def register(job_id: int) -> None:
    """A name that cannot be registered is logged: the step itself has completed."""
    outputs = Job.objects.values_list("plan", flat=True).get(pk=job_id)["outputs"]
    if not any(one.get("asset") for one in outputs.values()):
        return
    job = Job.objects.select_related("workspace", "created_by").get(pk=job_id)
    for name, planned in outputs.items():
        made = job.outputs.get(name)
        if not planned.get("asset") or made is None:
            continue
        try:
            register_data.register(
                job.workspace,
                job.created_by,
                name=planned["asset"],
                type=made["type"],
                path=made["uri"],
                version=planned.get("version"),
            )
        except StudioError as error:
            log.warning("Output %s of %s was not registered: %s", name, job.name, error.message)
