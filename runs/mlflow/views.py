"""HTTP for MLflow clients: JSON both ways, errors in MLflow's form, work in threads of our own.

The threads keep their database connection, which Django's one thread a request would open anew
for each of a training loop's calls.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, BinaryIO, TypeVar

from django.db import DatabaseError, close_old_connections
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from runs.mlflow import artifacts, caller, experiment_calls, page, run_calls, search
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
Done = TypeVar("Done")

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
RETRY_SECONDS = "1"
log = logging.getLogger("studio.mlflow")
_threads = ThreadPoolExecutor(8, "studio-mlflow")


@csrf_exempt
async def api(request: HttpRequest, endpoint: str) -> HttpResponse:
    call = CALLS.get((request.method or "", endpoint))
    if call is None:
        return _unknown(request)

    def answer() -> HttpResponse:
        return JsonResponse(call(_caller(request), _fields(request)))

    return await _answered(answer)


@csrf_exempt
async def artifact(request: HttpRequest, path: str) -> HttpResponse | StreamingHttpResponse:
    if request.method == "PUT":

        def store() -> HttpResponse:
            artifacts.store(_caller(request), path, request)
            return JsonResponse({})

        return await _answered(store)
    if request.method == "GET":
        return await _answered(lambda: _file(*artifacts.open_file(_caller(request), path)))
    return _unknown(request)


async def artifact_list(request: HttpRequest) -> HttpResponse:
    if request.method != "GET":
        return _unknown(request)
    return await _answered(
        lambda: JsonResponse(artifacts.listing(_caller(request), request.GET.dict()))
    )


@csrf_exempt
async def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """Clients understand a JSON 404, and fail on a page."""
    return _unknown(request)


@require_safe
def ui(request: HttpRequest) -> HttpResponse:
    """The address that clients print for a run."""
    response = HttpResponse(page.HTML)
    response["Content-Security-Policy"] = page.POLICY
    return response


async def _answered(work: Callable[[], Done]) -> Done | HttpResponse:
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, _with_database, work)
    except StudioError as error:
        status, code = next(
            (status, code) for kind, status, code in _ERRORS if isinstance(error, kind)
        )
        return _problem(status, code, _sentence(error))
    except DatabaseError:
        log.warning("An MLflow call could not reach the database.", exc_info=True)
        return _problem(503, "TEMPORARILY_UNAVAILABLE", "The studio's database is busy; try again.")


def _with_database(work: Callable[[], Done]) -> Done:
    close_old_connections()
    return work()


def _caller(request: HttpRequest) -> Caller:
    return caller.of_header(request.headers.get("Authorization", ""))


def _fields(request: HttpRequest) -> Mapping[str, Any]:
    if request.method == "GET":
        return request.GET.dict()
    try:
        fields = json.loads(request.body or b"{}")
    except ValueError:
        raise Invalid("bad-json", "The request is not a JSON document.") from None
    if not isinstance(fields, dict):
        raise Invalid("bad-json", "The request is not a JSON object.")
    return fields


def _file(file: BinaryIO, size: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_chunks(file), content_type="application/octet-stream")
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = "attachment"
    return response


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    with file:
        while chunk := await loop.run_in_executor(_threads, file.read, artifacts.CHUNK_BYTES):
            yield chunk


def _unknown(request: HttpRequest) -> HttpResponse:
    return _problem(404, "ENDPOINT_NOT_FOUND", f"There is no {request.method} {request.path}.")


def _problem(status: int, code: str, message: str) -> HttpResponse:
    response = JsonResponse({"error_code": code, "message": message}, status=status)
    if status == 503:
        response["Retry-After"] = RETRY_SECONDS
    return response


def _sentence(error: StudioError) -> str:
    return error.message if error.hint is None else f"{error.message} {error.hint}"
