"""Checks without saving: a document or YAML text in, diagnostics out. And Markdown to HTML."""

from typing import Any, Literal

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.documents import checked_size, refuse_newer
from designer.api.wire import Answer, Body, answer, read
from designer.catalogue import DatabaseCatalogue
from designer.graph.check import check_document
from designer.graph.diagnostics import Diagnostic, has_errors
from designer.graph.document import PipelineDocument
from designer.graph.report import merged
from designer.operations import import_files
from studio import markdown
from studio.api.views import WorkspaceView
from studio.lib.errors import Invalid
from studio.models import Role, Workspace


class Validation(Body):
    """A ``document``, the text of a ``yaml`` pipeline, or the text of a ``component``.

    ``kind``: "pipeline-component" where ``yaml`` is what is written inside a step of type pipeline;
    "pasted" where it may also be steps without ``jobs``, as they are copied out of a file.
    """

    document: PipelineDocument | None = None
    yaml: str | None = None
    component: str | None = None
    kind: Literal["pipeline-component", "pasted"] | None = None


class Validated(Answer):
    """``read``: the whole text was understood, so that ``document`` may stand for it.

    ``component``: the specification that a text of the kind "pipeline-component" means.
    """

    valid: bool
    read: bool
    diagnostics: list[Diagnostic]
    document: PipelineDocument | None
    component: dict[str, Any] | None = None


class MarkdownText(Body):
    text: str


class MarkdownHtml(Answer):
    html: str


class ValidateView(WorkspaceView):
    roles = {"POST": Role.READER}

    @extend_schema(request=Validation, responses=Validated)
    def post(self, request: Request, workspace: str) -> Response:
        """All findings about a pipeline, each with its place."""
        checked_size(request)
        refuse_newer(request)
        body = read(request, Validation)
        given = [one for one in (body.document, body.yaml, body.component) if one is not None]
        if len(given) != 1:
            raise Invalid("invalid-request", "Send one of `document`, `yaml` and `component`.")
        if body.kind is not None and body.yaml is None:
            message = "`kind` says what `yaml` is: send the text."
            raise Invalid("invalid-request", message, place="kind")
        if body.kind == "pipeline-component":
            return answer(_inside(self.workspace(), body.yaml or ""))
        if body.component is not None:
            return answer(_component(self.workspace(), body.component))
        document, source, found = body.document, None, list[Diagnostic]()
        if body.yaml is not None:
            reading = import_files.read_pasted if body.kind else import_files.read_text
            document, source, found = reading(self.workspace(), body.yaml)
        is_read = document is not None and not has_errors(found)
        if document is not None and is_read:
            catalogue = DatabaseCatalogue(self.workspace())
            found = merged(found, check_document(document, catalogue, source))
        valid = document is not None and not has_errors(found)
        checked = Validated(valid=valid, read=is_read, diagnostics=found, document=document)
        return answer(checked)


def _inside(workspace: Workspace, text: str) -> Validated:
    found = import_files.read_inside(workspace, text)
    is_read = found.component is not None
    return Validated(
        valid=is_read and not has_errors(found.diagnostics),
        read=is_read,
        diagnostics=found.diagnostics,
        document=found.document,
        component=found.component,
    )


def _component(workspace: Workspace, text: str) -> Validated:
    found = import_files.check_component_text(workspace, text)
    valid = not has_errors(found)
    return Validated(valid=valid, read=valid, diagnostics=found, document=None)


class MarkdownView(WorkspaceView):
    roles = {"POST": Role.READER}

    @extend_schema(request=MarkdownText, responses=MarkdownHtml)
    def post(self, request: Request, workspace: str) -> Response:
        """Markdown as the safe HTML that every page shows."""
        return answer(MarkdownHtml(html=markdown.render(read(request, MarkdownText).text)))
