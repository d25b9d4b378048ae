"""``runs/search`` and ``experiments/search`` over what a caller may see.

Rows are read newest first in blocks and filtered here: a metric is stored as text, and a filter
may name any of them.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet

from runs.mlflow import experiment_calls, filters, finding, shapes, values
from runs.mlflow.caller import Caller
from runs.mlflow.shapes import Shape
from runs.models import Experiment, Job

Fields = Mapping[str, Any]
Row = TypeVar("Row", Job, Experiment)
BLOCK = 200
USUAL, MOST = 1000, 50_000
CONTEXT = "mlflow.data.context"


def runs(caller: Caller, fields: Fields) -> Shape:
    clauses = filters.parse(values.text(fields.get("filter"), "filter", filters.TEXT_MAX))
    found = (run for run in _all(caller, fields) if filters.hold(clauses, subject(run)))
    return _page("runs", found, fields, subject)


def experiments(caller: Caller, fields: Fields) -> Shape:
    clauses = filters.parse(values.text(fields.get("filter"), "filter", filters.TEXT_MAX))
    rows = _viewed(fields.get("view_type"), finding.experiments_of(caller).order_by("-pk"))
    shaped = (shapes.experiment(row) for row in rows)
    found = (one for one in shaped if filters.hold(clauses, _of_experiment(one)))
    return _page("experiments", found, fields, _of_experiment)


def subject(run: Shape) -> Shape:
    """A run as filters see it."""
    datasets = [_of_dataset(one) for one in run["inputs"]["dataset_inputs"]]
    return {"info": run["info"], "data": run["data"], "datasets": datasets}


def _of_dataset(one: Shape) -> Shape:
    context = next((tag["value"] for tag in one["tags"] if tag["key"] == CONTEXT), None)
    return {**one["dataset"], "context": context}


def _of_experiment(one: Shape) -> Shape:
    return {"info": one, "data": {"tags": one["tags"]}}


def _page(what: str, found: Iterator[Shape], fields: Fields, of: Callable[[Shape], Shape]) -> Shape:
    start, end = values.page(fields, USUAL, MOST)
    order = filters.order_of(fields)
    if order:
        found = iter(filters.ordered(list(found), order, of))
    page = list(itertools.islice(found, start, end + 1))
    size = end - start
    more = {"next_page_token": str(end)} if len(page) > size else {}
    return {what: page[:size], **more}


def _viewed(view: object, rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows if view == "ALL" else rows.filter(archived=view == "DELETED_ONLY")


def _all(caller: Caller, fields: Fields) -> Iterator[Shape]:
    """The caller's runs in the asked experiments, newest first."""
    rows = finding.runs_of(caller).filter(experiment_id__in=experiment_calls.ids_of(caller, fields))
    rows = _viewed(fields.get("run_view_type"), shapes.with_columns(rows)).order_by("-pk")
    last: int | None = None
    while True:
        block = list((rows if last is None else rows.filter(pk__lt=last))[:BLOCK])
        yield from shapes.runs(block)
        if len(block) < BLOCK:
            return
        last = block[-1].pk
