"""The studio's ASGI application on a free port in a thread of the test's process.

For tests that need a real HTTP client and this process's database at once.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from runs.mlflow import news
from studio.asgi import application

START_SECONDS = 20


@contextmanager
def served() -> Iterator[str]:
    """The address; the server has ended when the block is left."""
    config = uvicorn.Config(application, host="127.0.0.1", port=0, log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="test-server")
    thread.start()
    try:
        deadline = time.monotonic() + START_SECONDS
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
        news.flush()
