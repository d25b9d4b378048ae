"""MLflow's experiment calls.

A step always gets its own experiment, under whatever name it asks for: otherwise a script that
calls ``set_experiment`` before ``start_run`` would fail, since its run lies elsewhere.
"""

from collections.abc import Mapping
from typing import Any

from runs.mlflow import finding, shapes, tracking
from runs.mlflow.caller import Caller
from runs.models import Experiment
from runs.operations.transaction import writing
from studio import access
from studio.lib.errors import Conflict, Denied, Invalid, NotFound
from studio.models import Role

Fields = Mapping[str, Any]
Answer = dict[str, Any]

WISHED_NAME = "mlflow.studio.experiment"


def get(caller: Caller, fields: Fields) -> Answer:
    return {"experiment": shapes.experiment(of_request(caller, fields.get("experiment_id")))}


def get_by_name(caller: Caller, fields: Fields) -> Answer:
    name = str(fields.get("experiment_name") or "")
    if caller.step is not None:
        own = finding.experiment(caller, caller.step.experiment_id)
        if name != own.name:
            tracking.log(caller.step.job_id, tracking.Batch(tags={WISHED_NAME: name}))
        return {"experiment": shapes.experiment(own, name)}
    found = finding.experiments_of(caller).filter(name=name).first()
    if found is None:
        raise NotFound("experiment-not-found", f'There is no experiment called "{name}".')
    return {"experiment": shapes.experiment(found)}


def create(caller: Caller, fields: Fields) -> Answer:
    name = str(fields.get("name") or "").strip()
    if not name or len(name) > 255:
        raise Invalid("bad-name", "An experiment's name has 1 to 255 characters.")
    if caller.step is not None:
        return {"experiment_id": str(caller.step.experiment_id)}
    with writing():
        if finding.experiments_of(caller).filter(name=name).exists():
            raise Conflict("experiment-taken", f'There is an experiment called "{name}".')
        row = Experiment.objects.create(workspace_id=_workspace(caller), name=name)
    return {"experiment_id": str(row.pk)}


def of_request(caller: Caller, experiment_id: object) -> Experiment:
    """MLflow's default experiment has the id 0; a person's is called ``Default`` here."""
    if str(experiment_id or "0") != "0":
        return finding.experiment(caller, experiment_id)
    if caller.step is not None:
        return finding.experiment(caller, caller.step.experiment_id)
    with writing():
        return Experiment.objects.get_or_create(workspace_id=_workspace(caller), name="Default")[0]


def _workspace(caller: Caller) -> int:
    """Where a person's new experiments go: the first workspace in which they may write."""
    for workspace_id, role in sorted(caller.roles.items()):
        if access.may(role, Role.CONTRIBUTOR):
            return workspace_id
    raise Denied("role-too-low", "You may not create experiments in any workspace.")
