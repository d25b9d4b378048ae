"""Archive and restore over REST, the same for every kind of asset."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import Answer, Body, answer, read
from designer.operations import lookup, versions
from studio.api.views import WorkspaceView
from studio.models import Workspace

# A workspace, a name in it, and whether it is to be archived; raises NotFound.
Archive = Callable[[Workspace, str, bool], None]


class Archiving(Body):
    archived: bool


class ArchivedName(Answer):
    name: str
    archived: bool


class NameView(WorkspaceView):
    """A name with all its versions: what it has of its own is whether it is archived.

    ``NameView.as_view(archive=…)``: each family of assets has its own way.
    """

    archive: Archive | None = None

    @extend_schema(request=Archiving, responses=ArchivedName)
    def patch(self, request: Request, workspace: str, name: str) -> Response:
        """Archive or restore the name with all its versions."""
        archived = read(request, Archiving).archived
        if self.archive is None:
            raise TypeError("NameView.as_view needs to be told how to archive.")
        self.archive(self.workspace(), name, archived)
        return answer(ArchivedName(name=name, archived=archived))


def view_of(kind: versions.Kind[Any, Any]) -> Callable[..., HttpResponseBase]:
    def archive(workspace: Workspace, name: str, archived: bool) -> None:
        versions.archive(kind, lookup.named(kind, workspace, name), archived)

    return NameView.as_view(archive=archive)
