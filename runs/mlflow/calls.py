"""MLflow's calls by method and address, and its names for what goes wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from runs.mlflow import experiment_calls, run_calls, search
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
    ("GET", "metrics/get-history"): run_calls.metric_history,
    # Clients ask before they list a run's files; the studio keeps no such models yet.
    ("POST", "logged-models/search"): lambda _caller, _fields: {"models": []},
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


def problem(error: StudioError) -> tuple[int, dict[str, str]]:
    """The HTTP code and the body that MLflow clients understand."""
    status, code = next((status, code) for kind, status, code in _ERRORS if isinstance(error, kind))
    hint = f" {error.hint}" if error.hint else ""
    return status, {"error_code": code, "message": f"{error.message}{hint}"}
