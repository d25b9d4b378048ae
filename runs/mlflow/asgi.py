"""HTTP for MLflow clients, beside Django's request handling and not through it.

A training loop waits for each of its calls. Sessions, cookies and forms mean nothing here, and
Django's way through them costs more than the call itself; files must not be held back until they
are complete. The work itself, with the database, is done in threads of our own, which keep their
connection.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO, TypeVar

from django.conf import settings
from django.db import DatabaseError, DataError, connection
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from runs.mlflow import artifacts, caller, calls, page, wire
from runs.mlflow.caller import Caller
from studio.lib.errors import Invalid, StudioError, TooLarge, Unavailable

RETRY_SECONDS = "1"
# MLflow's own server takes 1 MB of metrics at once; files do not come this way.
JSON_MAX_BYTES = 8 * 1024 * 1024
# Less than this is read before the caller is known, which saves a way to the threads and back.
SMALL_BYTES = 64 * 1024
ANY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE"]
ARTIFACTS = "/mlflow/api/2.0/mlflow-artifacts/artifacts"

Done = TypeVar("Done")
Answer = Callable[[Request], Awaitable[Response]]
log = logging.getLogger("studio.mlflow")
_threads = ThreadPoolExecutor(8, "studio-mlflow")


def _answers_errors(answer: Answer) -> Answer:
    """Clients understand an error as JSON of their own form, and nothing else."""

    async def guarded(request: Request) -> Response:
        try:
            return await answer(request)
        except StudioError as error:
            status, body = calls.problem(error)
        except DataError:
            log.warning("An MLflow call sent what the database refused.", exc_info=True)
            wrong = Invalid("not-storable", "The database refused a value of the request.")
            status, body = calls.problem(wrong)
        except DatabaseError:
            log.warning("An MLflow call could not reach the database.", exc_info=True)
            busy = Unavailable("database-busy", "The studio's database is busy; try again.")
            status, body = calls.problem(busy)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception:  # a fault of ours is a JSON 500 to a client, never a broken script page
            # A client that gets anything but JSON says nothing that its user could understand.
            log.exception("An MLflow call failed: %s %s", request.method, request.url.path)
            status, body = 500, calls.MISTAKE
        headers = {"Retry-After": RETRY_SECONDS} if status == 503 else None
        return JSONResponse(body, status, headers)

    return guarded


@_answers_errors
async def api(request: Request) -> Response:
    found = calls.find(request.method, request.path_params["endpoint"])
    if found is None:
        return _unknown(request)
    call, addressed = found
    if not _is_small(request):
        await _work(lambda: _caller(request))
    body = await _body(request)

    def answered() -> Response:
        who = _caller(request)
        fields = {**wire.of_query(request.query_params), **wire.of_body(body), **addressed}
        return JSONResponse(call(who, fields))

    return await _work(answered)


@_answers_errors
async def artifact(request: Request) -> Response:
    path = request.path_params["path"]
    if request.method == "PUT":
        return await _receive(request, path)
    if request.method == "GET":
        file, size = await _work(lambda: artifacts.open_file(_caller(request), path))
        headers = {"Content-Length": str(size), "Content-Disposition": "attachment"}
        return StreamingResponse(_chunks(file), 200, headers, "application/octet-stream")
    if request.method == "DELETE":
        await _work(lambda: artifacts.delete(_caller(request), path))
        return JSONResponse({})
    return _unknown(request)


@_answers_errors
async def artifact_list(request: Request) -> Response:
    if request.method != "GET":
        return _unknown(request)
    fields = wire.of_query(request.query_params)
    return JSONResponse(await _work(lambda: artifacts.listing(_caller(request), fields)))


async def unknown(request: Request) -> Response:
    return _unknown(request)


async def ui(request: Request) -> Response:
    """The address that clients print for a run."""
    headers = {"Content-Security-Policy": page.POLICY, "X-Content-Type-Options": "nosniff"}
    return HTMLResponse(page.HTML, headers=headers)


async def _receive(request: Request, path: str) -> Response:
    """The body goes to disk as it comes; the file appears once it is whole."""
    incoming = await _work(lambda: artifacts.Incoming(_caller(request), path))
    left = settings.BLOB_MAX_BYTES
    try:
        async for chunk in request.stream():
            left -= len(chunk)
            if left < 0:
                raise TooLarge(
                    "artifact-too-large",
                    f"A file may have at most {settings.BLOB_MAX_BYTES // 1024**2} MB.",
                    hint="STUDIO_BLOB_MAX_MB sets the limit.",
                )
            await _work(lambda chunk=chunk: incoming.write(chunk))  # type: ignore[misc]
        await _work(incoming.keep)
    finally:
        await _work(incoming.close)
    return JSONResponse({})


async def _work(task: Callable[[], Done]) -> Done:
    return await asyncio.get_running_loop().run_in_executor(_threads, _with_database, task)


def _with_database(task: Callable[[], Done]) -> Done:
    """A connection that failed is given up; the next call in this thread opens another."""
    try:
        return task()
    except DatabaseError:
        connection.close()
        raise


def _caller(request: Request) -> Caller:
    return caller.of_header(request.headers.get("authorization", ""))


def _is_small(request: Request) -> bool:
    """Whether its body, if it has one, fits ``SMALL_BYTES``."""
    length = request.headers.get("content-length", "")
    if request.method == "GET" or not (length or "transfer-encoding" in request.headers):
        return True
    return length.isdigit() and int(length) <= SMALL_BYTES


async def _body(request: Request) -> bytes:
    if request.method == "GET":
        return b""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > JSON_MAX_BYTES:
            raise TooLarge(
                "body-too-large",
                f"A call may have at most {JSON_MAX_BYTES // 1024**2} MB of JSON.",
                hint="Log fewer values at once; files go to the artifacts.",
            )
    return bytes(body)


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    with file:
        while chunk := await loop.run_in_executor(_threads, file.read, artifacts.CHUNK_BYTES):
            yield chunk


def _unknown(request: Request) -> Response:
    text = f"There is no {request.method} {request.url.path}."
    return JSONResponse({"error_code": "ENDPOINT_NOT_FOUND", "message": text}, 404)


async def _refused(request: Request, refused: Exception) -> Response:
    return _unknown(request)


application = Starlette(
    exception_handlers={HTTPException: _refused},
    routes=[
        Route("/mlflow/", ui, methods=["GET"]),
        Route("/mlflow", ui, methods=["GET"]),
        Route("/mlflow/api/2.0/mlflow/{endpoint:path}", api, methods=ANY_METHOD),
        Route(ARTIFACTS, artifact_list, methods=ANY_METHOD),
        Route(f"{ARTIFACTS}/{{path:path}}", artifact, methods=ANY_METHOD),
        Route("/mlflow/{rest:path}", unknown, methods=ANY_METHOD),
    ],
)
