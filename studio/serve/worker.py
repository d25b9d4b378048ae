"""The server form's worker process: steps of the computes that it listens to."""

from django.conf import settings

from runs import worker
from studio.lib.errors import StudioError


def run(computes: tuple[str, ...]) -> None:
    if settings.EMBEDDED:
        raise StudioError(
            "no-broker",
            "A worker of its own needs a broker that other processes reach.",
            hint="Set STUDIO_BROKER_URL (and STUDIO_DATABASE_URL), or use `studio up`.",
        )
    worker.serve(computes)
