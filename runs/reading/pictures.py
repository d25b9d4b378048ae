"""Images among a job's artifacts: what ``mlflow.log_figure`` and scripts left."""

import itertools
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from designer.api.wire import Answer, Moment
from studio.lib import clock
from studio.storage.browse import IMAGES

MOST_LOOKED_AT = 20_000
MOST_SHOWN = 200


class Picture(Answer):
    """``path``: below the artifacts."""

    path: str
    size_bytes: int
    modified_at: Moment


class Pictures(Answer):
    items: list[Picture]
    truncated: bool


def below(artifacts: Path) -> Pictures:
    """By path; links are not followed. Of very many files only the first are looked at."""
    found = sorted(itertools.islice(_images(artifacts), MOST_SHOWN + 1))
    return Pictures(
        items=[
            Picture(
                path=file.relative_to(artifacts).as_posix(),
                size_bytes=file.stat().st_size,
                modified_at=clock.iso(datetime.fromtimestamp(file.stat().st_mtime, UTC)) or "",
            )
            for file in found[:MOST_SHOWN]
        ],
        truncated=len(found) > MOST_SHOWN,
    )


def _images(root: Path) -> Iterator[Path]:
    files = (
        Path(folder) / name
        for folder, folders, names in os.walk(root)
        for name in _in_order(folders, names)
    )
    for file in itertools.islice(files, MOST_LOOKED_AT):
        if file.suffix.lower() in IMAGES and file.is_file() and not file.is_symlink():
            yield file


def _in_order(folders: list[str], names: list[str]) -> list[str]:
    folders.sort()
    return sorted(names)
