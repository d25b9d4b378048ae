"""uvicorn as this studio uses it: a port taken early, work around it in order, a calm end."""

import asyncio
import errno
import os
import socket
import sys
from collections.abc import Callable
from types import FrameType

import uvicorn

from studio.lib.errors import StudioError

GRACE_SECONDS = 3
# How long a thread that computes keeps the interpreter from others. Requests and the ends of steps
# ask the database many times each, and after each answer wait this long for a busy thread.
SWITCH_SECONDS = 0.0002
SOCKET_MESSAGE_MAX_BYTES = 1024 * 1024


def take_port(host: str, port: int) -> socket.socket:
    """Bind now, so that a taken port stops the start before anything else is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(0)
    except OSError as error:
        taken.close()
        raise _no_port(host, port, error) from None
    return taken


def _no_port(host: str, port: int, error: OSError) -> StudioError:
    if error.errno == errno.EADDRINUSE:
        return StudioError(
            "port-taken",
            f"Port {port} on {host} is taken by another program.",
            hint=f"Choose another one: STUDIO_PORT={port + 1} (or studio up --port {port + 1}).",
        )
    if error.errno == errno.EACCES:
        return StudioError(
            "port-denied", f"You may not listen on port {port}.", hint="Use one above 1023."
        )
    return StudioError(
        "bad-address",
        f"The studio cannot listen on {host}:{port}: {error.strerror or error}.",
        hint="STUDIO_HOST names an address of this machine.",
    )


class Server(uvicorn.Server):
    """Calls ``started`` once requests are served, ``stopped`` once no more are taken.

    Both run in a thread and may take their time. The first Ctrl-C or SIGTERM ends the server in
    order, the second one at once: the operating system takes back locks, and the next start cleans
    up what was left.
    """

    def __init__(self, started: Callable[[], None], stopped: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                "studio.asgi:application",
                loop="uvloop",
                http="httptools",
                ws="websockets-sansio",
                ws_max_size=SOCKET_MESSAGE_MAX_BYTES,
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        self._on_started = started
        self._on_stopped = stopped

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        sys.setswitchinterval(SWITCH_SECONDS)
        await super().startup(sockets)
        await asyncio.to_thread(self._on_started)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        await asyncio.to_thread(self._on_stopped)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Unlike uvicorn's, does not raise the signal again at the end: the exit code is 0."""
        if self.should_exit:
            os._exit(130)
        self.should_exit = True
