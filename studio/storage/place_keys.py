"""One spelling for where registered data lies: an index finds what is registered at or near it."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

from django.db import connection
from django.db.models import Q

from studio.storage import datastores

# PostgreSQL's indexes take no long values. What is cut is found with its neighbours.
LONGEST: Final = 600
_JOBS: Final = "azureml://jobs/"


def of(workspace_id: int, uri: str) -> str:
    """``1/DATASTORE/a/b`` for a place in a datastore, ``of_job`` for what a job makes; else empty.

    With the workspace, so that one index says it all.
    """
    if uri.startswith(_JOBS):
        return of_job(workspace_id, uri.removeprefix(_JOBS).partition("/outputs/")[0])
    found = datastores.parse(uri)
    if found is None:
        return ""
    parts = PurePosixPath(found.path.strip("/")).parts
    return "/".join((str(workspace_id), found.datastore, *parts))[:LONGEST]


def of_job(workspace_id: int, name: str) -> str:
    return f"{workspace_id}:{name}"[:LONGEST]


def around(keys: Iterable[str]) -> Q:
    """Rows whose ``place`` is one of these places, holds one of them or lies below one."""
    at: set[str] = set()
    below = Q()
    for key in keys:
        parts = key.split("/")
        at |= {"/".join(parts[:length]) for length in range(3, len(parts) + 1)}
        below |= _below(f"{key}/")
    return Q(place__in=sorted(at)) | below


def _below(prefix: str) -> Q:
    """As the index of each database finds it: SQLite's LIKE uses none."""
    if connection.vendor == "sqlite":
        return Q(place__gte=prefix, place__lt=f"{prefix[:-1]}0")  # "0" is what follows "/"
    return Q(place__startswith=prefix)
