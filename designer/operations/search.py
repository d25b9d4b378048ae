"""Finds assets by text and tag.

Each name keeps one short lower-case text of all that can be found (name, display name, tags,
description) beside it, so that a search reads narrow rows and joins nothing: a few milliseconds
at 10,000 names on either database.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Case, Model, Q, QuerySet, TextField, Value, When
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from designer.models.assets import Asset

A = TypeVar("A", bound=Asset)
Row = TypeVar("Row", bound=Model)
SEARCHED_CHARACTERS = 4000
WORDS_MAX = 10


def text_of(name: str, display_name: str, description: str, tags: Mapping[str, str]) -> str:
    """What a search looks through. A tag is found by its name, its value and ``name:value``."""
    parts = [name, display_name, *(f"{key}:{value}" for key, value in tags.items()), description]
    return "\n".join(part for part in parts if part).lower()[:SEARCHED_CHARACTERS]


def matching(assets: QuerySet[A], words: str) -> QuerySet[A]:
    """Those that hold every word of ``words`` somewhere."""
    for word in words.lower().split()[:WORDS_MAX]:
        assets = assets.filter(search_text__contains=word)
    return assets


def by_closeness(rows: QuerySet[Row], words: str, text: str | None = None) -> QuerySet[Row]:
    """Each with ``closeness``: 4 is the name itself, 3 begins so, 2 has a title or tag that begins
    so, 1 has it within the name, 0 only mentions the words. The browser goes on with what a page
    holds in library/closeness.ts.

    text: the field of ``text_of``, where the rows have one.
    """
    typed = " ".join(words.lower().split())
    name = typed.replace(" ", "_")
    closeness = Case(
        When(name__iexact=name, then=Value(4)),
        When(name__istartswith=name, then=Value(3)),
        *([When(**{f"{text}__contains": f"\n{typed}"}, then=Value(2))] if text else []),
        When(name__icontains=name, then=Value(1)),
        default=Value(0),
    )
    ranked: QuerySet[Any] = rows.annotate(closeness=closeness)
    return ranked


def tagged(assets: QuerySet[A], tag: str) -> QuerySet[A]:
    """Those whose latest version has the tag."""
    # The narrow text first: JSON is only opened for what may match.
    return with_tag(assets.filter(search_text__contains=tag.lower()), tag, "latest__tags")


def with_tag(rows: QuerySet[Row], tag: str, column: str = "tags") -> QuerySet[Row]:
    """Those that have the tag ``k``, or the tag ``k`` with value ``v`` (``k:v``)."""
    key, colon, value = tag.partition(":")
    if not colon:
        return rows.filter(**{f"{column}__has_key": key})
    if key.isdecimal():  # Django would take it for an index of a list
        return _with_text(rows.filter(**{f"{column}__has_key": key}), {key: value}, column)
    of_tag: QuerySet[Any] = rows.annotate(_tag=KeyTransform(key, column))
    return of_tag.filter(_tag=value)


def _with_text(rows: QuerySet[Row], tag: Mapping[str, str], column: str) -> QuerySet[Row]:
    """As JSON is stored: SQLite escapes what is beyond ASCII, PostgreSQL does not."""
    escaped, plain = (json.dumps(tag, ensure_ascii=only)[1:-1] for only in (True, False))
    of_text: QuerySet[Any] = rows.annotate(_text=Cast(column, TextField()))
    return of_text.filter(Q(_text__contains=escaped) | Q(_text__contains=plain))
