"""One job: show, edit, cancel, submit again, clone, and the jobs below it."""

from typing import Any

from designer.api.drafts import DraftSerializer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from runs.api import lookup
from runs.api.jobs import PAGING, JobSummaryPageSerializer
from runs.operations.cancel import cancel
from runs.operations.clone import clone
from runs.operations.edit import edit
from runs.operations.resubmit import resubmit
from runs.reading.details import JobSerializer, details
from runs.reading.fields import TextMappingField, checked_tags
from runs.reading.summaries import JobSummarySerializer, summaries
from studio.api.views import CursorPage, WorkspaceView


class EditJobSerializer(serializers.Serializer[Any]):
    """What can change on a job; what is left out stays."""

    display_name = serializers.CharField(required=False, allow_blank=True, max_length=255)
    description = serializers.CharField(
        required=False, allow_blank=True, max_length=100_000, trim_whitespace=False
    )
    tags = TextMappingField(required=False)
    archived = serializers.BooleanField(required=False)

    def validate_tags(self, value: Any) -> dict[str, str]:
        return checked_tags(value)


class OneJobView(WorkspaceView):
    """A view of one job that answers with the whole of it."""

    def shown(self, name: str, status: int = 200) -> Response:
        job = lookup.job(details(lookup.jobs(self.workspace())), name)
        return Response(JobSerializer(job).data, status=status)


class JobView(OneJobView):
    @extend_schema(operation_id="show_job", responses=JobSerializer)
    def get(self, request: Request, workspace: str, name: str) -> Response:
        return self.shown(name)

    @extend_schema(operation_id="edit_job", request=EditJobSerializer, responses=JobSerializer)
    def patch(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name)
        edit(job, self.body(EditJobSerializer))
        return self.shown(name)


class CancelView(OneJobView):
    @extend_schema(operation_id="cancel_job", request=None, responses=JobSerializer)
    def post(self, request: Request, workspace: str, name: str) -> Response:
        cancel(lookup.job(lookup.jobs(self.workspace()), name), self.user)
        return self.shown(name)


class ResubmitView(OneJobView):
    @extend_schema(operation_id="resubmit_job", request=None, responses={201: JobSerializer})
    def post(self, request: Request, workspace: str, name: str) -> Response:
        again = resubmit(lookup.job(lookup.jobs(self.workspace()), name), self.user)
        return self.shown(again.name, status=201)


class CloneView(WorkspaceView):
    @extend_schema(operation_id="clone_job", request=None, responses={201: DraftSerializer})
    def post(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.job(lookup.jobs(self.workspace()), name)
        return Response(DraftSerializer(clone(job, self.user)).data, status=201)


class ChildrenView(WorkspaceView):
    @extend_schema(
        operation_id="list_job_children", parameters=PAGING, responses=JobSummaryPageSerializer
    )
    def get(self, request: Request, workspace: str, name: str) -> Response:
        job = lookup.lean(self.workspace(), name)
        rows = summaries(lookup.jobs(self.workspace()).filter(parent=job))
        page, cursor = CursorPage.of(request).rows(rows, "ordinal")
        items = JobSummarySerializer(page, many=True).data
        return Response({"items": items, "next_cursor": cursor})
