"""A job's logs, read from their files by byte offset.

Chunks are cut where a character ends, so that the texts of chunks that follow one another are
the text of the file. Bytes that are not UTF-8 become replacement characters, the same ones that
decoding the whole file would give.
"""

import codecs
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from designer.api.wire import Answer
from runs.execution.logs import is_more_expected
from runs.models import Job
from runs.plan import processes
from runs.plan.states import ENDED
from studio.lib.errors import Invalid
from studio.storage import confine, home

FOLDERS = ("user_logs", "system_logs")
CHUNK_BYTES = 64 * 1024
LONGEST_CHARACTER = 4
_COLUMNS = ("pk", "status", "workspace_id", "reused_from_id")


class LogFile(Answer):
    """title: whose log it is, such as "Rank 2", where a step has several processes."""

    path: str
    size_bytes: int
    title: str | None = None


class LogList(Answer):
    items: list[LogFile]


class LogChunk(Answer):
    """``ended``: the job has ended and nothing comes after ``next_offset``."""

    path: str
    offset: int
    next_offset: int
    size_bytes: int
    text: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """Offsets count bytes of the file; ``size_bytes`` is the file's size when it was read."""

    offset: int
    next_offset: int
    size_bytes: int
    text: str

    @property
    def is_last(self) -> bool:
        return self.next_offset >= self.size_bytes


@dataclass(frozen=True, slots=True)
class Source:
    """Whose log it is: a reused step shows the log of the step that really ran.

    ended: nothing is added to it any more.
    """

    job_id: int
    ended: bool
    folder: Path

    def file(self, path: str) -> Path:
        """Raises Invalid for anything but a file below the log folders."""
        parts = PurePosixPath(path).parts
        if len(parts) < 2 or parts[0] not in FOLDERS:
            raise Invalid(
                "not-a-log",
                f'"{path}" is not a log.',
                hint="Logs lie below user_logs and system_logs.",
            )
        return confine.inside(self.folder, path)


def source(job_id: int) -> Source:
    """Raises Job.DoesNotExist when it is gone. One query, and one for each reuse of a reuse."""
    found = sources([job_id])
    if job_id not in found:
        raise Job.DoesNotExist
    return found[job_id]


def sources(job_ids: Collection[int]) -> dict[int, Source]:
    """Of those that are there: one query, and one for each reuse."""
    rows = Job.objects.filter(pk__in=job_ids).values(*_COLUMNS)
    return {row["pk"]: _source(row) for row in rows}


def listing(source: Source) -> list[LogFile]:
    """The log files of a job, what the command printed first. One query."""
    titles = processes.log_titles(Job.objects.values_list("plan", flat=True).get(pk=source.job_id))
    folder = source.folder
    return [
        LogFile(
            path=file.relative_to(folder).as_posix(),
            size_bytes=file.stat().st_size,
            title=titles.get(file.name) if name == "user_logs" else None,
        )
        for name in FOLDERS
        for file in sorted((folder / name).rglob("*"))
        if file.is_file() and not file.is_symlink()
    ]


def size(file: Path) -> int:
    """A missing file is an empty one."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def read(file: Path, offset: int, limit: int, whole: bool) -> Chunk:
    """At most ``limit`` bytes from ``offset``, or from the start of the character it lies in.

    whole: nothing will be added to the file, so a torn character at its end is given as
    replacement characters; else it waits for its other bytes. A missing file is an empty one.
    """
    try:
        handle = file.open("rb")
    except FileNotFoundError:
        return Chunk(offset, offset, 0, "")
    with handle:
        size = handle.seek(0, 2)
        if offset >= size:
            return Chunk(offset, offset, size, "")
        back = min(offset, LONGEST_CHARACTER - 1)
        handle.seek(offset - back)
        data = handle.read(back + max(limit, LONGEST_CHARACTER))
    start = _character_start(data, back)
    text, used = _decode(data[start:], whole and offset - back + len(data) >= size)
    begin = offset - back + start
    return Chunk(begin, begin + used, max(size, begin + used), text)


def chunks(file: Path, offset: int = 0) -> Iterator[Chunk]:
    """The whole text of a file that nobody adds to any more."""
    while True:
        chunk = read(file, offset, CHUNK_BYTES, whole=True)
        yield chunk
        if chunk.is_last:
            return
        offset = chunk.next_offset


def _decode(data: bytes, final: bool) -> tuple[str, int]:
    """Text, and how many bytes it took: an unfinished character at the end is left."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    text = decoder.decode(data, final)
    return text, len(data) - len(decoder.getstate()[0])


def _character_start(data: bytes, at: int) -> int:
    """Where the character begins that byte ``at`` belongs to; ``at`` when it begins one."""
    for start in range(max(0, at - LONGEST_CHARACTER + 1), at):
        for end in range(at + 1, min(start + LONGEST_CHARACTER, len(data)) + 1):
            try:
                if len(data[start:end].decode()) == 1:
                    return start
            except UnicodeDecodeError:
                continue
    return at


def _source(row: dict[str, Any]) -> Source:
    ended, seen = row["status"] in ENDED, {row["pk"]}
    while row["reused_from_id"] is not None and row["reused_from_id"] not in seen:
        seen.add(row["reused_from_id"])
        row = Job.objects.values(*_COLUMNS).get(pk=row["reused_from_id"])
    folder = home.job_folder(row["workspace_id"], row["pk"])
    return Source(row["pk"], ended and not is_more_expected(folder), folder)
