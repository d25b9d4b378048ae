"""Saves a draft where it still is what the editor last saw; else says who changed it."""

from designer.graph.document import PipelineDocument
from designer.models import Draft
from designer.operations.drafts import checked_draft_name, stored
from studio.lib.clock import now
from studio.lib.errors import Conflict, NotFound
from studio.models import User


def save(
    draft_id: int, revision: int, document: PipelineDocument, name: str, user: User | None
) -> Draft:
    """The draft with ``document``, one revision higher. Raises Conflict("draft-changed")."""
    mine = Draft.objects.filter(pk=draft_id, revision=revision, archived=False)
    changed = mine.update(
        document=stored(document),
        nodes_count=len(document.nodes),
        name=checked_draft_name(name),
        revision=revision + 1,
        modified_at=now(),
        modified_by=user,
    )
    draft = Draft.objects.filter(pk=draft_id, archived=False)
    current = draft.select_related("created_by", "modified_by").first()
    if current is None:
        raise NotFound("draft-not-found", f"There is no draft {draft_id} here.")
    if not changed:
        raise _conflict(current, revision)
    return current


def _conflict(current: Draft, revision: int) -> Conflict:
    who = current.modified_by.get_username() if current.modified_by else "somebody"
    return Conflict(
        "draft-changed",
        f"The draft was changed by {who}: it is at revision {current.revision} now, "
        f"yours was {revision}.",
        hint="Load it again, or save yours as a copy.",
        place=str(current.revision),
    )
