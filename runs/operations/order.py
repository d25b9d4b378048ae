"""From a claimed step to the order that the worker's side carries out: everything looked up."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from designer.graph.readable import web_address
from designer.graph.references import SNAPSHOT_PREFIX
from designer.operations import snapshots
from runs.execution import leftovers
from runs.execution.order import Coming, Folders, Input, Order, Output, Remote, StepFailed
from runs.operations.claim import Try
from runs.plan import inputs, processes, stored, values
from runs.plan.processes import SINGLE, Processes
from studio import sql
from studio.lib.errors import StudioError
from studio.models import Workspace
from studio.storage import home
from studio.storage.datastores import Places


@dataclass(frozen=True, slots=True)
class Expected:
    """What a step that still runs is about to put in place. outputs: as its plan says."""

    job: str
    outputs: Mapping[str, Mapping[str, Any]]


def build(step: Try, token: str, expected: Expected | None = None) -> Order:
    """Raises StepFailed when something that the step needs is not there, nor expected."""
    try:
        return _order(step, token, expected)
    except StudioError as error:
        raise StepFailed(error.code, error.message, error.hint) from error


def folders(step: Try) -> Folders:
    """Where an attempt's files lie; nothing is made."""
    return Folders(
        home=home.root(),
        envs=home.envs(),
        work=home.work_folder(step.job.id, step.attempt),
        job=home.job_folder(step.workspace_id, step.job.id),
    )


def _order(step: Try, token: str, expected: Expected | None) -> Order:
    plan = step.row["plan"]
    made = _Made(step.workspace_id, stored.producers(plan), expected)
    outputs = tuple(
        Output(name, one["type"], one["uri"], made.places.locate(one["uri"]))
        for name, one in plan["outputs"].items()
    )
    if step.attempt > 1:
        _make_room(step, outputs)
    return Order(
        job=step.job.name,
        attempt=step.attempt,
        command=plan["command"],
        code=_code(step),
        inputs=tuple(_inputs(plan, made)),
        outputs=outputs,
        environment=plan["environment"],
        variables=_studio_variables(step, token),
        own_variables={
            name: inputs.text_of(one, made.outputs) for name, one in plan["variables"].items()
        },
        timeout_seconds=plan["timeout_seconds"],
        resources=plan["resources"],
        build_context=_build_context(step),
        processes=_processes(plan),
        parallel=plan.get("parallel") or {},
        split=_split(plan, made),
    )


def _processes(plan: Mapping[str, Any]) -> Processes:
    """Those of a parallel step are its driver's business."""
    if plan.get("parallel"):
        return SINGLE
    return processes.of_step(plan["distribution"], plan["resources"].get("instance_count"))


def _make_room(step: Try, outputs: Iterable[Output]) -> None:
    """Drop what an earlier attempt put in place before it was lost: its files would mix with ours.

    Only at the address that is this job's alone; elsewhere it may be somebody else's.
    """
    for one in outputs:
        if _is_own(one.uri, step.job.name, one.name):
            leftovers.remove(one.target)


def _is_own(uri: str, job: str, output: str) -> bool:
    """No other job writes to this address."""
    return uri.rstrip("/").endswith(f"/paths/azureml/{job}/{output}")


class _Made:
    """The producers of a step's inputs, by name."""

    def __init__(self, workspace_id: int, names: set[str], expected: Expected | None) -> None:
        jobs = "SELECT id, name, outputs, status, reused_from_id FROM runs_job"
        where = f"workspace_id = %s AND name IN ({sql.marks(names)})"
        found = sql.rows(f"{jobs} WHERE {where}", [workspace_id, *names]) if names else []
        self._workspace_id = workspace_id
        self._jobs = {one["name"]: one for one in found}
        self.places = Places(workspace_id)
        self._expected = expected
        if expected is not None and expected.job in self._jobs:
            self._jobs[expected.job]["outputs"] = expected.outputs
        self.outputs: dict[str, Any] = {one["name"]: one["outputs"] for one in found}

    def place(self, given: Mapping[str, Any]) -> Path:
        """Where an output lies; ``artifacts`` is what a step keeps without declaring it."""
        name, output = given["from"], given["output"]
        job = self._jobs.get(name)
        if job is None:
            raise StepFailed("job-not-found", f'There is no job "{name}" to take outputs from.')
        made = job["outputs"].get(output)
        if made is not None:
            return self.places.locate(_below(made["uri"], given.get("below")))
        if output == "artifacts":
            ran = job["reused_from_id"] or job["id"]
            return home.job_folder(self._workspace_id, ran) / "artifacts"
        raise StepFailed(
            "output-not-made", f'Job "{name}" ({job["status"]}) has made no output "{output}".'
        )

    def coming(self, given: Mapping[str, Any]) -> Coming:
        """A file that is its step's only output comes into a folder that holds nothing else."""
        expected = self._expected
        if expected is None or given["from"] != expected.job:
            return "there"
        made = expected.outputs.get(given["output"], {})
        is_file = made.get("type") == given["type"] == "uri_file" and not given.get("below")
        is_own = _is_own(str(made.get("uri", "")), expected.job, given["output"])
        return "alone" if is_file and is_own and len(expected.outputs) == 1 else "later"


def _split(plan: Mapping[str, Any], made: _Made) -> Path | None:
    """The data that a parallel step splits, where its text is a URI (``mode: direct``)."""
    name = str((plan.get("parallel") or {}).get("input"))
    given = plan["inputs"].get(name)
    if given is None or given.get("mode") != "direct" or inputs.is_absent(given, made.outputs):
        return None
    if "from" in given:
        return made.place(given)
    found = _by_address(name, given, made)
    if found.source is None:
        raise StepFailed(
            "input-not-here",
            f'Input "{name}" lies on the web, and its mode is direct: it cannot be split.',
            hint="Leave out mode: direct, and the studio fetches it.",
        )
    return found.source


def _inputs(plan: Mapping[str, Any], made: _Made) -> Iterator[Input]:
    for name, given in plan["inputs"].items():
        if inputs.is_absent(given, made.outputs):
            continue
        if not values.is_data(given["type"]):
            yield Input(name, given["type"], value=inputs.text_of(given, made.outputs))
        elif given.get("mode") == "direct":
            yield Input(name, given["type"], value=_uri(given, made))
        elif "from" in given:
            source, coming = made.place(given), made.coming(given)
            found = Input(name, given["type"], source=source, coming=coming)
            yield replace(found, evaluated=_is_evaluated(plan, name))
        else:
            yield replace(_by_address(name, given, made), evaluated=_is_evaluated(plan, name))


def _is_evaluated(plan: Mapping[str, Any], name: str) -> bool:
    """A parallel step looks into the table that it splits by itself."""
    given = plan["inputs"][name]
    is_split = name == (plan.get("parallel") or {}).get("input")
    return given["type"] == "mltable" and given.get("mode") in inputs.EVALUATED and not is_split


def _by_address(name: str, given: Mapping[str, Any], made: _Made) -> Input:
    uri = str(given.get("uri") or inputs.text_of(given, made.outputs))
    address = web_address(uri)
    if address is not None:
        return Input(name, given["type"], remote=Remote(address, given.get("digest")))
    return Input(name, given["type"], source=made.places.locate(uri))


def _uri(given: Mapping[str, Any], made: _Made) -> str:
    if "from" not in given:
        return str(given.get("uri") or inputs.text_of(given, made.outputs))
    found = made.outputs.get(given["from"], {}).get(given["output"], {})
    return _below(str(found.get("uri", "")), given.get("below"))


def _below(uri: str, below: str | None) -> str:
    return f"{uri.rstrip('/')}/{below}" if below else uri


def _code(step: Try) -> Path | None:
    reference = step.row["plan"]["code"]
    return _snapshot(step, reference) if reference else None


def _build_context(step: Try) -> Path | None:
    """The folder of an environment's ``build``, when it was sent along; addresses are not."""
    build = step.row["plan"]["environment"].get("build")
    path = str(build.get("path", "")) if isinstance(build, Mapping) else ""
    if not path.startswith(SNAPSHOT_PREFIX):
        return None
    return _snapshot(step, path)


def _snapshot(step: Try, reference: str) -> Path:
    workspace = Workspace(pk=step.workspace_id, name=step.row["workspace"])
    return snapshots.folder(reference.removeprefix(SNAPSHOT_PREFIX), workspace)


def _studio_variables(step: Try, token: str) -> dict[str, str]:
    """sdk.md 3.4: what scripts, mlflow and azureml read."""
    row = step.row
    address = settings.PUBLIC_URL.rstrip("/")
    return {
        "MLFLOW_TRACKING_URI": f"{address}/mlflow",
        "MLFLOW_RUN_ID": row["name"],
        "MLFLOW_EXPERIMENT_ID": str(row["experiment_id"]),
        "MLFLOW_EXPERIMENT_NAME": row["experiment"],
        "MLFLOW_TRACKING_TOKEN": token,
        "AZUREML_RUN_ID": row["name"],
        "AZUREML_ROOT_RUN_ID": row["root"],
        "AZUREML_EXPERIMENT_ID": str(row["experiment_id"]),
        "AZUREML_ARM_PROJECT_NAME": row["experiment"],
        "AZUREML_ARM_SUBSCRIPTION": "local",
        "AZUREML_ARM_RESOURCEGROUP": "local",
        "AZUREML_ARM_WORKSPACE_NAME": row["workspace"],
        "AZUREML_WORKSPACE_ID": str(step.workspace_id),
        "AZUREML_SERVICE_ENDPOINT": address,
        "AZUREML_RUN_TOKEN": token,
        "AZUREML_NODE_COUNT": str(row["instance_count"]),
    }
