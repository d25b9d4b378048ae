"""Datastores: list and show. Credentials never leave the database."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import Answer, Moment, answer, moment
from studio import models
from studio.api.views import CursorPage, WorkspaceView
from studio.lib.errors import NotFound

# Account names and the like; whatever is not on this list may be a secret.
SHOWN = (
    "account_name",
    "container_name",
    "file_share_name",
    "filesystem",
    "store_name",
    "endpoint",
    "protocol",
    "folder",
)


class Datastore(Answer):
    name: str
    type: str
    description: str
    tags: dict[str, str]
    is_default: bool
    config: dict[str, Any]
    created_at: Moment


class DatastorePage(Answer):
    items: list[Datastore]
    next_cursor: str | None


class DatastoreList(WorkspaceView):
    @extend_schema(operation_id="datastores_list", responses=DatastorePage)
    def get(self, request: Request, workspace: str) -> Response:
        """The datastores of the workspace by name."""
        rows, cursor = CursorPage.of(request).rows(
            models.Datastore.objects.filter(workspace=self.workspace()), "name"
        )
        return answer(DatastorePage(items=[_shape(row) for row in rows], next_cursor=cursor))


class DatastoreView(WorkspaceView):
    @extend_schema(responses=Datastore)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """One datastore."""
        found = models.Datastore.objects.filter(workspace=self.workspace(), name=name).first()
        if found is None:
            raise NotFound("datastore-not-found", f'There is no datastore "{name}" here.')
        return answer(_shape(found))


def _shape(datastore: models.Datastore) -> Datastore:
    return Datastore(
        name=datastore.name,
        type=datastore.type,
        description=datastore.description,
        tags=datastore.tags,
        is_default=datastore.is_default,
        config={key: datastore.config[key] for key in SHOWN if key in datastore.config},
        created_at=moment(datastore.created_at),
    )
