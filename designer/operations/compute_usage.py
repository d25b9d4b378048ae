"""How busy computes are, counted from the jobs that run and wait on them.

Jobs belong to ``runs``, which this app may not import: the relation carries the question, and a
test holds the words below equal to those that claiming uses.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Sum

from designer.models import Compute

HELD = ("Preparing", "Running", "Finalizing", "CancelRequested")
WAITING = "Queued"


class Usage(NamedTuple):
    instances_in_use: int = 0
    queued_steps: int = 0


def usage_of(computes: Iterable[Compute]) -> dict[int, Usage]:
    """The usage of each by its id, in one query that touches no job that has ended."""
    ids = [compute.pk for compute in computes]
    rows = (
        Compute.objects.filter(pk__in=ids, jobs__status__in=(*HELD, WAITING))
        .values_list("pk", "jobs__status")
        .annotate(Sum("jobs__instance_count"), Count("jobs"))
    )
    found = dict.fromkeys(ids, Usage())
    for pk, status, instances, steps in rows:
        in_use, queued = found[pk]
        waiting = status == WAITING
        found[pk] = Usage(
            in_use + (0 if waiting else instances),
            queued + (steps if waiting else 0),
        )
    return found
