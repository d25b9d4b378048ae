"""What of MLflow's filters the database can be asked, by the kind of row.

``runs.mlflow.paging`` says what a condition promises; None promises nothing.
"""

from collections.abc import Mapping, Sequence

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from runs.mlflow import shapes
from runs.mlflow.filters import Clause
from runs.mlflow.model_shapes import IS_PROMPT
from runs.models import LatestMetric, Parameter, RunDataset, RunTag

_IS, _IN, _LACKS = "=", "IN", "IS NULL"


def of_runs(clause: Clause) -> Q | None:
    if clause.word == _LACKS:
        return None
    if clause.kind == "metrics":
        return Q(Exists(_of_job(LatestMetric).filter(key=clause.key)))
    if clause.kind == "params":
        return Q(Exists(_valued(_of_job(Parameter).filter(key=clause.key), clause)))
    if clause.kind == "tags":
        return _run_tag(clause)
    if clause.kind == "datasets":
        named = {clause.key: clause.text} if _is_exact(clause, ("name", "digest")) else {}
        return Q(Exists(_of_job(RunDataset).filter(**named)))
    return _run_attribute(clause)


def of_versions(clause: Clause) -> Q | None:
    if clause.kind == "tags":
        return _tag_of_row(clause)
    return _exact(clause, {"name": "registered__name", "run_id": "run__name"})


def of_named(clause: Clause) -> Q | None:
    """Experiments, registered models, logged models: a name, and tags in a column."""
    return _tag_of_row(clause) if clause.kind == "tags" else _exact(clause, {"name": "name"})


def _run_tag(clause: Clause) -> Q | None:
    """Own ones, those of the job, and what the script set; the last of them is shown."""
    own = {
        shapes.RUN_NAME: Q(display_name=clause.text) | Q(name=clause.text),
        shapes.PARENT: Q(parent__name=clause.text),
        shapes.USER: Q(created_by__username=clause.text),
    }
    if clause.key in own and clause.word != _IS:
        return None
    of_job = Q(tags__has_key=clause.key) | own.get(clause.key, Q(pk__in=[]))
    return _is_said(clause.key, clause) | of_job


def _run_attribute(clause: Clause) -> Q | None:
    if _is_exact(clause, ("status",)):
        alike = [own for own, shown in shapes.STATUSES.items() if shown == clause.text]
        return Q(status__in=alike) | _is_said(shapes.RUN_STATUS, clause)
    if _is_exact(clause, ("run_name", "run name")):
        named = Q(display_name=clause.text) | Q(name=clause.text)
        return named | _is_said(shapes.RUN_NAME, clause)
    columns = {"run_id": "name", "run_uuid": "name", "user_id": "created_by__username"}
    return _exact(clause, columns)


def _exact(clause: Clause, columns: Mapping[str, str]) -> Q | None:
    column = columns.get(clause.key) if clause.kind == "attributes" else None
    if column is None:
        return None
    if clause.word == _IS:
        return Q(**{column: clause.text})
    return Q(**{f"{column}__in": clause.texts}) if clause.word == _IN else None


def _tag_of_row(clause: Clause) -> Q | None:
    """Of a row that has its tags in one column. The mark of prompts is there without being said."""
    if clause.word == _LACKS or clause.key == IS_PROMPT:
        return None
    return Q(tags__has_key=clause.key)


def _is_exact(clause: Clause, keys: Sequence[str]) -> bool:
    return clause.word == _IS and clause.key in keys


def _valued(rows: QuerySet[Model], clause: Clause) -> QuerySet[Model]:
    return rows.filter(value=clause.text) if clause.word == _IS else rows


def _of_job(model: type[Model]) -> QuerySet[Model]:
    return model._default_manager.filter(job=OuterRef("pk"))


def _is_said(key: str, clause: Clause) -> Q:
    """Whether a script set the tag, to what the clause asks for."""
    return Q(Exists(_valued(_of_job(RunTag).filter(key=key), clause)))
