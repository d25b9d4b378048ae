"""A studio-like process for tests: an embedded worker on a given home, killed at will."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from django.conf import settings

PROGRAM = textwrap.dedent(
    """
    import os, sys, signal, threading
    import django
    django.setup()
    from django.conf import settings
    settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
    from django.db import connections
    connections["default"].settings_dict["NAME"] = os.environ["TEST_DATABASE"]
    from runs import worker
    workers = worker.start()
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    print("ready", flush=True)
    ended.wait()
    workers.stop()
    """
)


class Studio:
    """``kill`` is kill -9; ``end`` is an orderly end."""

    def __init__(self, home: Path, database: str) -> None:
        # Nothing that these tests see may come from a lease that has merely run out.
        own = {"STUDIO_HOME": str(home), "TEST_DATABASE": database, "STUDIO_LEASE_SECONDS": "3600"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env=os.environ | own
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    @staticmethod
    def here() -> "Studio":
        database = settings.DATABASES["default"]
        return Studio(settings.STUDIO_HOME, str(database["NAME"]))

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def end(self) -> int:
        self._process.terminate()
        return self._process.wait(90)

    def close(self) -> None:
        if self._process.poll() is None:
            self.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
