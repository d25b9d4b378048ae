"""Runs steps: as threads of the web process (embedded) or as a process of its own (server).

Both are one Celery worker with a pool of threads, which sleep until a message comes, and its
keeper (``runs.keeper``).
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from celery import signals
from celery.worker import WorkController
from celery.worker import state as celery_state

from designer.models import Compute
from runs import tasks
from runs.keeper import Keeper
from runs.operations import reconcile, running
from runs.operations.running import registry
from studio.celery import app
from studio.lib.errors import Unavailable

log = logging.getLogger(__name__)
MOST_THREADS = 32
STOP_SECONDS = 15.0
START_SECONDS = 30.0


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


def serve(computes: Sequence[Compute], later: Callable[[], Iterable[Compute]] | None = None) -> int:
    """Run steps of these computes until the process is told to end; the exit code.

    later: asked now and then for computes to listen to as well; those made since are among them.
    """
    total = sum(one.max_instances for one in computes)
    registry.open()
    reconcile.clear_work()
    signals.worker_ready.connect(_on_serving, weak=False)
    signals.worker_shutting_down.connect(_on_ending, weak=False)
    consumer = app.Worker(
        hostname=f"studio@%h.{os.getpid()}",
        pool_cls="threads",
        # They are made when needed, so enough for computes that are added later cost nothing.
        concurrency=MOST_THREADS if later else max(1, min(MOST_THREADS, total)),
        queues=[tasks.queue_of(one) for one in computes],
        without_gossip=True,
        without_mingle=True,
        quiet=True,
    )
    keeper = Keeper(*([partial(_listen, consumer, later)] if later else []))
    keeper.start()
    try:
        consumer.start()
    finally:
        keeper.stop()
    return int(consumer.exitcode or 0)


def _listen(worker: Any, computes: Callable[[], Iterable[Compute]]) -> None:
    """Steps that are queued there already are announced by the reconciler."""
    known = app.amqp.queues.consume_from
    for queue in map(tasks.queue_of, computes()):
        if queue not in known:
            # In the thread that holds the connection to the broker, which is no other's to use.
            worker.consumer.call_soon(worker.consumer.add_task_queue, queue)


def _on_serving(**_: object) -> None:
    """What was queued while nobody listened."""
    reconcile.announce_forgotten(0)


def _on_ending(**_: object) -> None:
    registry.close()
    running.stop_everything("stopped")
