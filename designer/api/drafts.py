"""Drafts: list, create, import, save with a revision, copy, delete, write as YAML."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from designer import models
from designer.api.documents import checked_size, refuse_newer
from designer.api.uploaded import FILE_REQUEST, uploaded_file
from designer.api.wire import Answer, Body, Moment, answer, moment, read, who
from designer.catalogue import DatabaseCatalogue
from designer.graph.check import check_document
from designer.graph.diagnostics import Diagnostic
from designer.graph.document import PipelineDocument, Position
from designer.graph.write import to_yaml
from designer.operations import (
    create_draft,
    drafts,
    import_files,
    place_draft,
    save_draft,
    templates,
    uploaded_files,
)
from studio.api.views import CursorPage, WorkspaceView
from studio.api.whereabouts import WhereaboutsSerializer, where_is
from studio.lib.errors import Invalid, StudioError

IF_MATCH = OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, required=True)


class DraftSummary(Answer):
    id: int
    name: str
    revision: int
    nodes_count: int
    created_at: Moment
    modified_at: Moment
    created_by: str | None
    modified_by: str | None
    cloned_from_job: str


class Draft(DraftSummary):
    document: PipelineDocument


class ImportedDraft(Draft):
    """A new draft, and what was found while reading what it was made from."""

    diagnostics: list[Diagnostic]


class DraftPage(Answer):
    items: list[DraftSummary]
    next_cursor: str | None


class DraftCreation(Body):
    """Blank, from a ``document``, from the text of a YAML file, or from a ``template``."""

    name: str | None = None
    document: PipelineDocument | None = None
    yaml: str | None = None
    template: str | None = None


class DraftSave(Body):
    """``restored_from``: the revision that this makes the draft again, for the history to say."""

    name: str
    document: PipelineDocument
    restored_from: int | None = None


class DraftPlaces(Body):
    """``places``: those found for the draft as it is at ``revision``."""

    revision: int
    places: dict[str, Position]


class DraftYaml(Answer):
    yaml: str
    diagnostics: list[Diagnostic]


class DraftList(WorkspaceView):
    @extend_schema(
        operation_id="drafts_list",
        parameters=[
            OpenApiParameter("search", str),
            OpenApiParameter("cursor", str),
            OpenApiParameter("limit", int),
        ],
        responses=DraftPage,
    )
    def get(self, request: Request, workspace: str) -> Response:
        """Drafts, the last changed first."""
        found = models.Draft.objects.filter(workspace=self.workspace(), archived=False)
        for word in request.query_params.get("search", "").split()[:10]:
            found = found.filter(name__icontains=word)
        found = found.select_related("created_by", "modified_by").defer("document")
        rows, cursor = CursorPage.of(request).rows(found, "-modified_at")
        items = [DraftSummary(**_common(row)) for row in rows]
        return answer(DraftPage(items=items, next_cursor=cursor))

    @extend_schema(request=DraftCreation, responses={201: ImportedDraft})
    def post(self, request: Request, workspace: str) -> Response:
        """A new draft. Reading YAML keeps what it can and answers with what it found."""
        checked_size(request)
        refuse_newer(request)
        body = read(request, DraftCreation)
        if body.yaml is not None:
            imported = import_files.pipeline_text(self.workspace(), body.yaml)
            return _imported(self, imported, body.name)
        if body.template is not None:
            made = templates.instantiate(self.workspace(), body.template)
            return _imported(self, made, body.name)
        draft = create_draft.create(self.workspace(), self.user, body.name, body.document)
        return answer(_with(draft, []), 201, etag(draft))


class DraftWhereabouts(APIView):
    @extend_schema(responses=WhereaboutsSerializer)
    def get(self, request: Request, name: int) -> Response:
        """The workspace that holds it. What the asker may not see is not there."""
        return where_is(
            request, "draft", name, models.Draft.objects.filter(archived=False, pk=name)
        )


class DraftImport(WorkspaceView):
    parser_classes = [MultiPartParser]

    @extend_schema(request=FILE_REQUEST, responses={201: ImportedDraft})
    def post(self, request: Request, workspace: str) -> Response:
        """A new draft from a .yml file, or from a .zip of a pipeline with what it uses."""
        file = uploaded_file(request)
        name = file.name or ""
        upload = uploaded_files.opened(name, file)
        imported = import_files.pipeline(self.workspace(), name, upload)
        return _imported(self, imported, None)


class DraftView(WorkspaceView):
    @extend_schema(responses=Draft)
    def get(self, request: Request, workspace: str, draft: int) -> Response:
        """The draft; its ETag is the revision to save with."""
        found = drafts.get(self.workspace(), draft)
        return answer(shown_draft(found), headers=etag(found))

    @extend_schema(request=DraftSave, parameters=[IF_MATCH], responses=DraftSummary)
    def put(self, request: Request, workspace: str, draft: int) -> Response:
        """Save over the revision in If-Match; 412 when somebody saved in between."""
        found = drafts.get(self.workspace(), draft)
        revision = matched_revision(request)
        checked_size(request)
        refuse_newer(request)
        body = read(request, DraftSave)
        saved = save_draft.save(
            found.pk, revision, body.document, body.name, self.user, body.restored_from
        )
        return answer(DraftSummary(**_common(saved)), headers=etag(saved))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, workspace: str, draft: int) -> Response:
        """Delete the draft. Jobs that were submitted from it stay."""
        drafts.delete(drafts.get(self.workspace(), draft))
        return Response(status=204)


class DraftPlacesView(WorkspaceView):
    @extend_schema(operation_id="draft_places", request=DraftPlaces, responses={204: None})
    def put(self, request: Request, workspace: str, draft: int) -> Response:
        """Keep the places that a draft without any was first shown with.

        That is no change: the revision stays. Nothing happens when it has places by now, or another
        revision.
        """
        found = drafts.get(self.workspace(), draft)
        checked_size(request)
        body = read(request, DraftPlaces)
        place_draft.place(found.pk, body.revision, body.places)
        return Response(status=204)


class DraftCopy(WorkspaceView):
    @extend_schema(request=None, responses={201: Draft})
    def post(self, request: Request, workspace: str, draft: int) -> Response:
        """A second draft with the same content."""
        made = create_draft.copy(drafts.get(self.workspace(), draft), self.user)
        return answer(shown_draft(made), 201, etag(made))


class DraftYamlView(WorkspaceView):
    @extend_schema(responses=DraftYaml)
    def get(self, request: Request, workspace: str, draft: int) -> Response:
        """The draft as a YAML pipeline job, and what the checks say about it."""
        found = drafts.get(self.workspace(), draft)
        document = PipelineDocument.model_validate(found.document)
        diagnostics = check_document(document, DatabaseCatalogue(self.workspace()))
        return answer(DraftYaml(yaml=to_yaml(document), diagnostics=diagnostics))


def _imported(
    view: WorkspaceView, imported: import_files.ImportedPipeline, name: str | None
) -> Response:
    draft = create_draft.create(
        view.workspace(), view.user, name or imported.name, imported.document
    )
    return answer(_with(draft, imported.diagnostics), 201, etag(draft))


def matched_revision(request: Request) -> int:
    raw = request.headers.get("If-Match", "").strip()
    if not raw:
        raise StudioError(
            "if-match-missing",
            "Say which revision you save over.",
            hint='Send the header If-Match with the ETag of the draft, for example "3".',
        )
    text = raw.removeprefix("W/").strip('"')
    if not text.isdecimal() or len(text) > 9:
        raise Invalid("bad-if-match", f"If-Match: {raw} is not a revision.", place="If-Match")
    return int(text)


def etag(draft: models.Draft) -> dict[str, str]:
    return {"ETag": f'"{draft.revision}"'}


def _common(draft: models.Draft) -> dict[str, Any]:
    return {
        "id": draft.pk,
        "name": draft.name,
        "revision": draft.revision,
        "nodes_count": draft.nodes_count,
        "created_at": moment(draft.created_at),
        "modified_at": moment(draft.modified_at),
        "created_by": who(draft.created_by),
        "modified_by": who(draft.modified_by),
        "cloned_from_job": draft.cloned_from_job,
    }


def shown_draft(draft: models.Draft) -> Draft:
    """The draft with its document."""
    return Draft(**_common(draft), document=PipelineDocument.model_validate(draft.document))


def _with(draft: models.Draft, diagnostics: list[Diagnostic]) -> ImportedDraft:
    return ImportedDraft(
        **_common(draft),
        document=PipelineDocument.model_validate(draft.document),
        diagnostics=diagnostics,
    )
