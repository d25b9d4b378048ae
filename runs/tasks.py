"""Celery's side of the work: one task that says "look at this compute"."""

from django.conf import settings

from designer.models import Compute
from runs.mlflow import token
from runs.operations import dispatch
from runs.operations import work as working
from studio.celery import app

# An embedded studio is the only worker there is: one queue to poll, also for computes made later.
EMBEDDED_QUEUE = "studio"


@app.task(name="runs.work")
def work(compute_id: int) -> None:
    """Run queued steps of the compute until there is none that fits."""
    working.work(compute_id, token.issue)


def queue_of(compute: Compute) -> str:
    return EMBEDDED_QUEUE if settings.EMBEDDED else compute.queue


def send(compute: Compute) -> None:
    work.apply_async((compute.pk,), queue=queue_of(compute), retry=False)


def wake() -> None:
    """A message about no compute at all."""
    work.apply_async((0,), queue=EMBEDDED_QUEUE, retry=False)


dispatch.use(send)
