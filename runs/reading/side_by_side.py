"""Several jobs in columns: what each was given, and how its steps went."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from designer.api.wire import Answer
from runs.models import Job
from runs.plan import differences
from runs.reading.compare import ComparedRun, of_root, run_of, steps_of
from runs.reading.summaries import JobSummary, summaries, summary
from studio.lib.errors import TooLarge

MOST_JOBS = 10
MOST_STEPS = 10_000
MOST_TEXT = 2000

_Texts = Mapping[tuple[str, str], str]


class ValueRow(Answer):
    """One thing that jobs are given. step: whose it is; empty for the jobs themselves. values: one
    a job, null where it is not there; long ones are cut."""

    step: str
    part: str
    name: str
    values: list[str | None]
    differs: bool


class StepRun(ComparedRun):
    """variant: equal where two jobs define the step alike."""

    variant: int


class StepRow(Answer):
    """One step in each job, null where it is not there."""

    path: str
    type: str
    runs: list[StepRun | None]
    differs: bool


class SideBySide(Answer):
    """values: all of the jobs themselves; of their steps what differs. Steps stand in the order of
    the first job that has them."""

    jobs: list[JobSummary]
    values: list[ValueRow]
    steps: list[StepRow]


def side_by_side(jobs: Sequence[Job]) -> SideBySide:
    """Of root jobs of one workspace. Raises TooLarge for more steps than anybody reads."""
    read = {job.pk: job for job in summaries(Job.objects.all()).filter(pk__in={*_keys(jobs)})}
    rows = _Steps(jobs)
    roots = [differences.flat(of_root(job)) for job in jobs]
    return SideBySide(
        jobs=[summary(read[job.pk]) for job in jobs],
        values=[*_values("", roots), *rows.values()],
        steps=rows.told(),
    )


def _keys(jobs: Iterable[Job]) -> list[int]:
    return [job.pk for job in jobs]


class _Steps:
    """The steps of all jobs by path; each job is read once."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        once = {job.pk: job for job in jobs}
        found: dict[int, dict[str, dict[str, Any]]] = {}
        for key, job in once.items():
            found[key] = steps_of(job)
            if sum(map(len, found.values())) > MOST_STEPS:
                raise TooLarge(
                    "too-many-steps",
                    f"Jobs of more than {MOST_STEPS} steps together are not shown side by side.",
                    hint="Compare fewer of them.",
                )
        for row in (row for steps in found.values() for row in steps.values()):
            row["texts"] = differences.flat(row["parts"])
        self._columns = [found[key] for key in _keys(jobs)]
        self._paths = dict.fromkeys(path for steps in self._columns for path in steps)

    def values(self) -> list[ValueRow]:
        told: list[ValueRow] = []
        for path in self._paths:
            texts = [steps[path]["texts"] if path in steps else None for steps in self._columns]
            told += [row for row in _values(path, texts) if row.differs]
        return told

    def told(self) -> list[StepRow]:
        return [self._row(path) for path in self._paths]

    def _row(self, path: str) -> StepRow:
        rows = [steps.get(path) for steps in self._columns]
        variants: list[_Texts] = []
        runs: list[StepRun | None] = []
        for row in rows:
            run = run_of(row)
            if row is None or run is None:
                runs.append(None)
                continue
            if row["texts"] not in variants:
                variants.append(row["texts"])
            runs.append(StepRun(**run.model_dump(), variant=variants.index(row["texts"])))
        kind = next(row["type"] for row in rows if row is not None)
        return StepRow(path=path, type=kind, runs=runs, differs=len(variants) > 1 or None in runs)


def _values(step: str, columns: Sequence[_Texts | None]) -> list[ValueRow]:
    """A job without the step differs in nothing: it has the step not."""
    keys = dict.fromkeys(key for texts in columns if texts is not None for key in texts)
    told: list[ValueRow] = []
    for part, name in keys:
        values = [None if texts is None else texts.get((part, name)) for texts in columns]
        there = {value for value, texts in zip(values, columns, strict=True) if texts is not None}
        told.append(
            ValueRow(
                step=step,
                part=part,
                name=name,
                values=[value and value[:MOST_TEXT] for value in values],
                differs=len(there) > 1,
            )
        )
    return told
