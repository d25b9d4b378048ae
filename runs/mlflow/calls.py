"""MLflow's calls by method and address, and its names for what goes wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from runs.mlflow import (
    artifacts,
    experiment_calls,
    model_calls,
    registry_calls,
    run_calls,
    search,
    version_calls,
)
from runs.mlflow.caller import Caller
from studio.api.errors import Unauthenticated
from studio.lib.errors import (
    Conflict,
    Denied,
    Invalid,
    NotFound,
    StudioError,
    TooLarge,
    Unavailable,
)

Call = Callable[[Caller, Mapping[str, Any]], dict[str, Any]]

CALLS: Mapping[tuple[str, str], Call] = {
    ("GET", "experiments/get"): experiment_calls.get,
    ("GET", "experiments/get-by-name"): experiment_calls.get_by_name,
    ("POST", "experiments/create"): experiment_calls.create,
    ("POST", "experiments/delete"): experiment_calls.delete,
    ("POST", "experiments/restore"): experiment_calls.restore,
    ("POST", "experiments/update"): experiment_calls.update,
    ("POST", "experiments/set-experiment-tag"): experiment_calls.set_tag,
    ("POST", "experiments/delete-experiment-tag"): experiment_calls.delete_tag,
    ("POST", "experiments/search"): search.experiments,
    ("GET", "experiments/search"): search.experiments,
    ("POST", "runs/create"): run_calls.create,
    ("GET", "runs/get"): run_calls.get,
    ("POST", "runs/update"): run_calls.update,
    ("POST", "runs/delete"): run_calls.delete,
    ("POST", "runs/restore"): run_calls.restore,
    ("POST", "runs/search"): search.runs,
    ("POST", "runs/log-metric"): run_calls.log_metric,
    ("POST", "runs/log-parameter"): run_calls.log_parameter,
    ("POST", "runs/set-tag"): run_calls.set_tag,
    ("POST", "runs/delete-tag"): run_calls.delete_tag,
    ("POST", "runs/log-batch"): run_calls.log_batch,
    ("POST", "runs/log-inputs"): run_calls.log_inputs,
    ("POST", "runs/log-model"): run_calls.log_model,
    ("POST", "runs/outputs"): model_calls.log_outputs,
    ("GET", "metrics/get-history"): run_calls.metric_history,
    ("GET", "artifacts/list"): artifacts.of_run,
    ("POST", "logged-models"): model_calls.create,
    ("POST", "logged-models/search"): model_calls.search,
    ("POST", "registered-models/create"): registry_calls.create,
    ("GET", "registered-models/get"): registry_calls.get,
    ("PATCH", "registered-models/update"): registry_calls.update,
    ("POST", "registered-models/rename"): registry_calls.rename,
    ("DELETE", "registered-models/delete"): registry_calls.delete,
    ("GET", "registered-models/search"): registry_calls.search,
    ("GET", "registered-models/get-latest-versions"): registry_calls.latest_versions,
    ("POST", "registered-models/get-latest-versions"): registry_calls.latest_versions,
    ("POST", "registered-models/set-tag"): registry_calls.set_tag,
    ("DELETE", "registered-models/delete-tag"): registry_calls.delete_tag,
    ("GET", "registered-models/alias"): registry_calls.by_alias,
    ("POST", "registered-models/alias"): registry_calls.set_alias,
    ("DELETE", "registered-models/alias"): registry_calls.delete_alias,
    ("POST", "model-versions/create"): version_calls.create,
    ("GET", "model-versions/get"): version_calls.get,
    ("GET", "model-versions/get-download-uri"): version_calls.download_uri,
    ("PATCH", "model-versions/update"): version_calls.update,
    ("POST", "model-versions/transition-stage"): version_calls.transition,
    ("DELETE", "model-versions/delete"): version_calls.delete,
    ("GET", "model-versions/search"): version_calls.search,
    ("POST", "model-versions/set-tag"): version_calls.set_tag,
    ("DELETE", "model-versions/delete-tag"): version_calls.delete_tag,
}
# What follows ``logged-models/{model_id}``; {tag_key} is the one part that varies there.
_OF_MODEL: Mapping[tuple[str, str], Call] = {
    ("GET", ""): model_calls.get,
    ("PATCH", ""): model_calls.finalize,
    ("DELETE", ""): model_calls.delete,
    ("PATCH", "tags"): model_calls.set_tags,
    ("DELETE", "tags/{tag_key}"): model_calls.delete_tag,
    ("POST", "params"): model_calls.log_parameters,
    ("GET", "artifacts/directories"): artifacts.of_model,
}
_ERRORS: tuple[tuple[type[StudioError], int, str], ...] = (
    (Unauthenticated, 401, "UNAUTHENTICATED"),
    (NotFound, 404, "RESOURCE_DOES_NOT_EXIST"),
    (Denied, 403, "PERMISSION_DENIED"),
    (Conflict, 400, "RESOURCE_ALREADY_EXISTS"),
    (Invalid, 400, "INVALID_PARAMETER_VALUE"),
    (TooLarge, 413, "REQUEST_LIMIT_EXCEEDED"),
    (Unavailable, 503, "TEMPORARILY_UNAVAILABLE"),
)
MISTAKE = {
    "error_code": "INTERNAL_ERROR",
    "message": "The studio made a mistake; its log has the details.",
}


def find(method: str, endpoint: str) -> tuple[Call, Mapping[str, str]] | None:
    """The call, and the fields that stand in its address; None for an unknown address."""
    call = CALLS.get((method, endpoint))
    if call is not None:
        return call, {}
    first, _, rest = endpoint.partition("/")
    model_id, _, rest = rest.partition("/")
    if first != "logged-models" or not model_id:
        return None
    fields = {"model_id": model_id}
    if rest.startswith("tags/"):
        fields["tag_key"], rest = rest.removeprefix("tags/"), "tags/{tag_key}"
    call = _OF_MODEL.get((method, rest))
    return None if call is None else (call, fields)


def problem(error: StudioError) -> tuple[int, dict[str, str]]:
    """The HTTP code and the body that MLflow clients understand."""
    status, code = next((status, code) for kind, status, code in _ERRORS if isinstance(error, kind))
    hint = f" {error.hint}" if error.hint else ""
    return status, {"error_code": code, "message": f"{error.message}{hint}"}
