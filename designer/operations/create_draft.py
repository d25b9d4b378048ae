"""Creates drafts: blank, from a document, or as a copy of another."""

from typing import Any

from designer.graph.document import PipelineDocument
from designer.models import Draft
from designer.operations import draft_history
from designer.operations.drafts import checked_draft_name, stored
from studio.models import User, Workspace
from studio.transaction import writing


def create(
    workspace: Workspace,
    user: User | None,
    name: str | None = None,
    document: PipelineDocument | None = None,
    cloned_from_job: str = "",
) -> Draft:
    """A new draft. Without a name it takes the document's display name."""
    document = document or PipelineDocument()
    return _kept(
        workspace=workspace,
        name=checked_draft_name(name or (document.details.display_name or "")[:255]),
        document=stored(document),
        nodes_count=len(document.nodes),
        cloned_from_job=cloned_from_job,
        created_by=user,
        modified_by=user,
    )


def copy(draft: Draft, user: User | None) -> Draft:
    """A draft with the same content and a name that says what it is."""
    return _kept(
        workspace=draft.workspace,
        name=f"Copy of {draft.name}"[:255],
        document=draft.document,
        nodes_count=draft.nodes_count,
        cloned_from_job=draft.cloned_from_job,
        created_by=user,
        modified_by=user,
    )


def _kept(**fields: Any) -> Draft:
    with writing():
        draft = Draft.objects.create(**fields)
        draft_history.begin(draft)
    return draft
