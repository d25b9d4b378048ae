"""The pipeline as text: a document written as YAML, files read as one, schemas for editors."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.documents import checked_size, refuse_newer
from designer.api.uploaded import TreeParser, relative_path
from designer.api.wire import Answer, Body, Problem, answer, read
from designer.graph.diagnostics import Diagnostic
from designer.graph.document import PipelineDocument
from designer.graph.language_schema import KINDS, language_schema
from designer.graph.write import to_wire
from designer.graph.write_component import component_wire
from designer.graph.yaml_text import dump
from designer.operations import find_pipelines, import_files, uploaded_files
from studio.api.views import WorkspaceView
from studio.lib.errors import Invalid, NotFound
from studio.models import Role


class Document(Body):
    """A ``document``, or the ``component`` that is written inside a step of type pipeline."""

    document: PipelineDocument | None = None
    component: dict[str, Any] | None = None


class DocumentYaml(Answer):
    """``wire`` is the same as ``yaml``: a mapping of the language."""

    yaml: str
    wire: dict[str, Any]


class ImportedDocument(Answer):
    """A pipeline that was read from files, with what was found on the way."""

    name: str | None
    document: PipelineDocument
    diagnostics: list[Diagnostic]


def _form(required: Sequence[str] = (), **fields: Any) -> dict[str, Any]:
    """A form with ``files``, and what else it may hold."""
    files = {"type": "array", "items": {"type": "string", "format": "binary"}}
    shape = {
        "type": "object",
        "properties": {"files": files} | fields,
        "required": ["files", *required],
    }
    return {"multipart/form-data": shape}


class DocumentYamlView(WorkspaceView):
    roles = {"POST": Role.READER}

    @extend_schema(operation_id="document_yaml", request=Document, responses=DocumentYaml)
    def post(self, request: Request, workspace: str) -> Response:
        """A document as a YAML pipeline job, or a pipeline component; nothing is saved."""
        checked_size(request)
        refuse_newer(request)
        wire = _wire(read(request, Document))
        return answer(DocumentYaml(yaml=dump(wire), wire=wire))


def _wire(body: Document) -> dict[str, Any]:
    if body.document is not None and body.component is None:
        return to_wire(body.document)
    if body.component is not None and body.document is None:
        return component_wire(body.component)
    raise Invalid("invalid-request", "Send one of `document` and `component`.")


class PipelineFile(Answer):
    """A file that holds a pipeline, by its path in what was sent."""

    path: str
    name: str | None
    steps: int


class PipelineFiles(Answer):
    """``meant``: the path of the one that is imported where nobody says which."""

    pipelines: list[PipelineFile]
    meant: str | None
    unreadable: list[Diagnostic]


class DocumentPipelines(WorkspaceView):
    parser_classes = [TreeParser]

    @extend_schema(
        operation_id="document_pipelines",
        request=_form(),
        responses=PipelineFiles,
    )
    def post(self, request: Request, workspace: str) -> Response:
        """The pipelines that a zip or a folder holds, the shallowest first; nothing is kept. Of a
        folder the YAML files are enough."""
        name, upload = _sent(request)
        found = find_pipelines.find(upload, name)
        files = [
            PipelineFile(path=one.path, name=one.name, steps=one.steps) for one in found.pipelines
        ]
        return answer(
            PipelineFiles(pipelines=files, meant=found.meant, unreadable=found.unreadable)
        )


class ChosenDocument(Answer):
    """One of the chosen pipelines: what was read, or the ``problem`` that kept it from that."""

    path: str
    found: ImportedDocument | None
    problem: Problem | None


class ChosenDocuments(Answer):
    items: list[ChosenDocument]


class DocumentPipelinesImport(WorkspaceView):
    parser_classes = [TreeParser]

    @extend_schema(
        operation_id="document_pipelines_import",
        request=_form(path={"type": "array", "items": {"type": "string"}}, required=["path"]),
        responses=ChosenDocuments,
    )
    def post(self, request: Request, workspace: str) -> Response:
        """The pipelines of a zip or a folder that `path` names, given once for each; read as by
        `documents/import`. One that cannot be read is a problem of its own beside the others."""
        name, upload = _sent(request)
        given = request.data.getlist("path") if isinstance(request.data, QueryDict) else []
        paths = list(dict.fromkeys(given))
        if not paths:
            raise Invalid("path-missing", "Say in `path` which pipelines are meant.", place="path")
        items = [
            ChosenDocument(
                path=one.path,
                found=None if one.found is None else _imported(one.found),
                problem=None if one.refused is None else Problem(**one.refused.as_dict()),
            )
            for one in import_files.chosen(self.workspace(), name, upload, paths)
        ]
        return answer(ChosenDocuments(items=items))


class DocumentImport(WorkspaceView):
    parser_classes = [TreeParser]

    @extend_schema(
        operation_id="document_import",
        request=_form(pipeline={"type": "string", "format": "binary"}),
        responses=ImportedDocument,
    )
    def post(self, request: Request, workspace: str) -> Response:
        """The pipeline of a YAML file, a zip, or a folder (file names are relative paths), for the
        canvas; code folders are kept, no draft is made. `pipeline`: the YAML file that is meant,
        where it is none of `files` and names some of them."""
        name, upload = _sent(request)
        main = request.FILES.get("pipeline")
        if main is None:
            found = import_files.pipeline(self.workspace(), name, upload)
        else:
            file = uploaded_files.one_file(main.name or "", main)
            found = import_files.pipeline_beside(self.workspace(), file, upload)
        return answer(_imported(found))


def _imported(found: import_files.ImportedPipeline) -> ImportedDocument:
    return ImportedDocument(name=found.name, document=found.document, diagnostics=found.diagnostics)


def _sent(request: Request) -> tuple[str, uploaded_files.Upload]:
    """What came in ``files``, and a name to call it by."""
    sent = request.FILES.getlist("files")
    if not sent:
        raise Invalid("file-missing", "Send at least one file in `files`.", place="files")
    top, slash, _ = relative_path(sent[0]).partition("/")
    if len(sent) == 1 and not slash:
        return top, uploaded_files.opened(top, sent[0])
    tree = uploaded_files.Tree([(relative_path(one), one) for one in sent])
    return top if slash else "What was sent", tree


class LanguageSchema(WorkspaceView):
    @extend_schema(operation_id="language_schema", responses=dict[str, Any])
    def get(self, request: Request, workspace: str, kind: str) -> Response:
        """JSON Schema of a kind of file ("pipeline-job", "command-component", …), for editors."""
        wanted = kind.replace("-", " ")
        if wanted not in KINDS:
            known = ", ".join(one.replace(" ", "-") for one in KINDS)
            raise NotFound("no-schema", f'There is no schema "{kind}".', hint=f"Known: {known}.")
        return Response(language_schema(wanted))
