"""Computes: list, create, show, change, delete, with how busy they are."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer import models
from designer.api.wire import Answer, Body, Moment, answer, moment, read
from designer.operations import create_compute
from designer.operations.compute_usage import Usage, usage_of
from studio.api.views import CursorPage, WorkspaceView
from studio.lib.errors import NotFound
from studio.models import Role


class Compute(Answer):
    name: str
    type: str
    description: str
    tags: dict[str, str]
    min_instances: int
    max_instances: int
    instances_in_use: int
    queued_steps: int
    created_at: Moment


class ComputePage(Answer):
    items: list[Compute]
    next_cursor: str | None


class ComputeCreation(Body):
    spec: dict[str, Any]
    yaml: str = ""


class ComputeChange(Body):
    description: str | None = None
    tags: dict[str, Any] | None = None
    min_instances: int | str | None = None
    max_instances: int | str | None = None


class ComputeList(WorkspaceView):
    @extend_schema(operation_id="computes_list", responses=ComputePage)
    def get(self, request: Request, workspace: str) -> Response:
        """The computes of the workspace by name."""
        rows, cursor = CursorPage.of(request).rows(
            models.Compute.present.filter(workspace=self.workspace()), "name"
        )
        usage = usage_of(rows)
        items = [_shape(row, usage[row.pk]) for row in rows]
        return answer(ComputePage(items=items, next_cursor=cursor))

    @extend_schema(request=ComputeCreation, responses={201: Compute, 200: Compute})
    def post(self, request: Request, workspace: str) -> Response:
        """Create a compute, or change the one of that name (200)."""
        body = read(request, ComputeCreation)
        compute, created = create_compute.create(self.workspace(), body.spec)
        return answer(_with_usage(compute), 201 if created else 200)


class ComputeView(WorkspaceView):
    roles: ClassVar = {"DELETE": Role.OWNER}

    @extend_schema(responses=Compute)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """One compute."""
        return answer(_with_usage(self._found(name)))

    @extend_schema(request=ComputeChange, responses=Compute)
    def patch(self, request: Request, workspace: str, name: str) -> Response:
        """Change its instances, description or tags. Fewer instances end no step that runs."""
        changes = read(request, ComputeChange).model_dump(exclude_unset=True)
        found = self._found(name)
        create_compute.edit(found, changes)
        return answer(_with_usage(found))

    @extend_schema(responses=Compute)
    def delete(self, request: Request, workspace: str, name: str) -> Response:
        """Delete it: no new step runs there. Those that wait on it still do."""
        found = self._found(name)
        create_compute.delete(found)
        return answer(_with_usage(found))

    def _found(self, name: str) -> models.Compute:
        found = models.Compute.present.filter(workspace=self.workspace(), name=name).first()
        if found is None:
            raise NotFound("compute-not-found", f'There is no compute "{name}" here.')
        return found


def _with_usage(compute: models.Compute) -> Compute:
    return _shape(compute, usage_of([compute])[compute.pk])


def _shape(compute: models.Compute, usage: Usage) -> Compute:
    return Compute(
        name=compute.name,
        type=compute.type,
        description=compute.description,
        tags=compute.tags,
        min_instances=compute.min_instances,
        max_instances=compute.max_instances,
        instances_in_use=usage.instances_in_use,
        queued_steps=usage.queued_steps,
        created_at=moment(compute.created_at),
    )
