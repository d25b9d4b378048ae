"""Who may not send a body does not send one: access is asked before Django keeps it on disk.

Django reads a request to its end before any view sees it, and spools what is larger than
``FILE_UPLOAD_MAX_MEMORY_SIZE``. For such requests the view's own check is made first, with the
head of the request alone; whoever fails it gets the view's own answer, and the body is thrown away.
"""

import io

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from rest_framework.exceptions import APIException

from studio.api.body_limit import (
    Application,
    Message,
    Receive,
    Scope,
    Send,
    content_length,
    drain,
)
from studio.api.views import WorkspaceView
from studio.lib.errors import StudioError

_BODY_HEADERS = (b"content-length", b"transfer-encoding")


def access_first(application: Application) -> Application:
    """``application`` that gets the large bodies of those who may send them, and no others."""

    async def checked(scope: Scope, receive: Receive, send: Send) -> None:
        if _may_be_spooled(scope) and not await sync_to_async(_is_let_in)(without_body(scope)):
            await drain(receive)
            await application(without_body(scope), _nothing_to_read(receive), send)
            return
        await application(scope, receive, send)

    return checked


def _may_be_spooled(scope: Scope) -> bool:
    if scope["method"] in ("GET", "HEAD", "OPTIONS"):
        return False
    length = content_length(scope)
    is_chunked = any(name == b"transfer-encoding" for name, _ in scope["headers"])
    return length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE or (length < 0 and is_chunked)


def _is_let_in(scope: Scope) -> bool:
    """Whether the view that the request is for would let its sender go on."""
    request = ASGIRequest(scope, io.BytesIO())
    SessionMiddleware(_no_answer).process_request(request)
    AuthenticationMiddleware(_no_answer).process_request(request)
    try:
        match = resolve(scope["path"])
        kind = getattr(match.func, "cls", None)
        if not (isinstance(kind, type) and issubclass(kind, WorkspaceView)):
            return True
        view = kind()
        view.setup(request, *match.args, **match.kwargs)
        view.request = view.initialize_request(request, *match.args, **match.kwargs)
        view.initial(view.request, *match.args, **match.kwargs)
    except (StudioError, APIException, Http404):
        return False
    return True


def without_body(scope: Scope) -> Scope:
    headers = [pair for pair in scope["headers"] if pair[0] not in _BODY_HEADERS]
    return {**scope, "headers": [*headers, (b"content-length", b"0")]}


def _nothing_to_read(receive: Receive) -> Receive:
    is_given = False

    async def read() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return read


def _no_answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
