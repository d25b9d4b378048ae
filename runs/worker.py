"""Runs steps: as threads of the web process (embedded) or as a process of its own (server).

Both are one Celery worker with a pool of threads, which sleep until a message comes, and one
keeper thread that renews leases, hears of cancels and puts right what others left behind.
"""

import logging
import os
import threading
import time
from collections.abc import Sequence
from typing import Any

from celery import signals
from celery.worker import WorkController
from celery.worker import state as celery_state
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Sum

from designer.models import Compute
from runs import tasks
from runs.models import Job
from runs.operations import claim, clean_up, reconcile, running
from runs.operations.running import registry
from runs.plan import states
from studio.celery import app
from studio.lib.errors import Unavailable

log = logging.getLogger(__name__)
MOST_THREADS = 32
TICK_SECONDS = 1.0
RECONCILE_SECONDS = 5.0
CLEAN_UP_SECONDS = 60.0
STOP_SECONDS = 15.0
START_SECONDS = 30.0


class Keeper:
    """Keeps this process's attempts alive, and ends those that should not go on.

    When leases cannot be renewed for nearly their length, the steps are ended here before
    anybody else may begin them.
    """

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="studio-keeper", daemon=True)
        self._renewed = time.monotonic()
        self._reconciled = time.monotonic()
        self._cleaned = time.monotonic()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(5)

    def alive(self) -> bool:
        return self._thread.is_alive()

    def _loop(self) -> None:
        tick = min(TICK_SECONDS, settings.LEASE_SECONDS / 6)
        while not self._stop.wait(tick):
            try:
                self._look()
            except DatabaseError:
                log.warning("The database did not answer; trying again", exc_info=True)
                close_old_connections()
            except Exception:  # without a keeper every lease of this process would lapse
                log.exception("A look at running steps failed; the next one follows")
            self._give_up_late()
        connections.close_all()

    def _look(self) -> None:
        now = time.monotonic()
        current = registry.all()
        if not current:
            self._renewed = now
        else:
            self._hear_cancels([one.job_id for one in current.values()])
            if now - self._renewed >= settings.LEASE_SECONDS / 3:
                self._renew(now)
        if now - self._reconciled >= RECONCILE_SECONDS and not registry.is_closed:
            self._reconciled = now
            reconcile.reconcile()
        if now - self._cleaned >= CLEAN_UP_SECONDS and not registry.is_closed:
            # While there is more to do it goes on with the next look: a batch is short.
            self._cleaned = now if not clean_up.clean_up() else self._cleaned

    def _renew(self, now: float) -> None:
        current = registry.all()
        ours = claim.renew(list(current))
        self._renewed = now
        for attempt_id, one in current.items():
            if attempt_id not in ours:
                one.stop.request("lost")

    def _hear_cancels(self, job_ids: "list[int]") -> None:
        asked = Job.objects.filter(pk__in=job_ids, status=states.CANCEL_REQUESTED)
        running.stop_jobs(asked.values_list("pk", flat=True), "canceled")

    def _give_up_late(self) -> None:
        if registry.all() and time.monotonic() - self._renewed > settings.LEASE_SECONDS * 0.9:
            running.stop_everything("lost")


class Workers:
    """The worker threads of an embedded studio."""

    def __init__(self, threads: int) -> None:
        self._ready = threading.Event()
        self._consumer: Any = _controller(self._ready)(
            app=app,
            hostname=f"embedded@{os.getpid()}",
            pool_cls="threads",
            concurrency=threads,
            queues=[tasks.EMBEDDED_QUEUE],
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
            quiet=True,
        )
        self._keeper = Keeper()
        self._thread = threading.Thread(target=self._run, name="studio-worker", daemon=True)

    def start(self) -> None:
        registry.open()
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise Unavailable("worker-not-started", "The worker threads did not start in time.")
        reconcile.recover()
        reconcile.clear_work()
        self._keeper.start()

    def stop(self, grace: float = STOP_SECONDS) -> None:
        """Ends what runs, in order: those steps go back to the queue for the next start."""
        registry.close()
        running.stop_everything("stopped")
        registry.wait_until_empty(grace)
        self._stop_consumer(grace)
        self._keeper.stop()

    def alive(self) -> bool:
        return self._thread.is_alive() and self._keeper.alive()

    def _run(self) -> None:
        self._consumer.start()

    def _stop_consumer(self, grace: float) -> None:
        """It looks whether to stop after each message, and sleeps up to two seconds for one."""
        celery_state.should_stop = 0  # type: ignore[assignment]
        deadline = time.monotonic() + grace
        while self._thread.is_alive() and time.monotonic() < deadline:
            tasks.wake()
            self._thread.join(0.05)
        celery_state.should_stop = None


def _controller(ready: threading.Event) -> type[WorkController]:
    """Celery's worker without its command line: no signal handlers, no banner."""

    class Controller(WorkController):
        def on_consumer_ready(self, consumer: object) -> None:
            ready.set()

    return Controller


def start(threads: int | None = None) -> Workers:
    """Start the embedded worker; returns once it listens and has taken up where it left off.

    threads: at most so many steps at once. They are made when needed, so by default there are
    enough for computes that are added later.
    """
    workers = Workers(threads or MOST_THREADS)
    workers.start()
    return workers


def serve(computes: Sequence[Compute]) -> int:
    """Run steps of these computes until the process is told to end; the exit code."""
    total = Compute.objects.filter(pk__in=[one.pk for one in computes]).aggregate(
        total=Sum("max_instances")
    )["total"]
    keeper = Keeper()
    registry.open()
    reconcile.clear_work()
    signals.worker_ready.connect(_on_serving, weak=False)
    signals.worker_shutting_down.connect(_on_ending, weak=False)
    consumer = app.Worker(
        hostname=f"studio@%h.{os.getpid()}",
        pool_cls="threads",
        concurrency=max(1, min(MOST_THREADS, total or 1)),
        queues=[tasks.queue_of(one) for one in computes],
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    )
    keeper.start()
    try:
        consumer.start()
    finally:
        keeper.stop()
    return int(consumer.exitcode or 0)


def _on_serving(**_: object) -> None:
    """What was queued while nobody listened."""
    reconcile.announce_forgotten(0)


def _on_ending(**_: object) -> None:
    registry.close()
    running.stop_everything("stopped")
