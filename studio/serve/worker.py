"""The server form's worker process: steps of the computes that it listens to."""

import sys
from functools import partial

from django.conf import settings

from designer.models import Compute
from runs import worker
from studio.lib.errors import NotFound, StudioError


def run(names: tuple[str, ...]) -> None:
    """Serve the computes called ``names``, or all that there are, until told to stop."""
    if settings.EMBEDDED:
        raise StudioError(
            "no-broker",
            "A worker of its own needs a broker that other processes reach.",
            hint="Set STUDIO_BROKER_URL (and STUDIO_DATABASE_URL), or use `studio up`.",
        )
    sys.exit(worker.serve(computes(names), None if names else partial(computes, ())))


def computes(names: tuple[str, ...]) -> list[Compute]:
    found = Compute.objects.select_related("workspace")
    if names:
        found = found.filter(name__in=names)
    absent = set(names) - {one.name for one in found}
    if absent:
        raise NotFound("compute-not-found", f"There is no compute {', '.join(sorted(absent))}.")
    return list(found)
