"""Where a data asset or a model comes from, and which jobs were given it."""

import re
from collections.abc import Iterable

from designer.api.wire import Answer, Moment, moment
from designer.models import DataVersion
from designer.operations.register_data import MADE_AS, MADE_BY
from runs import models
from runs.plan import stored
from studio.models import Workspace

USES_MOST = 200
FROM_MOST = 50
MODEL = "models/"
_OF_A_JOB = re.compile(r"azureml://datastores/[^/]+/paths/azureml/([^/]+)/([^/]+)/?.*", re.DOTALL)
_LIGHT = (
    *("id", "name", "key", "path", "display_name", "type", "status", "created_at", "root_id"),
    *("root__name", "root__display_name"),
)


class LineageJob(Answer):
    """A step, or a job that is one; ``root`` is the job that it belongs to, itself maybe."""

    name: str
    display_name: str
    root: str
    root_display_name: str
    path: str
    status: str
    created_at: Moment


class Maker(LineageJob):
    output: str


class User(LineageJob):
    input: str


class LineageAsset(Answer):
    """kind: "data" or "models"."""

    kind: str
    name: str
    version: str


class Lineage(Answer):
    """made_from: the assets that the job of ``made_by`` was given. truncated: of ``used_by``."""

    made_by: Maker | None
    made_from: list[LineageAsset]
    used_by: list[User]
    truncated: bool


def of_data(workspace: Workspace, version: DataVersion) -> Lineage:
    said = version.properties.get(MADE_BY), version.properties.get(MADE_AS)
    maker = _by_name(workspace, *said) or _by_path(workspace, version.path)
    return _lineage(workspace, maker, f"{version.asset.name}:{version.version}")


def of_model(workspace: Workspace, version: models.ModelVersion) -> Lineage:
    maker = _by_path(workspace, version.source) or _by_path(workspace, version.path)
    if maker is None and version.run is not None:
        maker = _by_name(workspace, version.run.name, "")
    asset = f"{MODEL}{version.registered.name}:{version.label}"
    return _lineage(workspace, maker, asset)


def _lineage(workspace: Workspace, maker: Maker | None, asset: str) -> Lineage:
    uses = models.AssetUse.objects.filter(workspace=workspace, asset=asset)
    uses = uses.filter(job__deleted_at=None, job__root__deleted_at=None)
    rows = list(uses.select_related("job__root").only(*_of_use()).order_by("-pk")[: USES_MOST + 1])
    return Lineage(
        made_by=maker,
        made_from=_given_to(workspace, maker) if maker is not None else [],
        used_by=[User(**_shape(row.job), input=row.input) for row in rows[:USES_MOST]],
        truncated=len(rows) > USES_MOST,
    )


def _given_to(workspace: Workspace, maker: Maker) -> list[LineageAsset]:
    """What the whole job was given that the step is part of."""
    inside = models.AssetUse.objects.filter(workspace=workspace, job__root__name=maker.root)
    own = models.AssetUse.objects.filter(workspace=workspace, job__name=maker.root)
    names = [*inside.values_list("asset", flat=True), *own.values_list("asset", flat=True)]
    return [_asset(one) for one in sorted(set(names))[:FROM_MOST]]


def _asset(text: str) -> LineageAsset:
    kind = "models" if text.startswith(MODEL) else "data"
    name, _, version = text.removeprefix(MODEL).partition(":")
    return LineageAsset(kind=kind, name=name, version=version)


def _by_path(workspace: Workspace, path: str) -> Maker | None:
    """By the address that outputs of jobs have, and by ``azureml://jobs/…`` and ``runs:/…``."""
    named = stored.earlier_job(path)
    if named is not None:
        return _by_name(workspace, str(named["from"]), str(named["output"]))
    found = _OF_A_JOB.fullmatch(path)
    if found is not None:
        return _by_name(workspace, found[1], found[2])
    run, _, below = path.removeprefix("runs:/").partition("/")
    return _by_name(workspace, run, below) if path.startswith("runs:/") else None


def _by_name(workspace: Workspace, name: object, output: object) -> Maker | None:
    if not name:
        return None
    rows = models.Job.objects.filter(models.SHOWN, workspace=workspace, name=str(name))
    job = rows.select_related("root").only(*_LIGHT).first()
    return None if job is None else Maker(**_shape(job), output=str(output or ""))


def _of_use() -> Iterable[str]:
    return ("id", "input", *(f"job__{name}" for name in _LIGHT))


def _shape(job: models.Job) -> dict[str, str]:
    root = job.root or job
    return {
        "name": job.name,
        "display_name": job.display_name or job.key or job.name,
        "root": root.name,
        "root_display_name": root.display_name or root.name,
        "path": job.path,
        "status": job.status,
        "created_at": moment(job.created_at),
    }
