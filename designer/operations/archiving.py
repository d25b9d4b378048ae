"""Archive and restore, the same for every kind of asset: a name with all its versions, or one.

What is archived leaves the lists and goes on working where it is named: ``azureml:name:3`` finds it
all the same. ``@latest`` passes over versions that were archived alone.
"""

from typing import Any

from django.db.models import Model, QuerySet

from studio.lib.clock import now
from studio.transaction import writing


def set_name(name: Model, versions: QuerySet[Any], archived: bool) -> None:
    """Archive or restore the row ``name`` and with it all ``versions``, which are its own.

    A name that was archived comes back as it was: versions that had been archived alone stay so,
    unless none would be left to see. Of a name that was not, all versions are restored.
    """
    rows = _row(name)
    with writing():
        was_archived = _is_archived(rows)
        rows.update(archived=archived, modified_at=now())
        if not archived and not (was_archived and versions.filter(archived=False).exists()):
            versions.filter(archived=True).update(archived=False, modified_at=now())


def set_version(name: Model, versions: QuerySet[Any], version: Model, archived: bool) -> None:
    """Archive or restore one of ``versions``. Of a name that was archived it alone comes back."""
    rows, only = _row(name), versions.filter(pk=version.pk)
    with writing():
        if not archived and _is_archived(rows):
            rows.update(archived=False)
            versions.exclude(pk=version.pk).update(archived=True)
        only.update(archived=archived, modified_at=now())
        rows.update(modified_at=now())


def _row(name: Model) -> QuerySet[Any]:
    return type(name)._default_manager.filter(pk=name.pk)


def _is_archived(rows: QuerySet[Any]) -> bool:
    """Locks the name's row, so that two people who archive and restore at once take turns."""
    return bool(rows.select_for_update().values_list("archived", flat=True).get())
