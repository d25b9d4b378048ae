"""Telling workers that a compute has queued steps. A message is a hint and may be lost.

``send`` is put in by the edge that knows Celery (``runs.tasks``), so that operations do not.
"""

from collections.abc import Callable, Mapping
from functools import partial

from django.db import transaction

from designer.models import Compute

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
        transaction.on_commit(partial(announce, wanted))


def announce(computes: Mapping[int, int]) -> None:
    """As many hints as could start at once; whoever finishes looks for the next by itself."""
    send = _Sender.send
    if send is None:
        return
    for compute in Compute.objects.select_related("workspace").filter(pk__in=computes):
        for _ in range(min(computes[compute.pk], compute.max_instances)):
            send(compute)
