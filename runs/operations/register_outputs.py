"""Outputs that carry a name become data assets or models when their step has completed."""

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from designer.operations import register_data
from runs.execution import logs
from runs.models import Job
from runs.models.registry import MODEL_TYPES
from runs.operations import register_model
from runs.operations.register_model import NewModel
from studio import live
from studio.lib.errors import StudioError
from studio.storage import home

log = logging.getLogger(__name__)


def expect(workspace_id: int, job_id: int, planned: Mapping[str, Mapping[str, Any]]) -> None:
    """Call it before the step's end is known: what becomes of its outputs is said after that."""
    if _named(planned):
        logs.expect_more(home.job_folder(workspace_id, job_id))


def register(job_id: int, planned: Mapping[str, Mapping[str, Any]]) -> None:
    """``planned``: the outputs of the step's plan.

    What cannot be registered is said in the step's system log: the step itself has completed.
    """
    named = _named(planned)
    if not named:
        return
    try:
        _register(job_id, named)
    except Exception:  # the step has completed: whatever it is, it is not the step's
        log.exception("Outputs of job %s were not registered", job_id)


def _named(planned: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {name: one for name, one in planned.items() if one.get("asset")}


def _register(job_id: int, named: Mapping[str, Mapping[str, Any]]) -> None:
    job = Job.objects.select_related("workspace", "created_by").get(pk=job_id)
    folder = home.job_folder(job.workspace_id, job.pk)
    tell = partial(live.publish, f"log.{job.pk}", size=0)
    system_log = logs.SystemLog(folder / "system_logs" / "lifecycle.log", tell)
    try:
        for name, planned in named.items():
            if name in job.outputs:
                system_log.say(_registered(job, name, planned))
    finally:
        system_log.close()
        logs.expect_no_more(folder)
        tell()


def _registered(job: Job, name: str, planned: Mapping[str, Any]) -> str:
    """One output; what became of it."""
    made = job.outputs[name]
    try:
        if made["type"] in MODEL_TYPES:
            reference = _model(job, made, planned)
        else:
            reference = _data(job, name, made, planned)
    except StudioError as error:
        return f'Output "{name}" was not registered as {planned["asset"]}: {error.message}'
    return f'Output "{name}" is registered as {reference}.'


def _model(job: Job, made: Mapping[str, Any], planned: Mapping[str, Any]) -> str:
    given = NewModel(
        name=planned["asset"],
        path=made["uri"],
        type=made["type"],
        version=planned.get("version"),
    )
    version, _ = register_model.register(job.workspace, job.created_by, given, run=job)
    return f"model {version.registered.name}:{version.label}"


def _data(job: Job, name: str, made: Mapping[str, Any], planned: Mapping[str, Any]) -> str:
    version, _ = register_data.register(
        job.workspace,
        job.created_by,
        name=planned["asset"],
        type=made["type"],
        path=made["uri"],
        version=planned.get("version"),
        properties={register_data.MADE_BY: job.name, register_data.MADE_AS: name},
    )
    return f"data {version.asset.name}:{version.version}"
