"""The one place that turns failures into HTTP: codes, and the problem document.

Every answer of the API that is not a success has this shape, whoever raised it: domain code
(StudioError), Django REST framework, or Django itself (the handlers that studio.urls names).
"""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions, status
from rest_framework.response import Response

from studio.lib.errors import (
    Conflict,
    Denied,
    Invalid,
    NotFound,
    StudioError,
    TooLarge,
    Unavailable,
)

CONTENT_TYPE = "application/problem+json"
log = logging.getLogger("studio.api")

_HTTP: tuple[tuple[type[StudioError], int], ...] = (
    (Invalid, 422),
    (NotFound, 404),
    (Conflict, 409),
    (Denied, 403),
    (TooLarge, 413),
    (Unavailable, 503),
)
_HTTP_OF_CODE = {
    "draft-changed": 412,
    "if-match-missing": 428,
    "unauthenticated": 401,
    "bad-json": 400,
    "bad-request": 400,
}


class Unauthenticated(StudioError):
    """Nobody is signed in, or the token opens nothing."""


def http_status(error: StudioError) -> int:
    """The HTTP code of ``error``; 400 for kinds that have no code of their own."""
    by_code = _HTTP_OF_CODE.get(error.code)
    if by_code is not None:
        return by_code
    return next((code for kind, code in _HTTP if isinstance(error, kind)), 400)


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. None lets Django log the traceback and call ``handler500``."""
    if isinstance(exc, StudioError):
        return _answer(exc.as_dict(), http_status(exc))
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    elif isinstance(exc, SuspiciousOperation):
        return _answer(*_suspicious(exc))
    if isinstance(exc, exceptions.APIException):
        return _answer(_of_framework(exc), _framework_status(exc), _headers(exc))
    return None


def _answer(problem: dict[str, Any], code: int, headers: dict[str, str] | None = None) -> Response:
    return Response(problem, status=code, headers=headers, content_type=CONTENT_TYPE)


def problem(
    code: str,
    message: str,
    hint: str | None = None,
    place: str | None = None,
    diagnostics: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    return {
        "code": code,
        "message": message,
        "hint": hint,
        "place": place,
        "diagnostics": diagnostics or [],
    }


def _framework_status(exc: exceptions.APIException) -> int:
    if isinstance(exc, exceptions.ValidationError):
        return status.HTTP_422_UNPROCESSABLE_ENTITY
    return exc.status_code


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = {}
    challenge = getattr(exc, "auth_header", None)
    if challenge:
        headers["WWW-Authenticate"] = challenge
    wait = getattr(exc, "wait", None)
    if wait:
        headers["Retry-After"] = str(int(wait))
    return headers


_FRAMEWORK: tuple[tuple[type[exceptions.APIException], str, str | None], ...] = (
    (exceptions.ParseError, "bad-json", "Send a JSON document."),
    (exceptions.NotAuthenticated, "unauthenticated", "Sign in, or send a token."),
    (exceptions.AuthenticationFailed, "unauthenticated", "Sign in again, or send a valid token."),
    (exceptions.PermissionDenied, "denied", None),
    (exceptions.NotFound, "not-found", None),
    (exceptions.MethodNotAllowed, "method-not-allowed", None),
    (exceptions.NotAcceptable, "not-acceptable", None),
    (exceptions.UnsupportedMediaType, "unsupported-media-type", None),
    (exceptions.Throttled, "too-many-tries", "Wait a little."),
)


def _of_framework(exc: exceptions.APIException) -> dict[str, Any]:
    if isinstance(exc, exceptions.ValidationError):
        return _of_validation(exc)
    for kind, code, hint in _FRAMEWORK:
        if isinstance(exc, kind):
            return problem(code, str(exc.detail), hint)
    return problem("bad-request", str(exc.detail))


def _of_validation(exc: exceptions.ValidationError) -> dict[str, Any]:
    """Each field that is wrong is a diagnostic; the message is the first of them."""
    found = list(_findings(exc.detail, ""))
    diagnostics = [
        {
            "severity": "error",
            "code": "invalid-field",
            "message": text,
            "hint": None,
            "path": place,
            "file": None,
            "line": None,
            "column": None,
            "node": None,
            "port": None,
        }
        for place, text in found
    ]
    place, text = found[0] if found else ("", "The request is not valid.")
    message = f"{place}: {text}" if place else text
    return problem("invalid-request", message, None, place or None, diagnostics)


def _findings(detail: Any, place: str) -> list[tuple[str, str]]:
    if isinstance(detail, dict):
        return [
            finding
            for key, value in detail.items()
            for finding in _findings(value, _below(place, str(key)))
        ]
    if isinstance(detail, list):
        return [finding for value in detail for finding in _findings(value, place)]
    return [(place, str(detail))]


def _below(place: str, key: str) -> str:
    if key == "non_field_errors":
        return place
    return f"{place}.{key}" if place else key


def _suspicious(exc: SuspiciousOperation) -> tuple[dict[str, Any], int]:
    if isinstance(exc, RequestDataTooBig):
        return problem("body-too-large", "The request is larger than the studio accepts."), 413
    return problem("bad-request", "The studio does not accept this request."), 400


def json_problem(found: dict[str, Any], code: int) -> JsonResponse:
    """The same document outside of DRF."""
    return JsonResponse(found, status=code, content_type=CONTENT_TYPE)


def handler400(request: HttpRequest, exception: Exception) -> JsonResponse:
    if isinstance(exception, SuspiciousOperation):
        return json_problem(*_suspicious(exception))
    return json_problem(problem("bad-request", "The studio does not accept this request."), 400)


def handler403(request: HttpRequest, exception: Exception) -> JsonResponse:
    return json_problem(problem("denied", "You may not do this."), 403)


def handler404(request: HttpRequest, exception: Exception) -> JsonResponse:
    return json_problem(problem("not-found", f"There is nothing at {request.path}."), 404)


def handler500(request: HttpRequest) -> JsonResponse:
    """Django has logged the traceback by now."""
    found = problem(
        "internal-error",
        "The studio made a mistake; its log has the details.",
        hint="Trying again may help. If it does not, report it with the log.",
    )
    return json_problem(found, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    found = problem("csrf-failed", f"The CSRF check failed: {reason}", "Reload the page.")
    return json_problem(found, 403)
