"""Filters of the list of jobs under a name: each person's own, a reader's as well."""

import re
from typing import Annotated, ClassVar, Literal

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from pydantic import StringConstraints
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import Answer, Body, answer, read
from runs.models import SavedView
from studio.api.views import WorkspaceView
from studio.lib.errors import Invalid, NotFound
from studio.models import Role, Workspace
from studio.transaction import writing

MOST = 100
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
Filter = Literal[
    "status",
    "search",
    "experiment",
    "component",
    "created_by",
    "source",
    "tag",
    "compute",
    "created",
    "created_after",
    "created_before",
    "draft",
    "archived",
]
Value = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class ViewBody(Body):
    """As in the address of the page; ``created`` is a span such as 7d."""

    filters: dict[Filter, Value]


class View(Answer):
    name: str
    filters: dict[str, str]


class ViewList(Answer):
    items: list[View]


class SavedViewsView(WorkspaceView):
    @extend_schema(operation_id="list_saved_views", responses=ViewList)
    def get(self, request: Request, workspace: str) -> Response:
        """One's own, by name."""
        rows = _own(self, self.workspace()).order_by("name")
        return answer(ViewList(items=[View(name=row.name, filters=row.filters) for row in rows]))


class SavedViewView(WorkspaceView):
    roles: ClassVar = {"PUT": Role.READER, "DELETE": Role.READER}

    @extend_schema(operation_id="save_view", request=ViewBody, responses=View)
    def put(self, request: Request, workspace: str, name: str) -> Response:
        """Keep these filters under the name; those that it had before go."""
        filters = dict(read(request, ViewBody).filters)
        if not filters:
            raise Invalid("no-filters", "A view without filters would be the whole list.")
        if len(name) > 100 or name != name.strip() or CONTROL.search(name):
            raise Invalid(
                "bad-name",
                "The name of a view has at most 100 characters, no spaces around it and no line"
                " breaks.",
                place="name",
            )
        with writing():
            rows = _own(self, self.workspace())
            if rows.exclude(name=name).count() >= MOST:
                raise Invalid(
                    "too-many-views",
                    f"There are {MOST} views already.",
                    hint="Delete one first.",
                )
            row, _ = rows.update_or_create(
                workspace=self.workspace(),
                owner=self.user,
                name=name,
                defaults={"filters": filters},
            )
        return answer(View(name=row.name, filters=row.filters))

    @extend_schema(operation_id="delete_view", responses={204: None})
    def delete(self, request: Request, workspace: str, name: str) -> Response:
        deleted, _ = _own(self, self.workspace()).filter(name=name).delete()
        if not deleted:
            raise NotFound("view-not-found", f'You have no view called "{name}".')
        return Response(status=204)


def _own(view: WorkspaceView, workspace: Workspace) -> "QuerySet[SavedView]":
    return SavedView.objects.filter(workspace=workspace, owner=view.user)
