"""From a registered model's name to its rows, for members of the workspace that has it.

A name may be there in several workspaces; a person's is the one of the first.
"""

from collections.abc import Sequence

from django.db.models import Max, QuerySet

from runs.mlflow.caller import Caller
from runs.models import ModelVersion, RegisteredModel
from runs.operations import find_model
from studio.lib.errors import NotFound


def models_of(caller: Caller) -> QuerySet[RegisteredModel]:
    rows = RegisteredModel.objects.filter(workspace_id__in=list(caller.roles))
    return rows.order_by("name", "workspace_id")


def versions_of(caller: Caller) -> QuerySet[ModelVersion]:
    """Newest first."""
    rows = ModelVersion.objects.filter(registered__workspace_id__in=list(caller.roles))
    joined = rows.select_related("registered", "run", "model", "created_by")
    return joined.defer(*find_model.BIG).order_by("-pk")


def model(caller: Caller, name: object) -> RegisteredModel:
    """Raises NotFound, in the same words for strangers."""
    found = models_of(caller).filter(name=str(name or "")).first()
    if found is None:
        raise NotFound("model-not-found", f'There is no registered model called "{name}".')
    return found


def model_to_write(caller: Caller, name: object) -> RegisteredModel:
    """The same for who may change it; raises Denied."""
    found = model(caller, name)
    caller.must_write(found.workspace_id)
    return found


def version(caller: Caller, name: object, number: object) -> ModelVersion:
    registered = model(caller, name)
    text = str(number or "")
    rows = versions_of(caller).filter(registered=registered)
    found = rows.filter(version=int(text)).first() if _is_number(text) else None
    if found is None:
        raise NotFound("version-not-found", f'Model "{name}" has no version "{number}".')
    return found


def version_to_write(caller: Caller, name: object, number: object) -> ModelVersion:
    found = version(caller, name, number)
    caller.must_write(found.registered.workspace_id)
    return found


def version_by_id(caller: Caller, text: str) -> ModelVersion:
    found = versions_of(caller).filter(pk=int(text)).first() if _is_number(text) else None
    if found is None:
        raise NotFound("version-not-found", "There is no such model version.")
    return found


def latest(row: RegisteredModel, caller: Caller) -> list[ModelVersion]:
    """The newest version of each stage, oldest first."""
    return latest_of([row], caller)[row.pk]


def latest_of(rows: Sequence[RegisteredModel], caller: Caller) -> dict[int, list[ModelVersion]]:
    """{id of a registered model: the same}, with two queries for all."""
    versions = versions_of(caller).filter(registered__in=rows)
    stages = versions.order_by().values("registered_id", "stage").annotate(newest=Max("pk"))
    newest = list(stages.values_list("newest", flat=True))
    found: dict[int, list[ModelVersion]] = {row.pk: [] for row in rows}
    for one in versions.filter(pk__in=newest).order_by("version"):
        found[one.registered_id].append(one)
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
