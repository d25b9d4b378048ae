"""Requests share a bounded number of threads, hold one only while they are worked on, and wait."""

import asyncio
import threading
from typing import Any

import pytest
from asgiref.sync import sync_to_async

from studio.api.body_limit import Receive, Scope, Send
from studio.api.request_threads import RequestThreads, in_request_threads


async def receive() -> dict[str, Any]:
    return {}


async def send(message: Any) -> None:
    """Nobody listens."""


def test_the_thread_used_last_is_used_again() -> None:
    threads = RequestThreads(8)
    used = {threads.submit(threading.get_ident).result() for _ in range(20)}
    assert len(used) == threads.count == 1


async def test_requests_at_once_have_a_thread_each() -> None:
    together = threading.Barrier(3)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await sync_to_async(together.wait)(30)

    served = in_request_threads(application, RequestThreads(3))
    await asyncio.gather(*(served({}, receive, send) for _ in range(3)))


async def test_slow_clients_hold_no_thread() -> None:
    """Two hundred of them wait for their network, and one thread serves the next request."""
    threads = RequestThreads(1)
    gone = asyncio.Event()
    waiting = 0

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal waiting
        await sync_to_async(threading.get_ident)()
        waiting += 1
        if scope["slow"]:
            await gone.wait()

    served = in_request_threads(application, threads)
    slow = [asyncio.ensure_future(served({"slow": True}, receive, send)) for _ in range(200)]
    while waiting < len(slow):
        await asyncio.sleep(0)
    await asyncio.wait_for(served({"slow": False}, receive, send), 30)
    assert threads.count == 1
    gone.set()
    await asyncio.gather(*slow)


def test_more_than_the_most_wait_for_their_turn() -> None:
    threads = RequestThreads(2)
    release = threading.Event()
    order: list[int] = []
    busy = [threads.submit(release.wait, 30) for _ in range(2)]
    later = [threads.submit(order.append, number) for number in range(5)]
    assert not order
    release.set()
    for future in busy + later:
        future.result(30)
    assert sorted(order) == list(range(5))
    assert threads.count == 2


def test_an_idle_thread_ends() -> None:
    threads = RequestThreads(2, idle_seconds=0.01)
    thread = threads.submit(threading.current_thread).result()
    thread.join(30)
    assert not thread.is_alive()
    assert threads.count == 0
    assert threads.submit(threading.current_thread).result() is not thread


def test_what_a_request_raises_is_its_own() -> None:
    threads = RequestThreads(1)
    with pytest.raises(ValueError, match="no number"):
        threads.submit(int, "no number").result(30)
    assert threads.submit(int, "7").result(30) == 7


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

    served = in_request_threads(slow, RequestThreads(2))
    await served({"slow": True}, receive, send)
    await asyncio.wait_for(served({"slow": False}, receive, send), 30)
    release.set()
    assert len(seen) == 1
