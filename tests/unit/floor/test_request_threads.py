"""Requests run in threads that are used again, and never two at once in one."""

import asyncio
import threading
from typing import Any

from asgiref.sync import sync_to_async

from studio.api.body_limit import Receive, Scope, Send
from studio.api.request_threads import RequestThreads, in_request_threads


async def receive() -> dict[str, Any]:
    return {}


async def send(message: Any) -> None:
    """Nobody listens."""


def test_a_thread_that_is_idle_is_used_again() -> None:
    threads = RequestThreads()
    thread = threads.borrow()
    threads.give_back(thread)
    thread.submit(int).result()
    assert threads.borrow() is thread
    assert threads.borrow() is not thread


async def test_requests_at_once_have_a_thread_each() -> None:
    together = threading.Barrier(3)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await sync_to_async(together.wait)(30)

    served = in_request_threads(application)
    await asyncio.gather(*(served({}, receive, send) for _ in range(3)))


async def test_a_thread_left_at_work_is_not_given_to_another_request() -> None:
    release = threading.Event()
    began = threading.Event()
    seen: list[threading.Thread] = []

    def work() -> None:
        began.set()
        release.wait(30)

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["slow"]:
            task = asyncio.ensure_future(sync_to_async(work)())
            while not began.is_set():
                await asyncio.sleep(0)
            task.cancel()
        else:
            seen.append(await sync_to_async(threading.current_thread)())

    served = in_request_threads(slow)
    await served({"slow": True}, receive, send)
    await asyncio.wait_for(served({"slow": False}, receive, send), 30)
    release.set()
    assert len(seen) == 1
