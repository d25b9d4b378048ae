"""The trials of a sweep as its page shows them: values, metric, how each one ended."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from designer.api.wire import Answer, Moment
from runs.models import Job, Status
from runs.operations.sweep import series_of
from runs.plan import sampling, states, trials
from runs.plan.search_space import Space
from runs.reading.summaries import JobError
from studio.lib.clock import iso
from studio.lib.errors import Invalid

Value = str | int | float


class SweepParameter(Answer):
    """``values``: of a choice, in the order that people wrote. ``is_log``: shown by its logarithm.

    A choice of spaces has its inner parameters as ``model.lr``.
    """

    name: str
    kind: Literal["choice", "number"]
    values: list[Value]
    is_log: bool


class TrialItem(Answer):
    """``metric``: the best value of the primary metric that it has logged, ``logged`` times.

    ``values`` by the names of the parameters.
    """

    name: str
    number: int
    path: str
    status: Status
    values: dict[str, Value]
    metric: float | None
    logged: int
    started_at: Moment | None
    ended_at: Moment | None
    duration_seconds: float | None
    error: JobError | None
    reused_from: str | None


class SweepTrials(Answer):
    """``job``: the sweep whose trials these are; another one than asked for where that was reused.

    ``total``: how many there will be at most. ``best``: name of the trial that has won, or that is
    ahead so far.
    """

    job: str
    goal: Literal["minimize", "maximize"]
    primary_metric: str
    sampling: str
    total: int
    concurrent: int
    early_termination: str | None
    parameters: list[SweepParameter]
    best: str | None
    items: list[TrialItem]


def of_sweep(job: Job) -> SweepTrials:
    """A constant number of queries. Raises Invalid for a job that is no sweep."""
    ran = job.reused_from or job
    grows = ran.plan.get("grows") or {}
    if grows.get("kind") != trials.KIND:
        raise Invalid(
            "no-sweep",
            f'Job "{job.name}" is no sweep, so it has no trials.',
            hint="Ask for its children.",
        )
    rows = list(
        Job.objects.filter(parent=ran, key__startswith=trials.PREFIX)
        .select_related("reused_from")
        .only(
            "name",
            "key",
            "path",
            "status",
            "properties",
            "started_at",
            "ended_at",
            "error",
            "reused_from__name",
        )
        .order_by("ordinal", "pk")
    )
    series = series_of([row.pk for row in rows], grows["primary_metric"])
    items = [_item(row, series.get(row.pk, []), grows["goal"]) for row in rows]
    return SweepTrials(
        job=ran.name,
        goal=grows["goal"],
        primary_metric=grows["primary_metric"],
        sampling=_sampling(grows["sampling"]),
        total=sampling.most(grows["space"], grows["sampling"], grows["max_total_trials"]),
        concurrent=grows["max_concurrent_trials"],
        early_termination=(grows["termination"] or {}).get("type"),
        parameters=_parameters(grows["space"], ""),
        best=ran.properties.get(trials.BEST) or _ahead(items, grows["goal"]),
        items=items,
    )


def _item(row: Job, series: Sequence[float], goal: str) -> TrialItem:
    began, ended = row.started_at, row.ended_at
    return TrialItem(
        name=row.name,
        number=int(row.key.removeprefix(trials.PREFIX)),
        path=row.path,
        status=Status(row.status),
        values=_flat(json.loads(row.properties.get(trials.HYPERPARAMETERS, "{}")), ""),
        metric=trials.best_of(goal, series),
        logged=len(series),
        started_at=iso(began),
        ended_at=iso(ended),
        duration_seconds=(ended - began).total_seconds() if began and ended else None,
        error=JobError(**{"hint": None, **row.error}) if row.error else None,
        reused_from=row.reused_from.name if row.reused_from else None,
    )


def _flat(values: Mapping[str, Any], before: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


def _parameters(space: Space, before: str) -> list[SweepParameter]:
    """A parameter whose values are all spaces is shown by what these hold."""
    found: dict[str, SweepParameter] = {}
    for name, entry in space.items():
        key = f"{before}{name}"
        plain = [one for one in entry.get("values", ()) if not isinstance(one, dict)]
        if plain or "values" not in entry:
            kind: Literal["choice", "number"] = "choice" if plain else "number"
            is_log = "log" in entry["type"]
            _add(found, SweepParameter(name=key, kind=kind, values=plain, is_log=is_log))
        for one in entry.get("values", ()):
            if isinstance(one, dict):
                for inner in _parameters(one, f"{key}."):
                    _add(found, inner)
    return list(found.values())


def _add(found: dict[str, SweepParameter], one: SweepParameter) -> None:
    """The same name in several spaces of a choice is one parameter."""
    same = found.get(one.name)
    if same is None or one.kind == "number":
        found[one.name] = one
    elif same.kind == "choice":
        same.values += [value for value in one.values if value not in same.values]


def _sampling(told: Mapping[str, Any]) -> str:
    return "sobol" if told.get("rule") == "sobol" else str(told["type"])


def _ahead(items: Sequence[TrialItem], goal: str) -> str | None:
    """Of trials that have completed: only they can win."""
    done = [
        (one.metric if goal == "minimize" else -one.metric, one.number, one.name)
        for one in items
        if one.metric is not None and one.status == states.COMPLETED
    ]
    return min(done)[2] if done else None
