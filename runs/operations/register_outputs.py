"""Outputs that carry a name become versions of data assets when their step has completed."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError

from designer.operations import register_data
from runs.models import Job
from studio.lib.errors import StudioError

log = logging.getLogger(__name__)


def register(job_id: int, planned: Mapping[str, Mapping[str, Any]]) -> None:
    """``planned``: the outputs of the step's plan.

    A name that cannot be registered is logged: the step itself has completed.
    """
    named = {name: one for name, one in planned.items() if one.get("asset")}
    if not named:
        return
    try:
        _register(job_id, named)
    except DatabaseError:
        log.exception("Outputs of job %s were not registered", job_id)


def _register(job_id: int, named: Mapping[str, Mapping[str, Any]]) -> None:
    job = Job.objects.select_related("workspace", "created_by").get(pk=job_id)
    for name, planned in named.items():
        made = job.outputs.get(name)
        if made is None:
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
