"""The few statements that every step needs, without the query builder in front of them.

Django builds a query's SQL anew each time, which takes several times as long as SQLite needs to
run it, and a step's way from queue to end is some twenty statements. Here the SQL is written out,
in words that SQLite and PostgreSQL share; values still pass through the fields of the models.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from django.db import connection, models

Row = dict[str, Any]
JSON_COLUMNS = frozenset(("plan", "properties", "outputs", "settings", "config"))


def rows(sql: str, values: Sequence[Any]) -> list[Row]:
    """What a SELECT finds. Columns named as in ``JSON_COLUMNS`` are read."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for name in JSON_COLUMNS.intersection(names):
        for row in found:
            row[name] = None if row[name] is None else json.loads(row[name])
    return found


def run(sql: str, values: Sequence[Any]) -> int:
    """How many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def update(
    model: type[models.Model], changes: Mapping[str, Any], where: str, values: Sequence[Any]
) -> int:
    """How many rows it changed. where: a condition in SQL, for ``values``."""
    return run(*_update(model, changes, where, values))


def update_each(
    model: type[models.Model], changes: Mapping[int, Mapping[str, Any]], where: str
) -> None:
    """Each row, by its id, to values of its own; all of them in the same columns.

    where: a condition that needs no values.
    """
    every = [_update(model, one, f"id = %s AND {where}", [pk]) for pk, one in changes.items()]
    if every:
        with connection.cursor() as cursor:
            cursor.executemany(every[0][0], [values for _, values in every])


def insert(model: type[models.Model], new: Sequence[Mapping[str, Any]]) -> list[int]:
    """The ids of the new rows. All name the same columns: every one that has no default."""
    columns = ", ".join(_column(model, name) for name in new[0])
    line = f"({marks(new[0])})"
    sql = (
        f"INSERT INTO {model._meta.db_table} ({columns})"
        f" VALUES {', '.join([line] * len(new))} RETURNING id"
    )
    values = [_stored(model, name, value) for one in new for name, value in one.items()]
    return [row["id"] for row in rows(sql, values)]


def marks(values: Collection[Any]) -> str:
    """Placeholders for an IN."""
    return ", ".join(["%s"] * len(values))


def texts(words: Iterable[str]) -> str:
    """Words of our own (never of a user's) for an IN."""
    return ", ".join(f"'{word}'" for word in words)


def to_hold() -> str:
    """Ends a SELECT whose rows others may not change meanwhile; SQLite has one writer anyway."""
    return " FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""


def _update(
    model: type[models.Model], changes: Mapping[str, Any], where: str, values: Sequence[Any]
) -> tuple[str, list[Any]]:
    new = ", ".join(f"{_column(model, name)} = %s" for name in changes)
    stored = [_stored(model, name, value) for name, value in changes.items()]
    table = model._meta.db_table
    return f"UPDATE {table} SET {new} WHERE {where}", [*stored, *values]


def _column(model: type[models.Model], name: str) -> str:
    return str(_field(model, name).column)


def _stored(model: type[models.Model], name: str, value: Any) -> Any:
    return _field(model, name).get_db_prep_save(value, connection)


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return cast("models.Field[Any, Any]", model._meta.get_field(name))
