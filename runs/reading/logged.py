"""Models and data sets that a job logged with MLflow, for its page."""

from collections import defaultdict

from designer.api.wire import Answer, Moment
from runs.models import LoggedModel, ModelVersion, RunDataset, RunModel, RunTag
from studio.lib.clock import iso

MOST = 200
MOST_CHARACTERS = 1000
SAID = (SCRIPT, COMMIT) = ("mlflow.source.name", "mlflow.source.git.commit")
CONTEXT = "mlflow.data.context"


class ModelRef(Answer):
    """A version of a registered model."""

    name: str
    version: int


class JobModel(Answer):
    """``folder``: below the artifacts of the job that made it; null when that is another one."""

    model_id: str
    name: str
    type: str
    is_ready: bool
    is_output: bool
    folder: str | None
    created_at: Moment
    registered: list[ModelRef]


class JobDataset(Answer):
    name: str
    digest: str
    source_type: str
    source: str
    context: str


class JobLogged(Answer):
    """script, commit: what the MLflow client said of where it was called."""

    script: str
    commit: str
    models: list[JobModel]
    datasets: list[JobDataset]


def of_job(job_id: int) -> JobLogged:
    made = list(LoggedModel.objects.filter(source_run=job_id, is_deleted=False).order_by("pk"))
    links = RunModel.objects.filter(job=job_id, model__is_deleted=False).select_related("model")
    used = [one.model for one in links.order_by("pk") if one.model.source_run_id != job_id]
    shown = (made + used)[:MOST]
    versions: dict[int, list[ModelRef]] = defaultdict(list)
    rows = ModelVersion.objects.filter(model__in=[one.pk for one in shown]).order_by("pk")
    for model_id, name, version in rows.values_list("model_id", "registered__name", "version"):
        if model_id is not None:
            versions[model_id].append(ModelRef(name=name, version=version))
    said = dict(RunTag.objects.filter(job=job_id, key__in=SAID).values_list("key", "value"))
    return JobLogged(
        script=said.get(SCRIPT, "")[:MOST_CHARACTERS],
        commit=said.get(COMMIT, "")[:MOST_CHARACTERS],
        models=[_model(one, job_id, versions[one.pk]) for one in shown],
        datasets=[
            JobDataset(
                name=one.name,
                digest=one.digest,
                source_type=one.source_type,
                source=one.source[:MOST_CHARACTERS],
                context=str(one.tags.get(CONTEXT, "")),
            )
            for one in RunDataset.objects.filter(job=job_id).order_by("pk")[:MOST]
        ],
    )


def _model(one: LoggedModel, job_id: int, registered: list[ModelRef]) -> JobModel:
    is_own = one.source_run_id == job_id
    return JobModel(
        model_id=one.model_id,
        name=one.name,
        type=one.model_type,
        is_ready=one.status == "LOGGED_MODEL_READY",
        is_output=is_own,
        folder=one.folder if is_own else None,
        created_at=iso(one.created_at) or "",
        registered=registered,
    )
