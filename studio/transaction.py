"""Short write transactions that several threads of one process share fairly.

SQLite lets one writer in at a time and makes the others sleep and ask again; a lock of our own
before ``BEGIN IMMEDIATE`` wakes the next writer at once instead. And whoever's commit fills the log
of changes would copy it into the database's file while all others wait for the disk, 100 ms and
more; ``checkpoint`` does so beside them.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction

_one_writer = threading.RLock()
# SQLite's log starts anew when all of it was copied at some moment; from this many pages (of 4 KiB)
# on writers wait for that moment.
LONG_LOG_PAGES = 8_000


@contextmanager
def writing() -> Iterator[None]:
    """An atomic block; keep it to database work of a few milliseconds."""
    alone = _one_writer if connection.vendor == "sqlite" else nullcontext()
    with alone, transaction.atomic():
        yield


def checkpoint() -> None:
    """Copy SQLite's log of changes into its file; call it every few seconds, in no transaction.

    Writers go on meanwhile. While they add to the log faster than it is copied it only grows: then
    they wait once, for what little was added during the first copy.
    """
    if connection.vendor == "sqlite" and _copy_log() > LONG_LOG_PAGES:
        with _one_writer:
            _copy_log()


def _copy_log() -> int:
    """How many pages the log had."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        return int(cursor.fetchone()[1])
