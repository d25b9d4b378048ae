"""One page of a search: the database narrows and orders where it can, the rest is done here.

A condition that the database gets must hold for all that a clause holds for; whether the clause
really holds is decided here, of the JSON that would be answered. So a clause that has no such
condition costs time, and never gives another answer.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Expression, F, Model, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy

from runs.mlflow import filters, values
from runs.mlflow.filters import Clause, Order

Fields = Mapping[str, Any]
Shape = dict[str, Any]
Place = Expression | F | Subquery
Row = TypeVar("Row", bound=Model)
BLOCK_LEAST, BLOCK_MOST = 200, 1000


@dataclass(frozen=True, slots=True)
class Search(Generic[Row]):
    """``rows`` are in the order that is meant where none is asked for.

    shaped: rows as the answer holds them. subject: one of these as filters see it. condition: what
    holds in the database where a clause holds, if that can be said there. place: what to order by
    in the database, None for what only the subject has.
    """

    rows: QuerySet[Row]
    shaped: Callable[[list[Row]], list[Shape]]
    subject: Callable[[Shape], Shape]
    condition: Callable[[Clause], Q | None]
    place: Callable[[Order], Place | None]


def page(
    what: str, search: Search[Row], fields: Fields, orders: Sequence[str], usual: int, most: int
) -> Shape:
    """``{what: [...], "next_page_token": ...}``. A token is a position among the rows."""
    clauses = filters.parse(values.text(fields.get("filter"), "filter", filters.TEXT_MAX))
    start, end = values.page(fields, usual, most)
    rows = _ordered(_narrowed(search, clauses), search, orders)
    found = (
        _in_order(search, rows, start, end - start)
        if rows is not None
        else _in_hand(search, _narrowed(search, clauses), orders, start)
    )
    held = (pair for pair in found if filters.hold(clauses, search.subject(pair[1])))
    taken = list(itertools.islice(held, end - start + 1))
    more = {"next_page_token": str(taken.pop()[0])} if len(taken) > end - start else {}
    return {what: [shape for _, shape in taken], **more}


def _narrowed(search: Search[Row], clauses: Sequence[Clause]) -> QuerySet[Row]:
    rows = search.rows
    for clause in clauses:
        condition = search.condition(clause)
        if condition is not None:
            rows = rows.filter(condition)
    return rows


def _ordered(
    rows: QuerySet[Row], search: Search[Row], orders: Sequence[str]
) -> QuerySet[Row] | None:
    """None where the database does not know one of the orders."""
    by: list[OrderBy] = []
    for order in map(filters.order, orders):
        place = search.place(order)
        if place is None:
            return None
        by.append(OrderBy(place, descending=order.is_descending, nulls_last=True))
    return rows.order_by(*by, *rows.query.order_by)


def _in_order(
    search: Search[Row], rows: QuerySet[Row], start: int, size: int
) -> Iterator[tuple[int, Shape]]:
    """(position, shape) from ``start`` on. What one block does not fill is found by its ids."""
    most = max(BLOCK_LEAST, min(size + 1, BLOCK_MOST))
    first = list(rows[start : start + most])
    yield from enumerate(search.shaped(first), start)
    if len(first) < most:
        return
    start += most
    ids = list(rows.values_list("pk", flat=True)[start:])
    for at in range(0, len(ids), BLOCK_MOST):
        block = list(rows.filter(pk__in=ids[at : at + BLOCK_MOST]))
        yield from enumerate(search.shaped(block), start + at)


def _in_hand(
    search: Search[Row], rows: QuerySet[Row], orders: Sequence[str], start: int
) -> Iterator[tuple[int, Shape]]:
    """The same where everything has to be read to be ordered."""
    shapes = [shape for _, shape in _in_order(search, rows, 0, BLOCK_MOST)]
    ordered = filters.ordered(shapes, orders, search.subject)
    return itertools.islice(enumerate(ordered), start, None)
