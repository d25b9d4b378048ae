"""From a run's or an experiment's id in a request to the row, for callers who may see it.

A run's id is its job's name. Where a job lies never changes, so a found one is remembered; that
makes a metric logged in a loop cost no look-up.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet

from runs.mlflow.caller import Caller
from runs.models import MLFLOW_RUN, SHOWN, Experiment, Job, LoggedModel, ModelVersion
from studio.lib import secret
from studio.lib.errors import Denied, NotFound

KEPT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run lies. ``root_id`` is the run's own id where it has no root."""

    job_id: int
    root_id: int
    workspace_id: int
    experiment_id: int
    name: str
    type: str
    path: str


def runs_of(caller: Caller) -> QuerySet[Job]:
    """The runs that ``caller`` may read."""
    jobs = Job.objects.filter(SHOWN, workspace_id__in=list(caller.roles))
    if caller.step is None:
        return jobs
    return jobs.filter(Q(pk=caller.step.root_id) | Q(root_id=caller.step.root_id))


def to_read(caller: Caller, run_id: str) -> Place:
    """Raises NotFound for strangers too, who must not learn what there is."""
    kept_as = _kept_as(caller, run_id)
    found: Place | None = cache.get(kept_as)
    if found is None:
        job = runs_of(caller).filter(name=run_id).order_by("workspace_id").first()
        if job is None:
            raise NotFound("run-not-found", f'There is no run "{run_id}".')
        found = place_of(job)
        cache.set(kept_as, found, KEPT_SECONDS)
    return found


def to_write(caller: Caller, run_id: str) -> Place:
    """The same for a caller who may also log to it; raises Denied."""
    place = to_read(caller, run_id)
    caller.must_write(place.workspace_id)
    step = caller.step
    if step is not None and place.job_id != step.job_id and not _started_by(place, step.path):
        raise Denied("other-run", "A step may log to itself and to the runs that it starts.")
    return place


def model_to_read(caller: Caller, model_id: str) -> LoggedModel:
    """A logged model that is not deleted; raises NotFound."""
    found = models_of(caller).filter(model_id=model_id, is_deleted=False).first()
    if found is None:
        raise NotFound("model-not-found", f'There is no logged model "{model_id}".')
    return found


def model_to_write(caller: Caller, model_id: str) -> LoggedModel:
    """The same for who may also change it: who may log to the run that made it."""
    found = model_to_read(caller, model_id)
    caller.must_write(found.experiment.workspace_id)
    if caller.step is not None:
        if found.source_run is None:
            raise Denied("other-model", "A step may change the models that it made.")
        to_write(caller, found.source_run.name)
    return found


def models_of(caller: Caller) -> QuerySet[LoggedModel]:
    """The logged models that ``caller`` may read: a step, also those that are registered."""
    found = LoggedModel.objects.filter(experiment__workspace_id__in=list(caller.roles))
    if caller.step is not None:
        root = caller.step.root_id
        of_root = Q(source_run_id=root) | Q(source_run__root_id=root)
        registered = Exists(ModelVersion.objects.filter(model_id=OuterRef("pk")))
        found = found.filter(of_root | Q(registered))
    found = found.filter(source_run__deleted_at=None, source_run__root__deleted_at=None)
    joined = found.select_related("experiment", "source_run")
    return joined.defer("source_run__plan", "source_run__reuse_parts")


def place_of(job: Job) -> Place:
    return Place(
        job_id=job.pk,
        root_id=job.root_id or job.pk,
        workspace_id=job.workspace_id,
        experiment_id=job.experiment_id,
        name=job.name,
        type=job.type,
        path=job.path,
    )


def experiments_of(caller: Caller) -> QuerySet[Experiment]:
    """The experiments that ``caller`` may read, in a steady order."""
    found = Experiment.objects.filter(workspace_id__in=list(caller.roles)).order_by("pk")
    return found if caller.step is None else found.filter(pk=caller.step.experiment_id)


def experiment(caller: Caller, experiment_id: object) -> Experiment:
    text = str(experiment_id or "")
    is_id = text.isascii() and text.isdecimal() and len(text) < 19
    found = experiments_of(caller).filter(pk=int(text)).first() if is_id else None
    if found is None:
        raise NotFound("experiment-not-found", f'There is no experiment with the id "{text}".')
    return found


def _started_by(place: Place, step_path: str) -> bool:
    return place.type == MLFLOW_RUN and place.path.startswith(f"{step_path}.")


def _kept_as(caller: Caller, run_id: str) -> str:
    scope = caller.step.root_id if caller.step else "-".join(map(str, sorted(caller.roles)))
    kind = "step" if caller.step else "person"
    return f"mlflow-run:{kind}:{scope}:{secret.digest(run_id)}"
