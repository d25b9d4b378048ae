"""Short write transactions that several threads of one process share fairly.

SQLite lets one writer in at a time and makes the others sleep and ask again; a lock of our own
before ``BEGIN IMMEDIATE`` wakes the next writer at once instead.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, transaction

_one_writer = threading.RLock()


@contextmanager
def writing() -> Iterator[None]:
    """An atomic block; keep it to database work of a few milliseconds."""
    alone = _one_writer if connection.vendor == "sqlite" else nullcontext()
    with alone, transaction.atomic():
        yield
