"""MLflow's experiment calls.

A step always gets its own experiment, under whatever name it asks for: otherwise a script that
calls ``set_experiment`` before ``start_run`` would fail, since its run lies elsewhere.
"""

from collections.abc import Mapping
from typing import Any

from runs.mlflow import finding, shapes, tracking, values
from runs.mlflow.caller import Caller
from runs.models import Experiment
from studio.lib.errors import Conflict, Denied, Invalid, NotFound
from studio.transaction import writing

Fields = Mapping[str, Any]
Answer = dict[str, Any]

DEFAULT = "Default"
WISHED_NAME = "mlflow.studio.experiment"


def get(caller: Caller, fields: Fields) -> Answer:
    """By its id; 0 is the default one."""
    return {"experiment": shapes.experiment(of_request(caller, fields.get("experiment_id")))}


def get_by_name(caller: Caller, fields: Fields) -> Answer:
    """A step gets its own under whatever name it asks for, and the name is noted."""
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
    """Raises Conflict where the name is taken; a step gets its own."""
    name = str(fields.get("name") or "").strip()
    if not name or len(name) > 255:
        raise Invalid("bad-name", "An experiment's name has 1 to 255 characters.")
    if caller.step is not None:
        return {"experiment_id": str(caller.step.experiment_id)}
    with writing():
        if finding.experiments_of(caller).filter(name=name).exists():
            raise Conflict("experiment-taken", f'There is an experiment called "{name}".')
        row = Experiment.objects.create(workspace_id=caller.home_workspace(), name=name)
    return {"experiment_id": str(row.pk)}


def delete(caller: Caller, fields: Fields) -> Answer:
    """It is archived: its runs stay."""
    return _archive(caller, fields, archived=True)


def restore(caller: Caller, fields: Fields) -> Answer:
    """Takes it back from the archive."""
    return _archive(caller, fields, archived=False)


def update(caller: Caller, fields: Fields) -> Answer:
    """Rename it."""
    row = _to_write(caller, fields)
    name = values.text(fields.get("new_name"), "name", values.NAME_MAX).strip()
    with writing():
        if not name or Experiment.objects.filter(workspace=row.workspace_id, name=name).exists():
            raise Conflict("experiment-taken", f'An experiment cannot be renamed to "{name}".')
        row.name = name
        row.save(update_fields=["name"])
    return {}


def set_tag(caller: Caller, fields: Fields) -> Answer:
    """A step may say something about its experiment too."""
    row = finding.experiment(caller, fields.get("experiment_id"))
    caller.must_write(row.workspace_id)
    _change_tags(row, values.pairs([fields], "tag"))
    return {}


def delete_tag(caller: Caller, fields: Fields) -> Answer:
    """A tag that is not there is none to take away."""
    row = finding.experiment(caller, fields.get("experiment_id"))
    caller.must_write(row.workspace_id)
    _change_tags(row, {values.key(fields.get("key"), "tag"): None})
    return {}


def ids_of(caller: Caller, fields: Fields) -> list[int]:
    """The experiments that a search names; MLflow's default one, if there is one yet."""
    sent = fields.get("experiment_ids") or []
    texts = [str(one) for one in (sent if isinstance(sent, list) else [sent])]
    ids = [int(one) for one in texts if one.isascii() and one.isdecimal() and len(one) < 19]
    if 0 in ids and caller.step is not None:
        ids.append(caller.step.experiment_id)
    elif 0 in ids:
        ids += finding.experiments_of(caller).filter(name=DEFAULT).values_list("pk", flat=True)
    return ids


def of_request(caller: Caller, experiment_id: object) -> Experiment:
    """MLflow's default experiment has the id 0; a person's is called ``Default`` here."""
    if str(experiment_id or "0") != "0":
        return finding.experiment(caller, experiment_id)
    if caller.step is not None:
        return finding.experiment(caller, caller.step.experiment_id)
    with writing():
        return Experiment.objects.get_or_create(workspace_id=caller.home_workspace(), name=DEFAULT)[
            0
        ]


def _to_write(caller: Caller, fields: Fields) -> Experiment:
    row = finding.experiment(caller, fields.get("experiment_id"))
    caller.must_write(row.workspace_id)
    if caller.step is not None:
        raise Denied("own-experiment", "A step may not rename or delete its experiment.")
    return row


def _archive(caller: Caller, fields: Fields, *, archived: bool) -> Answer:
    row = _to_write(caller, fields)
    row.archived = archived
    with writing():
        row.save(update_fields=["archived"])
    return {}


def _change_tags(row: Experiment, changes: Mapping[str, str | None]) -> None:
    with writing():
        fresh = Experiment.objects.select_for_update().get(pk=row.pk)
        merged = {**fresh.tags, **changes}
        fresh.tags = {key: value for key, value in merged.items() if value is not None}
        fresh.save(update_fields=["tags"])
