"""Database and file reads of sockets, in a few threads of their own.

Channels would run them all in the one thread that synchronous code shares.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar, cast

from channels.db import DatabaseSyncToAsync

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 4
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="studio-socket")


async def in_thread(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    run = DatabaseSyncToAsync(call, thread_sensitive=False, executor=_pool)
    return cast(T, await run(*args, **kwargs))
