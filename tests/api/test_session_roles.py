"""Every address under a workspace: a stranger finds nothing, a reader writes nothing.

The addresses come from the URL resolver, so that a new one cannot be forgotten here.
"""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from studio.api.views import WorkspaceView
from studio.models import Role
from tests.support.http import problem

pytestmark = pytest.mark.django_db
PREFIX = "api/workspaces/<slug:workspace>/"
VALUES = {"int": "1", "slug": "thing", "str": "thing", "path": "thing"}
WRITES = ("post", "put", "patch", "delete")


def patterns(
    below: list[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in below:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, route)
        else:
            yield route, pattern


def spelled(route: str) -> str:
    """``/api/workspaces/default/jobs/thing`` for the pattern ``…/jobs/<str:name>``."""
    parts = []
    for part in route.replace(PREFIX, "api/workspaces/default/").split("/"):
        kind, is_variable, _ = part.strip("<>").partition(":")
        parts.append(VALUES.get(kind, "thing") if is_variable or part.startswith("<") else part)
    return "/" + "/".join(parts)


def methods_of(pattern: URLPattern) -> list[tuple[str, Role]]:
    """The methods that the view has, each with the role that it needs."""
    view = vars(pattern.callback)["view_class"]
    assert issubclass(view, WorkspaceView), f"{view} is no WorkspaceView"
    usual = {"get": Role.READER} | dict.fromkeys(WRITES, Role.CONTRIBUTOR)
    return [
        (method, view.roles.get(method.upper(), role))
        for method, role in usual.items()
        if hasattr(view, method)
    ]


ROUTES = [
    pytest.param(spelled(route), method, role, id=f"{method} {route.removeprefix(PREFIX)}")
    for route, pattern in patterns(get_resolver().url_patterns)
    if route.startswith(PREFIX)
    for method, role in methods_of(pattern)
]


@pytest.mark.parametrize(("path", "method", "role"), ROUTES)
def test_a_stranger_finds_nothing(
    as_charlie: APIClient, path: str, method: str, role: Role
) -> None:
    problem(getattr(as_charlie, method)(path), 404, "workspace-not-found")


@pytest.mark.parametrize(("path", "method", "role"), ROUTES)
def test_nobody_gets_in_unsigned(anonymous: APIClient, path: str, method: str, role: Role) -> None:
    problem(getattr(anonymous, method)(path), 401, "unauthenticated")


@pytest.mark.parametrize(
    ("path", "method"),
    [
        pytest.param(*one.values[:2], id=one.id)
        for one in ROUTES
        if one.values[2] is not Role.READER
    ],
)
def test_a_reader_writes_nothing(as_bob: APIClient, path: str, method: str) -> None:
    problem(getattr(as_bob, method)(path), 403, "role-too-low")


@pytest.mark.parametrize(
    "path",
    [
        "components/lookup",
        "markdown",
        "validate",
    ],
)
def test_a_reader_may_ask_even_where_asking_is_a_post(as_bob: APIClient, path: str) -> None:
    answer = as_bob.post(f"/api/workspaces/default/{path}", {}, format="json")
    assert answer.status_code != 403
