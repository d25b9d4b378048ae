"""What of MLflow's orders the database knows, by the kind of row; None is for what it does not.

The places are those that the shapes would have: numbers by size, text by its letters' codes.
"""

from collections.abc import Callable, Mapping

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Expression,
    F,
    FloatField,
    OuterRef,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Collate, NullIf

from runs.mlflow import shapes
from runs.mlflow.filters import Order
from runs.mlflow.paging import Place
from runs.models import LatestMetric, Parameter, RunTag

_FARTHEST = 1.7976931348623157e308
_COLUMNS = {
    "creation_timestamp": "created_at",
    "creation_time": "created_at",
    "last_updated_timestamp": "modified_at",
    "last_update_time": "created_at",
    "version_number": "version",
}


def of_runs(order: Order) -> Place | None:
    if order.kind == "metrics":
        return _metric(order.key)
    if order.kind == "params":
        values = Parameter.objects.filter(job=OuterRef("pk"), key=order.key).values("value")
        return _by_letters(Subquery(values[:1]))
    if order.kind == "tags":
        return _tag(order.key)
    attribute = _RUN_ATTRIBUTES.get(order.key) if order.kind == "attributes" else None
    return None if attribute is None else attribute()


def of_columns(order: Order, *names: str) -> Place | None:
    """One of ``names``, as MLflow spells them, that is a column."""
    if order.kind != "attributes" or order.key not in names:
        return None
    column = F(_COLUMNS.get(order.key, order.key))
    return _by_letters(column) if order.key == "name" else column


def _metric(key: str) -> Place:
    """It is stored as text, since databases differ about what is not finite."""
    number = Case(
        When(value="NaN", then=Value(None)),
        When(value="Infinity", then=Value(_FARTHEST)),
        When(value="-Infinity", then=Value(-_FARTHEST)),
        default=Cast("value", FloatField()),
        output_field=FloatField(),
    )
    latest = LatestMetric.objects.filter(job=OuterRef("pk"), key=key)
    return Subquery(latest.annotate(number=number).values("number")[:1])


def _tag(key: str) -> Place | None:
    """Those of the job, and what the script set. A key of digits would be an index in JSON."""
    if key.startswith("mlflow.") or key.lstrip("-").isdecimal():
        return None
    said = Subquery(RunTag.objects.filter(job=OuterRef("pk"), key=key).values("value")[:1])
    return _by_letters(Coalesce(said, KeyTextTransform(key, "tags"), output_field=TextField()))


def _run_name() -> Place:
    shown = NullIf(F("display_name"), Value(""))
    return _by_letters(Coalesce(_said(shapes.RUN_NAME), shown, "name", output_field=TextField()))


def _status() -> Place:
    own = Case(
        *(When(status=status, then=Value(shown)) for status, shown in shapes.STATUSES.items()),
        output_field=CharField(),
    )
    return Case(
        When(status__in=shapes.ENDED, then=own),
        default=Coalesce(_said(shapes.RUN_STATUS), own, output_field=TextField()),
        output_field=TextField(),
    )


def _said(key: str) -> Expression:
    """What a script set as a tag, null where that is nothing."""
    said = RunTag.objects.filter(job=OuterRef("pk"), key=key).values("value")
    return NullIf(Subquery(said[:1]), Value(""), output_field=TextField())


def _by_letters(text: Place) -> Place:
    """PostgreSQL would sort as dictionaries do."""
    return Collate(text, "C") if connection.vendor == "postgresql" else text


_RUN_ATTRIBUTES: Mapping[str, Callable[[], Place]] = {
    "start_time": lambda: Coalesce("started_at", "created_at"),
    "created": lambda: Coalesce("started_at", "created_at"),
    "end_time": lambda: F("ended_at"),
    "run_id": lambda: _by_letters(F("name")),
    "run_name": _run_name,
    "run name": _run_name,
    "status": _status,
}
