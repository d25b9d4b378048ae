"""Templates: pipelines to begin from, with their graphs to be drawn."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from designer.api.wire import Answer, answer
from designer.catalogue import DatabaseCatalogue
from designer.graph.check import check_document
from designer.graph.document import PipelineDocument
from designer.operations.templates import templates
from studio.api.views import WorkspaceView


class Template(Answer):
    """``missing``: what this workspace lacks before it can run, in sentences."""

    name: str
    title: str
    description: str
    tags: dict[str, str]
    document: PipelineDocument
    missing: list[str]


class TemplateList(Answer):
    items: list[Template]


class TemplateListView(WorkspaceView):
    @extend_schema(operation_id="templates_list", responses=TemplateList)
    def get(self, request: Request, workspace: str) -> Response:
        """Pipelines to begin from. `POST drafts {"template": NAME}` makes a draft of one."""
        catalogue = DatabaseCatalogue(self.workspace())
        items = []
        for one in templates():
            found = check_document(one.document, catalogue)
            details = one.document.details
            items.append(
                Template(
                    name=one.name,
                    title=details.display_name or one.name,
                    description=details.description or "",
                    tags=details.tags,
                    document=one.document,
                    missing=[
                        each.message
                        for each in found
                        if each.severity == "error" and each.code != "unknown-code"
                    ],
                )
            )
        return answer(TemplateList(items=items))
