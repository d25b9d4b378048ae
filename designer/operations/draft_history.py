"""Every save of a draft is a revision that can be read and restored.

A revision is kept as what changed since the one before, compressed; every so often, and whenever
the changes have grown as large as a whole document, one is kept whole. Reading costs at most
``LONGEST_CHAIN`` steps.
"""

import json
import zlib
from typing import Any, Final

from designer.graph.changes import changes
from designer.graph.delta import delta, patched
from designer.models import Draft, DraftRevision, RevisionAction
from studio.lib.errors import NotFound

LONGEST_CHAIN: Final = 50


def begin(draft: Draft) -> None:
    """The first revision of a draft that was just made, or that was made before there was a
    history: what it is now."""
    data = packed(draft.document)
    DraftRevision.objects.create(
        draft=draft,
        number=draft.revision,
        whole_number=draft.revision,
        room_bytes=len(data),
        data=data,
        name=draft.name,
        nodes_count=draft.nodes_count,
        action=RevisionAction.CREATE,
        created_at=draft.modified_at,
        created_by=draft.modified_by,
    )


def follow(before: Draft, after: Draft, restored_from: int | None = None) -> None:
    """The revision that ``after`` is, next to ``before``. Within the transaction of the save."""
    last = _last(before)
    data = packed(delta(before.document, after.document))
    whole, room = last.whole_number, last.room_bytes - len(data)
    if room < 0 or after.revision - whole >= LONGEST_CHAIN:
        whole, data = after.revision, packed(after.document)
        room = len(data)
    DraftRevision.objects.create(
        draft_id=after.pk,
        number=after.revision,
        whole_number=whole,
        room_bytes=room,
        data=data,
        name=after.name,
        nodes_count=after.nodes_count,
        action=RevisionAction.SAVE if restored_from is None else RevisionAction.RESTORE,
        restored_from=restored_from,
        changes=_told(before, after),
        created_at=after.modified_at,
        created_by=after.modified_by,
    )


def _told(before: Draft, after: Draft) -> dict[str, Any]:
    told = changes(before.document, after.document)
    told.name = before.name != after.name
    return told.model_dump(exclude_defaults=True)


def placed(before: Draft, after: Draft) -> None:
    """The last revision, with the places that ``after`` has got. Within their transaction."""
    data = packed(after.document)
    DraftRevision.objects.filter(pk=_last(before).pk).update(
        whole_number=before.revision, room_bytes=len(data), data=data
    )


def revision(draft: Draft, number: int) -> DraftRevision:
    """Raises NotFound."""
    found = DraftRevision.objects.filter(draft=draft, number=number)
    one = found.select_related("created_by").defer("data").first()
    if one is None:
        raise NotFound(
            "revision-not-found",
            f"There is no revision {number} of this draft in its history.",
            hint="The history lists those that there are.",
        )
    return one


def document(found: DraftRevision) -> dict[str, Any]:
    """The document as it was after that save."""
    chain = DraftRevision.objects.filter(
        draft_id=found.draft_id, number__gte=found.whole_number, number__lte=found.number
    )
    steps = chain.order_by("number").values_list("data", flat=True)
    result: Any = None
    for position, data in enumerate(steps):
        step = unpacked(data)
        result = step if position == 0 else patched(result, step)
    return dict(result)


def _last(before: Draft) -> DraftRevision:
    found = DraftRevision.objects.filter(draft=before).defer("data", "changes")
    last = found.order_by("-number").first()
    if last is not None and last.number == before.revision:
        return last
    begin(before)
    return revision(before, before.revision)


def packed(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(bytes(data)).decode("utf-8", "surrogatepass"))
