"""Bytes of the content store as one workspace sees them: those that its people have sent.

The store keeps equal bytes once, for all workspaces. Knowing a SHA-256 opens nothing: whoever
wants to use bytes has sent them, or somebody of the same workspace has.
"""

from collections.abc import Iterable, Sequence

from designer.models import HeldBlob
from studio.models import Workspace
from studio.storage import blobs

BATCH = 500


def put(workspace: Workspace, sha256: str, chunks: Iterable[bytes]) -> None:
    """As ``blobs.put``; from now on the workspace holds them."""
    blobs.put(sha256, chunks)
    hold(workspace, [sha256])


def hold(workspace: Workspace, digests: Iterable[str]) -> None:
    """For bytes that were in the sender's hands, and are stored."""
    new = [HeldBlob(workspace=workspace, sha256=one) for one in dict.fromkeys(digests)]
    HeldBlob.objects.bulk_create(new, BATCH, ignore_conflicts=True)


def missing(workspace: Workspace, digests: Iterable[str]) -> list[str]:
    """Those of ``digests`` that the workspace has to be sent, each once, in their order."""
    wanted = list(dict.fromkeys(digests))
    held = _held(workspace, wanted)
    return [one for one in wanted if one not in held or not blobs.has(one)]


def _held(workspace: Workspace, wanted: Sequence[str]) -> set[str]:
    rows = HeldBlob.objects.filter(workspace=workspace)
    found: set[str] = set()
    for start in range(0, len(wanted), BATCH):
        some = rows.filter(sha256__in=wanted[start : start + BATCH])
        found.update(some.values_list("sha256", flat=True))
    return found
