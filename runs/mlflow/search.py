"""``runs/search`` and ``experiments/search`` over what a caller may see, newest first."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import QuerySet

from runs.mlflow import experiment_calls, filters, finding, narrowing, ordering, paging, shapes
from runs.mlflow.caller import Caller
from runs.mlflow.paging import Search
from runs.mlflow.shapes import Shape
from runs.models import Experiment, Job

Fields = Mapping[str, Any]
Row = TypeVar("Row", Job, Experiment)
USUAL, MOST = 1000, 50_000
CONTEXT = "mlflow.data.context"


def runs(caller: Caller, fields: Fields) -> Shape:
    rows = finding.runs_of(caller).filter(experiment_id__in=experiment_calls.ids_of(caller, fields))
    asked = Search(
        rows=_viewed(fields.get("run_view_type"), shapes.with_columns(rows)).order_by("-pk"),
        shaped=shapes.runs,
        subject=subject,
        condition=narrowing.of_runs,
        place=ordering.of_runs,
    )
    return paging.page("runs", asked, fields, filters.order_of(fields), USUAL, MOST)


def experiments(caller: Caller, fields: Fields) -> Shape:
    asked = Search(
        rows=_viewed(fields.get("view_type"), finding.experiments_of(caller).order_by("-pk")),
        shaped=lambda rows: [shapes.experiment(row) for row in rows],
        subject=lambda shape: {"info": shape, "data": {"tags": shape["tags"]}},
        condition=narrowing.of_named,
        place=lambda order: ordering.of_columns(order, "name", "creation_time", "last_update_time"),
    )
    return paging.page("experiments", asked, fields, filters.order_of(fields), USUAL, MOST)


def subject(run: Shape) -> Shape:
    """A run as filters see it."""
    datasets = [_of_dataset(one) for one in run["inputs"]["dataset_inputs"]]
    return {"info": run["info"], "data": run["data"], "datasets": datasets}


def _of_dataset(one: Shape) -> Shape:
    context = next((tag["value"] for tag in one["tags"] if tag["key"] == CONTEXT), None)
    return {**one["dataset"], "context": context}


def _viewed(view: object, rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows if view == "ALL" else rows.filter(archived=view == "DELETED_ONLY")
