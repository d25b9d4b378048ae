"""From a claimed step to the order that the worker's side carries out: everything looked up."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from designer.operations import snapshots
from runs.execution import leftovers
from runs.execution.order import Folders, Input, Order, Output, StepFailed
from runs.models import Job
from runs.operations.claim import Claim
from runs.plan import inputs, stored, values
from studio.lib.errors import StudioError
from studio.storage import home
from studio.storage.datastores import Places

SNAPSHOT = "azureml:snapshot:"


def build(claim: Claim, token: str) -> Order:
    """Raises StepFailed when something that the step needs is not there."""
    rows = Job.objects.select_related("workspace", "experiment", "root")
    # The root's document may be big.
    job = rows.defer("root__document", "root__plan", "document").get(pk=claim.job.id)
    try:
        return _order(job, claim, token)
    except StudioError as error:
        raise StepFailed(error.code, error.message, error.hint) from error


def folders(claim: Claim, workspace_id: int) -> Folders:
    return Folders(
        home=home.root(),
        envs=home.envs(),
        work=home.work_folder(claim.job.id, claim.attempt),
        job=home.job_folder(workspace_id, claim.job.id),
    )


def _order(job: Job, claim: Claim, token: str) -> Order:
    plan = job.plan
    made = _Made(job, stored.producers(plan))
    outputs = tuple(
        Output(name, one["type"], one["uri"], made.places.locate(one["uri"]))
        for name, one in plan["outputs"].items()
    )
    if claim.attempt > 1:
        _make_room(job, outputs)
    return Order(
        job=job.name,
        attempt=claim.attempt,
        command=plan["command"],
        code=_code(job),
        inputs=tuple(_inputs(job, made)),
        outputs=outputs,
        environment=plan["environment"],
        variables=_studio_variables(job, claim, token),
        own_variables={
            name: inputs.text_of(one, made.outputs) for name, one in plan["variables"].items()
        },
        timeout_seconds=plan["timeout_seconds"],
        resources=plan["resources"],
        build_context=_build_context(job),
    )


def _make_room(job: Job, outputs: Iterable[Output]) -> None:
    """Drop what an earlier attempt put in place before it was lost: its files would mix with ours.

    Only at the address that is this job's alone; elsewhere it may be somebody else's.
    """
    for one in outputs:
        if one.uri.rstrip("/").endswith(f"/paths/azureml/{job.name}/{one.name}"):
            leftovers.remove(one.target)


class _Made:
    """The producers of a step's inputs, by name."""

    def __init__(self, job: Job, names: set[str]) -> None:
        rows = Job.objects.filter(workspace_id=job.workspace_id, name__in=names)
        found = rows.only("name", "outputs", "status", "workspace_id", "reused_from_id")
        self._jobs = {one.name: one for one in found} if names else {}
        self.places = Places(job.workspace_id)
        self.outputs: dict[str, Any] = {name: one.outputs for name, one in self._jobs.items()}

    def place(self, given: Mapping[str, Any]) -> Path:
        """Where an output lies; ``artifacts`` is what a step keeps without declaring it."""
        name, output = given["from"], given["output"]
        job = self._jobs.get(name)
        if job is None:
            raise StepFailed("job-not-found", f'There is no job "{name}" to take outputs from.')
        made = job.outputs.get(output)
        if made is not None:
            return self.places.locate(_below(made["uri"], given.get("below")))
        if output == "artifacts":
            ran = job.reused_from_id or job.pk
            return home.job_folder(job.workspace_id, ran) / "artifacts"
        raise StepFailed(
            "output-not-made", f'Job "{name}" ({job.status}) has made no output "{output}".'
        )


def _inputs(job: Job, made: _Made) -> Iterator[Input]:
    for name, given in job.plan["inputs"].items():
        if not values.is_data(given["type"]):
            yield Input(name, given["type"], value=inputs.text_of(given, made.outputs))
        elif given.get("mode") == "direct":
            yield Input(name, given["type"], value=_uri(given, made))
        else:
            yield Input(name, given["type"], source=_place(given, made))


def _place(given: Mapping[str, Any], made: _Made) -> Path:
    if "from" in given:
        return made.place(given)
    uri = str(given.get("uri") or inputs.text_of(given, made.outputs))
    if uri.startswith(("http://", "https://")):
        raise StepFailed(
            "remote-input",
            f"The studio does not fetch {uri}.",
            hint="Use mode: direct to get the address itself, or register the data.",
        )
    return made.places.locate(uri)


def _uri(given: Mapping[str, Any], made: _Made) -> str:
    if "from" not in given:
        return str(given.get("uri") or inputs.text_of(given, made.outputs))
    found = made.outputs.get(given["from"], {}).get(given["output"], {})
    return _below(str(found.get("uri", "")), given.get("below"))


def _below(uri: str, below: str | None) -> str:
    return f"{uri.rstrip('/')}/{below}" if below else uri


def _code(job: Job) -> Path | None:
    reference = job.plan["code"]
    if not reference:
        return None
    return snapshots.folder(reference.removeprefix(SNAPSHOT), job.workspace)


def _build_context(job: Job) -> Path | None:
    """The folder of an environment's ``build``, when it was sent along; addresses are not."""
    build = job.plan["environment"].get("build")
    path = str(build.get("path", "")) if isinstance(build, Mapping) else ""
    if not path.startswith(SNAPSHOT):
        return None
    return snapshots.folder(path.removeprefix(SNAPSHOT), job.workspace)


def _studio_variables(job: Job, claim: Claim, token: str) -> dict[str, str]:
    """sdk.md 3.4: what scripts, mlflow and azureml read."""
    root = job.root or job
    address = settings.PUBLIC_URL.rstrip("/")
    found = {
        "MLFLOW_TRACKING_URI": f"{address}/mlflow",
        "MLFLOW_RUN_ID": job.name,
        "MLFLOW_EXPERIMENT_ID": str(job.experiment_id),
        "MLFLOW_EXPERIMENT_NAME": job.experiment.name,
        "MLFLOW_TRACKING_TOKEN": token,
        "AZUREML_RUN_ID": job.name,
        "AZUREML_ROOT_RUN_ID": root.name,
        "AZUREML_EXPERIMENT_ID": str(job.experiment_id),
        "AZUREML_ARM_PROJECT_NAME": job.experiment.name,
        "AZUREML_ARM_SUBSCRIPTION": "local",
        "AZUREML_ARM_RESOURCEGROUP": "local",
        "AZUREML_ARM_WORKSPACE_NAME": job.workspace.name,
        "AZUREML_WORKSPACE_ID": str(job.workspace_id),
        "AZUREML_SERVICE_ENDPOINT": address,
        "AZUREML_RUN_TOKEN": token,
        "AZUREML_NODE_COUNT": str(job.instance_count),
    }
    if job.plan["distribution"]:
        found |= _one_machine()
    return found


def _one_machine() -> dict[str, str]:
    """A distributed step runs as a single process here; frameworks read these."""
    return {
        "NODE_RANK": "0",
        "RANK": "0",
        "LOCAL_RANK": "0",
        "WORLD_SIZE": "1",
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": "29500",
    }
