"""The history of a draft: who saved when and what changed, one revision whole, restore."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer import models
from designer.api.drafts import IF_MATCH, Draft, etag, matched_revision, shown_draft
from designer.api.wire import Answer, Moment, answer, moment, who
from designer.graph.changes import Changes
from designer.graph.document import PipelineDocument
from designer.operations import draft_history, drafts, save_draft
from studio.api.views import CursorPage, WorkspaceView


class DraftRevisionSummary(Answer):
    """``changes`` is what this save changed; null for the first one that is kept."""

    number: int
    name: str
    nodes_count: int
    action: models.RevisionAction
    restored_from: int | None
    changes: Changes | None
    created_at: Moment
    created_by: str | None


class DraftRevision(DraftRevisionSummary):
    document: PipelineDocument


class DraftRevisionPage(Answer):
    items: list[DraftRevisionSummary]
    next_cursor: str | None


class DraftRevisionList(WorkspaceView):
    @extend_schema(
        operation_id="draft_revisions_list",
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("limit", int)],
        responses=DraftRevisionPage,
    )
    def get(self, request: Request, workspace: str, draft: int) -> Response:
        """Revisions of the draft, the newest first."""
        found = models.DraftRevision.objects.filter(draft=drafts.get(self.workspace(), draft))
        found = found.select_related("created_by").defer("data")
        rows, cursor = CursorPage.of(request).rows(found, "-number")
        items = [DraftRevisionSummary.model_validate(_summary(row)) for row in rows]
        return answer(DraftRevisionPage(items=items, next_cursor=cursor))


class DraftRevisionView(WorkspaceView):
    @extend_schema(operation_id="draft_revision", responses=DraftRevision)
    def get(self, request: Request, workspace: str, draft: int, number: int) -> Response:
        """The draft as it was after one save."""
        found = draft_history.revision(drafts.get(self.workspace(), draft), number)
        document = PipelineDocument.model_validate(draft_history.document(found))
        return answer(DraftRevision.model_validate(_summary(found) | {"document": document}))


class DraftRestore(WorkspaceView):
    @extend_schema(
        operation_id="draft_restore", request=None, parameters=[IF_MATCH], responses=Draft
    )
    def post(self, request: Request, workspace: str, draft: int, number: int) -> Response:
        """Make the draft again what it was at a revision; a new revision of its own."""
        found = drafts.get(self.workspace(), draft)
        restored = save_draft.restore(found, number, matched_revision(request), self.user)
        return answer(shown_draft(restored), headers=etag(restored))


def _summary(row: models.DraftRevision) -> dict[str, object]:
    return {
        "number": row.number,
        "name": row.name,
        "nodes_count": row.nodes_count,
        "action": row.action,
        "restored_from": row.restored_from,
        "changes": row.changes,
        "created_at": moment(row.created_at),
        "created_by": who(row.created_by),
    }
