"""Code folders by content: stored once, laid out on disk once, read-only for ever."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from designer.models import Snapshot
from designer.operations import held_blobs, manifest
from designer.operations.manifest import ManifestFile
from studio import sql
from studio.lib.errors import Invalid, NotFound
from studio.models import Workspace
from studio.storage import blobs, home
from studio.transaction import writing

_FILE, _SCRIPT, _FOLDER = 0o444, 0o555, 0o555


def create(workspace: Workspace, files: Iterable[Mapping[str, Any]]) -> Snapshot:
    """The snapshot of a manifest whose blobs the workspace holds. Made once per workspace."""
    checked = manifest.checked(files, largest=settings.SNAPSHOT_MAX_BYTES)
    _require_blobs(workspace, checked)
    digest = manifest.digest(checked)
    with writing():
        snapshot, _ = Snapshot.objects.get_or_create(
            workspace=workspace,
            digest=digest,
            defaults={
                "files": [one.as_dict() for one in checked],
                "files_count": len(checked),
                "size_bytes": manifest.size_bytes(checked),
            },
        )
    return snapshot


def adopt(workspace: Workspace, digests: Iterable[str], others: Iterable[Workspace]) -> None:
    """Those that the workspace lacks and one of the others has."""
    own = Snapshot.objects.filter(workspace=workspace).values("digest")
    found = Snapshot.objects.filter(workspace__in=list(others), digest__in=list(digests))
    fresh = {one.digest: one for one in found.exclude(digest__in=own)}
    for one in fresh.values():
        one.pk, one.workspace = None, workspace
    Snapshot.objects.bulk_create(fresh.values(), ignore_conflicts=True)


def missing(workspace: Workspace, files: Iterable[Mapping[str, Any]]) -> list[str]:
    """The hashes whose bytes a client still has to send, each once: of code, and of data."""
    checked = manifest.checked(files)
    return held_blobs.missing(workspace, (one.sha256 for one in checked))


def get(workspace: Workspace, digest: str) -> Snapshot:
    found = Snapshot.objects.filter(workspace=workspace, digest=digest).first()
    if found is None:
        raise _not_found(digest)
    return found


def file_in(snapshot: Snapshot, path: str) -> ManifestFile:
    for one in snapshot.files:
        if one["path"] == path:
            return ManifestFile(**one)
    raise NotFound("file-not-found", f'The snapshot has no file "{path}".', place="path")


def folder(digest: str, workspace: Workspace) -> Path:
    """The read-only folder that holds the snapshot; laid out at the first call."""
    known = "SELECT id FROM designer_snapshot WHERE workspace_id = %s AND digest = %s"
    if not sql.rows(known, [workspace.pk, digest]):
        raise _not_found(digest)
    target = home.snapshots() / digest
    if not target.is_dir():
        files = get(workspace, digest).files
        _lay_out([ManifestFile(**one) for one in files], target)
    return target


def _not_found(digest: str) -> NotFound:
    return NotFound("snapshot-not-found", f"There is no snapshot {digest[:64]} here.")


def _require_blobs(workspace: Workspace, checked: Sequence[ManifestFile]) -> None:
    absent = set(held_blobs.missing(workspace, (one.sha256 for one in checked)))
    lacking = [one.path for one in checked if one.sha256 in absent]
    if lacking:
        raise Invalid(
            "blobs-missing",
            f"The bytes of {len(lacking)} files were not sent: {', '.join(lacking[:5])}",
            hint="PUT them to blobs/<sha256> first.",
            place="files",
        )
    for one in checked:
        _check_size(one)


def _check_size(one: ManifestFile) -> None:
    with blobs.open(one.sha256) as file:
        stored = file.seek(0, os.SEEK_END)
    if stored != one.size_bytes:
        raise Invalid(
            "size-wrong",
            f'"{one.path}" has {stored} bytes, not {one.size_bytes}.',
            place=one.path,
        )


def _lay_out(files: Sequence[ManifestFile], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        for one in files:
            _write(one, unfinished / one.path)
        _seal(unfinished)
        unfinished.rename(target)
    except OSError:
        if not target.is_dir():  # else another process laid out the same bytes first
            raise
    finally:
        if unfinished.exists():
            _discard(unfinished)


def _write(one: ManifestFile, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    blobs.copy(one.sha256, path)
    path.chmod(_SCRIPT if one.executable else _FILE)


def _seal(root: Path) -> None:
    for parent, _, _ in os.walk(root, topdown=False):
        Path(parent).chmod(_FOLDER)


def _discard(root: Path) -> None:
    for parent, _, _ in os.walk(root):
        Path(parent).chmod(0o755)
    shutil.rmtree(root)
