"""Saves a draft where it still is what the editor last saw; else says who changed it."""

from copy import copy

from designer.graph.document import PipelineDocument
from designer.models import Draft
from designer.operations import draft_history
from designer.operations.drafts import checked_draft_name, locked, stored
from studio import live
from studio.lib.clock import now
from studio.lib.errors import Conflict
from studio.models import User
from studio.transaction import writing


def save(
    draft_id: int,
    revision: int,
    document: PipelineDocument,
    name: str,
    user: User | None,
    restored_from: int | None = None,
) -> Draft:
    """The draft with ``document``, one revision higher. Raises Conflict("draft-changed")."""
    kept, checked = stored(document), checked_draft_name(name)
    with writing():
        before = locked(draft_id)
        if before.revision != revision:
            raise _conflict(before, revision)
        after = copy(before)
        after.document, after.nodes_count, after.name = kept, len(document.nodes), checked
        after.revision, after.modified_at, after.modified_by = revision + 1, now(), user
        Draft.objects.filter(pk=draft_id).update(
            document=after.document,
            nodes_count=after.nodes_count,
            name=after.name,
            revision=after.revision,
            modified_at=after.modified_at,
            modified_by=user,
        )
        if restored_from is not None:
            draft_history.revision(before, restored_from)
        draft_history.follow(before, after, restored_from)
        live.publish_on_commit(f"draft.{draft_id}", revision=after.revision)
    return after


def restore(draft: Draft, number: int, revision: int, user: User | None) -> Draft:
    """The draft as it was at ``number``, as a new revision: what was in between is not lost."""
    found = draft_history.revision(draft, number)
    document = PipelineDocument.model_validate(draft_history.document(found))
    return save(draft.pk, revision, document, draft.name, user, restored_from=number)


def _conflict(current: Draft, revision: int) -> Conflict:
    who = current.modified_by.get_username() if current.modified_by else "somebody"
    return Conflict(
        "draft-changed",
        f"The draft was changed by {who}: it is at revision {current.revision} now, "
        f"yours was {revision}.",
        hint="Load it again, or save yours as a copy.",
        place=str(current.revision),
    )
