"""Threads that serve requests and outlive them, so that their database connections do too.

Under ASGI Django gives each request a thread of its own, and with it a new database connection.
Here a request borrows a thread from those that are free; there are as many as requests that were
ever served at once.
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import ThreadSensitiveContext

from studio.api.body_limit import Application, Receive, Scope, Send


class RequestThreads:
    """Single threads, the one used last first, so that few stay warm."""

    def __init__(self) -> None:
        self._free: deque[ThreadPoolExecutor] = deque()

    def borrow(self) -> ThreadPoolExecutor:
        if self._free:
            return self._free.pop()
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix="studio-request")

    def give_back(self, thread: ThreadPoolExecutor) -> None:
        """Free it once it is idle: a client that left early may have left it at work."""
        thread.submit(_nothing).add_done_callback(lambda _: self._free.append(thread))


def _nothing() -> None:
    """Comes to its turn when all before it is done."""


def in_request_threads(application: Application) -> Application:
    """``application`` whose synchronous parts run in a borrowed thread."""
    threads = RequestThreads()

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        thread = threads.borrow()
        try:
            async with ThreadSensitiveContext(executor=thread):
                await application(scope, receive, send)
        finally:
            threads.give_back(thread)

    return served
