"""Moves what a step wrote to its place, in one rename where the place is new.

Links that lead out of an output, sockets and the like are dropped: whoever serves an output's
files must be able to trust the folder.
"""

import hashlib
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runs.execution.order import PRIMITIVES, Output, StepFailed

PRIMITIVE_MAX_BYTES = 64 * 1024
# The output that every step has, and the folders of the working folder that it holds.
ARTIFACTS = "artifacts"
ARTIFACT_FOLDERS = ("outputs", "logs")


@dataclass(frozen=True, slots=True)
class Content:
    """digest: SHA-256 of a file, or over the sorted paths and digests of a folder."""

    digest: str
    size_bytes: int
    files_count: int


def collect(output: Output, written: Path) -> dict[str, Any]:
    """Commit one output; what ``Job.outputs`` stores of it."""
    if output.type in PRIMITIVES:
        return _collect_primitive(output, written)
    if not os.path.lexists(written):
        raise StepFailed(
            "missing-output",
            f'The command ended without writing its output "{output.name}".',
            hint=f"It must leave a {_kind(output)} at the path that ${{{{outputs.{output.name}}}}} "
            "gives it.",
        )
    clean(written)
    if not written.exists():
        raise StepFailed("bad-output", f'Output "{output.name}" is neither a file nor a folder.')
    content = measure(written)
    commit(written, output.target)
    return {
        "type": output.type,
        "uri": output.uri,
        "size_bytes": content.size_bytes,
        "files_count": content.files_count,
        "digest": content.digest,
    }


def _kind(output: Output) -> str:
    return "file" if output.type == "uri_file" else "folder"


def collect_artifacts(code: Path, artifacts: Path, declared: Path | None = None) -> int:
    """Keep ``./outputs`` and ``./logs`` of the working folder; how many files there were.

    declared: where the step's output ``artifacts`` is gathered, which holds the same.
    """
    count = 0
    for name in ARTIFACT_FOLDERS:
        folder = code / name
        if folder.is_dir() and not folder.is_symlink() and any(folder.iterdir()):
            clean(folder)
            files = measure(folder).files_count
            if files:
                if declared is not None:
                    shutil.copytree(folder, declared / name, symlinks=True, dirs_exist_ok=True)
                commit(folder, artifacts / name)
            count += files
    return count


def commit(source: Path, target: Path) -> None:
    """``target`` appears whole. An existing folder keeps what it has and gains new files."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir() and target.is_dir() and not source.is_symlink():
        for entry in list(source.iterdir()):
            commit(entry, target / entry.name)
        return
    if target.is_dir():
        raise StepFailed(
            "output-in-the-way", f'A folder stands where the file "{target.name}" should go.'
        )
    try:
        source.replace(target)
    except OSError:
        _commit_by_copy(source, target)


def clean(root: Path) -> None:
    """Drop links that lead out of ``root`` or nowhere, and all that is neither file nor folder.

    Rights that the step took from itself are given back, so that its output can be read.
    """
    if root.is_symlink():
        root.unlink()
        return
    if root.is_dir():
        _open_up(root)
    real = os.path.realpath(root)
    for path in list(_walk(root)) if root.is_dir() else [root]:
        kind = path.lstat().st_mode
        if stat.S_ISLNK(kind):
            _keep_inner_link(path, real)
        elif not stat.S_ISREG(kind):
            path.unlink()
        elif not kind & stat.S_IRUSR:
            path.chmod(0o644)


def _open_up(folder: Path) -> None:
    if folder.stat().st_mode & stat.S_IRWXU != stat.S_IRWXU:
        folder.chmod(0o755)
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _open_up(Path(entry.path))


def _keep_inner_link(path: Path, root: str) -> None:
    """A link within the output stays, as a relative one, since the output is about to move."""
    target = os.path.realpath(path)
    leads_inside = Path(target).is_relative_to(root) and path.exists()
    path.unlink()
    if leads_inside:
        path.symlink_to(os.path.relpath(target, os.path.realpath(path.parent)))


def measure(root: Path) -> Content:
    """Content identity: the same bytes under the same names give the same digest."""
    if not root.exists():
        return Content("", 0, 0)
    if root.is_file():
        return Content(digest_of(root), root.stat().st_size, 1)
    total, files, lines = 0, 0, []
    for path in _walk(root):
        if path.is_dir():  # a link to another folder of the output
            lines.append(f"{path.relative_to(root).as_posix()}\0{path.readlink()}\n")
            continue
        total += path.stat().st_size
        files += 1
        lines.append(f"{path.relative_to(root).as_posix()}\0{digest_of(path)}\n")
    lines.sort()
    return Content(hashlib.sha256("".join(lines).encode()).hexdigest(), total, files)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _collect_primitive(output: Output, written: Path) -> dict[str, Any]:
    try:
        with written.open("rb") as file:
            raw = file.read(PRIMITIVE_MAX_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError):
        raise StepFailed(
            "missing-output",
            f'The command ended without writing its output "{output.name}".',
            hint=f"Write the {output.type} as text to the path that the output gives.",
        ) from None
    value = raw.decode(errors="replace").strip()
    if len(raw) > PRIMITIVE_MAX_BYTES or not _is_a(output.type, value):
        raise StepFailed(
            "bad-output", f'Output "{output.name}" holds "{value[:80]}", not a {output.type}.'
        )
    commit(written, output.target)
    return {
        "type": output.type,
        "uri": output.uri,
        "value": value,
        "size_bytes": len(raw),
        "files_count": 1,
        "digest": hashlib.sha256(value.encode()).hexdigest(),
    }


def _is_a(kind: str, text: str) -> bool:
    try:
        if kind == "integer":
            int(text)
        elif kind == "number":
            float(text)
    except ValueError:
        return False
    return kind != "boolean" or text.lower() in ("true", "false", "1", "0")


def _walk(root: Path) -> Iterator[Path]:
    """Files and links below ``root``; folders that are links are given, not entered."""
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            else:
                yield Path(entry.path)


def _commit_by_copy(source: Path, target: Path) -> None:
    """Across file systems: copy beside the target, then rename."""
    partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}.partial")
    try:
        if source.is_dir():
            shutil.copytree(source, partial, symlinks=True)
        else:
            shutil.copyfile(source, partial)
        partial.replace(target)
    finally:
        if partial.is_dir():
            shutil.rmtree(partial, ignore_errors=True)
        else:
            partial.unlink(missing_ok=True)
