"""Threads that serve requests and outlive them, so that their database connections do too.

Under ASGI Django gives each request a thread of its own, and with it a new database connection.
Here the synchronous parts of all requests share a bounded number of threads. A request holds one
only while such a part runs: a slow download or upload waits in the event loop and holds none.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from asgiref.sync import ThreadSensitiveContext
from django.db import close_old_connections, connections

from studio.api.body_limit import Application, Receive, Scope, Send

IDLE_SECONDS = 300.0
Done = TypeVar("Done")
Tell = Callable[[], None]
Task = Callable[[], Tell]


class RequestThreads(Executor):
    """At most ``most`` threads. The one used last comes first, so that few stay warm.

    Where all are busy, tasks wait in their order. A thread that had nothing to do for
    ``idle_seconds`` closes its database connection and ends.
    """

    def __init__(self, most: int, idle_seconds: float = IDLE_SECONDS) -> None:
        self._most = most
        self._idle_seconds = idle_seconds
        self._lock = threading.Lock()
        self._waiting: deque[Task] = deque()
        self._idle: list[_Hand] = []
        self.count = 0

    def submit(self, work: Callable[..., Done], /, *args: Any, **kwargs: Any) -> "Future[Done]":
        future: Future[Done] = Future()

        def task() -> Tell:
            return _done(future, lambda: work(*args, **kwargs))

        with self._lock:
            if self._idle:
                self._idle.pop().give(task)
            elif self.count < self._most:
                self.count += 1
                name = "studio-request"
                threading.Thread(target=self._serve, args=(task,), name=name, daemon=True).start()
            else:
                self._waiting.append(task)
        return future

    def _serve(self, task: Task | None) -> None:
        hand = _Hand()
        while task is not None:
            tell = task()
            # Free before the answer is told: whoever goes on with it finds this thread again.
            task = self._next(hand)
            tell()
            del tell  # what it told would live as long as this thread is idle
            task = task or self._come(hand)
        connections.close_all()

    def _next(self, hand: "_Hand") -> Task | None:
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._idle.append(hand)
        return None

    def _come(self, hand: "_Hand") -> Task | None:
        hand.came.wait(self._idle_seconds)
        with self._lock:
            if not hand.came.is_set():
                self._idle.remove(hand)
                self.count -= 1
            return hand.take()


class _Hand:
    """Where a thread that is idle is given its next task."""

    def __init__(self) -> None:
        self.came = threading.Event()
        self._task: Task | None = None

    def give(self, task: Task) -> None:
        self._task = task
        self.came.set()

    def take(self) -> Task | None:
        task, self._task = self._task, None
        self.came.clear()
        return task


def _done(future: "Future[Done]", work: Callable[[], Done]) -> Tell:
    """Do it, and return what tells so."""
    if not future.set_running_or_notify_cancel():
        return lambda: None
    try:
        # Django does so in the thread that a request began in, which may be another.
        close_old_connections()
        done = work()
    except BaseException as error:  # noqa: BLE001  (it belongs to whoever waits for the future)
        raised = error
        return lambda: future.set_exception(raised)
    return lambda: future.set_result(done)


def in_request_threads(application: Application, threads: RequestThreads) -> Application:
    """``application`` whose synchronous parts run in ``threads``."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        async with ThreadSensitiveContext(executor=threads):
            await application(scope, receive, send)

    return served
