"""One job: show, edit, cancel, submit again, clone, and the jobs below it."""

from typing import Annotated

from drf_spectacular.utils import extend_schema
from pydantic import Field
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from designer.api.drafts import Draft, shown_draft
from designer.api.wire import Body, answer, read
from runs import models
from runs.api import lookup
from runs.api.jobs import PAGING, page_of
from runs.operations import delete
from runs.operations.cancel import cancel
from runs.operations.clone import clone
from runs.operations.edit import edit
from runs.operations.resubmit import resubmit, resubmit_from
from runs.reading import deletion
from runs.reading.deletion import JobDeletion
from runs.reading.details import Job, detail, details
from runs.reading.fields import Tags
from runs.reading.summaries import JobSummaryPage
from studio.api.views import WorkspaceView
from studio.api.whereabouts import WhereaboutsSerializer, where_is
from studio.models import Workspace


class JobWhereabouts(APIView):
    @extend_schema(responses=WhereaboutsSerializer)
    def get(self, request: Request, name: str) -> Response:
        """The workspace that holds it. What the asker may not see is not there."""
        return where_is(request, "job", name, models.Job.objects.filter(models.SHOWN, name=name))


class JobEdit(Body):
    """What can change on a job; what is left out stays."""

    display_name: Annotated[str, Field(max_length=255)] | None = None
    description: Annotated[str, Field(max_length=100_000)] | None = None
    tags: Tags | None = None
    archived: bool | None = None


class Resubmission(Body):
    """Without a body the same pipeline runs once more.

    from_failed: completed steps keep their outputs; only the others run.
    run_again: as ``from_failed``, but these completed steps (paths such as ``train`` or
    ``fan.part_1``) and what follows from them run, too.
    """

    from_failed: bool = False
    run_again: Annotated[list[str], Field(max_length=1000)] = []


class OneJobView(WorkspaceView):
    """A view of one job that answers with the whole of it."""

    def shown(self, name: str, status: int = 200) -> Response:
        return answer(detail(lookup.job(details(lookup.jobs(self.workspace())), name)), status)

    def whole(self, name: str) -> models.Job:
        rows = lookup.jobs(self.workspace()).select_related("workspace", "root", "draft")
        return lookup.job(rows.defer("plan", "root__plan"), name)


class JobView(OneJobView):
    @extend_schema(operation_id="show_job", responses=Job)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        return self.shown(name)

    @extend_schema(operation_id="delete_job", responses=JobDeletion)
    def delete(self, request: Request, workspace: str, name: str) -> Response:
        """For good, with its data. Answers with what went and what stayed."""
        return answer(deletion.shown(name, delete.delete(_root(self.workspace(), name))))

    @extend_schema(operation_id="edit_job", request=JobEdit, responses=Job)
    def patch(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name, "type")
        edit(job, read(request, JobEdit).model_dump(exclude_none=True))
        return self.shown(name)


class DeletionView(WorkspaceView):
    @extend_schema(operation_id="show_job_deletion", responses=JobDeletion)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        """What would go with the job, and what would stay."""
        return answer(deletion.shown(name, delete.deletion(_root(self.workspace(), name))))


class CancelView(OneJobView):
    @extend_schema(operation_id="cancel_job", request=None, responses=Job)
    def post(self, request: Request, workspace: str, name: str) -> Response:
        cancel(self.whole(name))
        return self.shown(name)


class ResubmitView(OneJobView):
    @extend_schema(operation_id="resubmit_job", request=Resubmission, responses={201: Job})
    def post(self, request: Request, workspace: str, name: str) -> Response:
        asked = read(request, Resubmission)
        job = self.whole(name)
        if asked.from_failed or asked.run_again:
            again = resubmit_from(job, self.user, asked.run_again)
        else:
            again = resubmit(job, self.user)
        return self.shown(again.name, status=201)


class CloneView(OneJobView):
    @extend_schema(operation_id="clone_job", request=None, responses={201: Draft})
    def post(self, request: Request, workspace: str, name: str) -> Response:
        """A draft of what it ran."""
        draft = clone(self.whole(name), self.user)
        return answer(shown_draft(draft), 201)


def _root(workspace: Workspace, name: str) -> models.Job:
    return lookup.lean(workspace, name, "type", "outputs", "reused_from_id")


class ChildrenView(WorkspaceView):
    @extend_schema(operation_id="list_job_children", parameters=PAGING, responses=JobSummaryPage)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name)
        return page_of(request, lookup.jobs(self.workspace()).filter(parent=job), "ordinal")
