"""Which pipelines an upload holds, and which of them is meant where nobody says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from designer.graph import kinds, no_pipeline, source
from designer.graph.diagnostics import Diagnostic
from designer.operations.uploaded_files import YAML_MAX_BYTES, OneFile, Upload
from studio.lib.errors import Invalid

PIPELINE_KINDS: Final = ("pipeline job", "pipeline component", "command job", "sweep job")
_MOST_NAMED: Final = 10
# Path, kind, content.
_ReadFile = tuple[PurePosixPath, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class FoundPipeline:
    path: str
    name: str | None
    steps: int


@dataclass(frozen=True, slots=True)
class Found:
    """``pipelines``: the shallowest first. ``meant``: the path of the one that a folder's name for
    it, or its place above all others, tells. ``unreadable``: the first error of each YAML file
    that cannot be read, so that nobody misses a pipeline without a word."""

    pipelines: list[FoundPipeline]
    meant: str | None
    unreadable: list[Diagnostic]


def find(upload: Upload, name: str) -> Found:
    """All pipelines of an upload that is called ``name``; raises Invalid where there is none."""
    read, unreadable = _read(upload)
    found = [one for one in read if one[1] == "pipeline job"]
    found = found or [one for one in read if one[1] in PIPELINE_KINDS]
    if not found:
        others = [*unreadable, *_others(read)]
        raise Invalid(
            "no-pipeline",
            f'"{name}" holds no pipeline file.',
            hint=None if others else "A pipeline is a YAML file with `type: pipeline` and `jobs`.",
            place="file",
            diagnostics=[one.as_dict() for one in others],
        )
    meant = _meant([path for path, _, _ in found])
    return Found(
        [FoundPipeline(str(path), name_of(raw), _steps(raw)) for path, _, raw in found],
        None if meant is None else str(meant),
        unreadable,
    )


def at(upload: Upload, name: str, wanted: str) -> PurePosixPath:
    """The YAML file of that path in an upload that is called ``name``."""
    path = PurePosixPath(wanted)
    if path not in upload.yaml_files():
        raise Invalid("no-pipeline", f'"{name}" has no YAML file "{wanted}".', place="path")
    return path


def the_one(upload: Upload, name: str) -> PurePosixPath:
    """The file of the pipeline that is meant."""
    if isinstance(upload, OneFile):
        return upload.name
    found = find(upload, name)
    if found.meant is not None:
        return PurePosixPath(found.meant)
    paths = [one.path for one in found.pipelines]
    more = f" and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    raise Invalid(
        "several-pipelines",
        f'"{name}" holds several pipelines: {", ".join(paths[:_MOST_NAMED])}{more}.',
        hint="Choose one of them, or call the one that is meant pipeline.yml.",
    )


def _read(upload: Upload) -> tuple[list[_ReadFile], list[Diagnostic]]:
    read: list[_ReadFile] = []
    unreadable: list[Diagnostic] = []
    for path in upload.yaml_files():
        data = upload.read(path)
        if len(data) > YAML_MAX_BYTES:
            continue  # data that somebody wrote as YAML; a pipeline that long is refused anyway
        parsed, found = source.read(data, str(path))
        if parsed is None:
            unreadable.extend(found[-1:])
        elif isinstance(parsed.data, dict):
            read.append((path, kinds.decide(parsed.data), parsed.data))
    return read, unreadable


def no_pipeline_file(path: PurePosixPath, what: str, hint: str) -> Diagnostic:
    """That a file is something else than a pipeline."""
    message = f"It describes {what}."
    return Diagnostic("error", "not-a-pipeline", message, hint, "", str(path), 1, 1)


def _others(read: Sequence[_ReadFile]) -> Iterator[Diagnostic]:
    """What the files are that are no pipelines."""
    for path, kind, raw in read:
        other = no_pipeline.told(raw, kind, path.name)
        if other is not None:
            yield no_pipeline_file(path, *other)


def _meant(paths: list[PurePosixPath]) -> PurePosixPath | None:
    first = [path for path in paths if len(path.parts) == len(paths[0].parts)]
    named = [path for path in first if path.stem == "pipeline"]
    if len(first) > 1 and len(named) != 1:
        return None
    return (named or first)[0]


def name_of(raw: object) -> str | None:
    """What a pipeline file calls itself: by its display name, else by its name."""
    said = [raw.get(key) for key in ("display_name", "name")] if isinstance(raw, dict) else []
    return next((one for one in said if isinstance(one, str) and one), None)


def _steps(raw: dict[str, Any]) -> int:
    """How many steps are written; a job without any is one by itself."""
    jobs = raw.get("jobs")
    return len(jobs) if isinstance(jobs, dict | list) else int("jobs" not in raw)
