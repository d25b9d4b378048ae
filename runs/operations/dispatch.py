"""Telling workers that a compute has queued steps. A message is a hint and may be lost.

``send`` is put in by the edge that knows Celery (``runs.tasks``), so that operations do not.
"""

import logging
from collections.abc import Callable, Mapping
from functools import partial

from django.db import transaction

from designer.models import Compute

log = logging.getLogger(__name__)
Send = Callable[[Compute], None]


class _Sender:
    """Holds how a hint is sent; None until the tasks are loaded."""

    send: Send | None = None


def use(send: Send) -> None:
    _Sender.send = send


def on_commit(computes: Mapping[int, int]) -> None:
    """Announce new queued steps, {compute id: how many}, once they are committed."""
    wanted = {compute: count for compute, count in computes.items() if count > 0}
    if wanted:
        transaction.on_commit(partial(announce, wanted), robust=True)


def announce(computes: Mapping[int, int]) -> None:
    """As many hints as could start at once; whoever finishes looks for the next by itself.

    Never raises for the broker's or the database's sake: what was committed stands, and the
    reconciler announces again what nobody heard of.
    """
    send = _Sender.send
    if send is None:
        return
    try:
        for compute in Compute.objects.select_related("workspace").filter(pk__in=computes):
            for _ in range(min(computes[compute.pk], compute.max_instances)):
                send(compute)
    except Exception:  # brokers' clients share no base; each of their errors means the same
        log.warning("Queued steps could not be announced yet", exc_info=True)
