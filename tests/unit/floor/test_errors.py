"""Every failure has one shape and one HTTP code."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions

from studio.api.errors import Unauthenticated, problem_response
from studio.lib.errors import (
    Conflict,
    Denied,
    Invalid,
    NotFound,
    StudioError,
    TooLarge,
    Unavailable,
)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Invalid("x", "m"), 422, "x"),
        (NotFound("x", "m"), 404, "x"),
        (Conflict("x", "m"), 409, "x"),
        (Conflict("draft-changed", "m"), 412, "draft-changed"),
        (Denied("x", "m"), 403, "x"),
        (TooLarge("x", "m"), 413, "x"),
        (Unavailable("x", "m"), 503, "x"),
        (Unauthenticated("unauthenticated", "m"), 401, "unauthenticated"),
        (StudioError("x", "m"), 400, "x"),
        (exceptions.ParseError(), 400, "bad-json"),
        (exceptions.NotAuthenticated(), 401, "unauthenticated"),
        (exceptions.AuthenticationFailed(), 401, "unauthenticated"),
        (exceptions.PermissionDenied(), 403, "denied"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method-not-allowed"),
        (exceptions.UnsupportedMediaType("a/b"), 415, "unsupported-media-type"),
        (exceptions.Throttled(3), 429, "too-many-tries"),
        (exceptions.NotFound(), 404, "not-found"),
        (Http404(), 404, "not-found"),
        (PermissionDenied(), 403, "denied"),
        (RequestDataTooBig(), 413, "body-too-large"),
        (SuspiciousOperation(), 400, "bad-request"),
    ],
)
def test_each_kind_has_its_code(error: Exception, status: int, code: str) -> None:
    answer = problem_response(error, {})
    assert answer is not None
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert set(answer.data) == {"code", "message", "hint", "place", "diagnostics"}
    assert answer.data["code"] == code


def test_a_mistake_of_ours_is_left_to_be_logged() -> None:
    assert problem_response(KeyError("x"), {}) is None


def test_every_wrong_field_is_named_with_its_place() -> None:
    error = exceptions.ValidationError({"inputs": {"alpha": ["Too low."]}, "name": ["Missing."]})
    answer = problem_response(error, {})
    assert answer is not None
    assert answer.status_code == 422
    assert answer.data["place"] == "inputs.alpha"
    assert [one["path"] for one in answer.data["diagnostics"]] == ["inputs.alpha", "name"]


def test_the_wait_of_a_throttled_answer_is_in_its_header() -> None:
    answer = problem_response(exceptions.Throttled(7), {})
    assert answer is not None
    assert answer["Retry-After"] == "7"
