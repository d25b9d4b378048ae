"""Keeps the places that a draft was first shown with, so that nobody arranges it again.

That is no change of the draft: its revision stays, and who changed it last, and when.
"""

from collections.abc import Mapping
from copy import copy

from designer.graph.document import Layout, PipelineDocument, Position
from designer.models import Draft
from designer.operations import draft_history
from designer.operations.drafts import locked, stored
from studio.transaction import writing


def place(draft_id: int, revision: int, places: Mapping[str, Position]) -> None:
    """Does nothing where the draft has places by now, or another revision: its nodes may be others,
    and whoever saved it has places of his own."""
    with writing():
        before = locked(draft_id)
        document = PipelineDocument.model_validate(before.document)
        kept = document.layout.nodes
        # Those of pipelines inside steps are no places of this level.
        if before.revision != revision or any("/" not in key for key in kept):
            return
        document.layout = Layout(nodes={**kept, **places})
        after = copy(before)
        after.document = stored(document)
        Draft.objects.filter(pk=draft_id).update(document=after.document)
        draft_history.placed(before, after)
