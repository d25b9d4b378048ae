"""What all operations on drafts share: finding one, and the form in which a document is kept."""

import json
from typing import Any

from designer.graph.document import PipelineDocument
from designer.models import Draft
from designer.operations.naming import checked_text
from studio.lib.errors import Invalid, NotFound, TooLarge
from studio.models import Workspace

DOCUMENT_MAX_BYTES = 10 * 1024 * 1024
NEW_NAME = "New pipeline"


def get(workspace: Workspace, draft_id: int) -> Draft:
    drafts = Draft.objects.filter(workspace=workspace, archived=False)
    draft = drafts.filter(pk=draft_id).select_related("created_by", "modified_by").first()
    if draft is None:
        raise _not_found(draft_id)
    return draft


def locked(draft_id: int) -> Draft:
    """As it is now, until the transaction ends. Raises NotFound."""
    drafts = Draft.objects.filter(pk=draft_id, archived=False).select_for_update(of=("self",))
    draft = drafts.select_related("created_by", "modified_by").first()
    if draft is None:
        raise _not_found(draft_id)
    return draft


def _not_found(draft_id: int) -> NotFound:
    return NotFound("draft-not-found", f"There is no draft {draft_id} here.")


def stored(document: PipelineDocument) -> dict[str, Any]:
    """The document as JSON to keep: whole, with its defaults."""
    data = document.model_dump(mode="json")
    try:
        text = json.dumps(data, allow_nan=False)
    except ValueError:
        raise Invalid(
            "invalid-document", "The document holds a number that JSON cannot: NaN or infinity."
        ) from None
    if len(text) > DOCUMENT_MAX_BYTES:
        raise too_large(len(text))
    if "\\u0000" in text:
        raise Invalid("invalid-document", "The document holds a NUL character.")
    return data


def too_large(size_bytes: int) -> TooLarge:
    return TooLarge(
        "document-too-large",
        f"The pipeline has {size_bytes / 1024**2:.1f} MB; "
        f"{DOCUMENT_MAX_BYTES // 1024**2} MB are allowed.",
        hint="Split it into pipeline components, or keep large values in files.",
    )


def checked_draft_name(name: str | None) -> str:
    return checked_text(name, "name", 255).strip() or NEW_NAME


def delete(draft: Draft) -> None:
    """Take the draft out of sight. Its row stays, since jobs may point at it."""
    Draft.objects.filter(pk=draft.pk).update(archived=True)
