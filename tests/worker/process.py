"""A studio-like process for tests: an embedded worker on a given home, killed at will."""

import importlib
import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path
from typing import Any

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
    if os.environ["TEST_PAUSE"]:
        from tests.worker.process import pause
        pause(os.environ["TEST_PAUSE"])
    workers = worker.start()
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    print("ready", flush=True)
    ended.wait()
    workers.stop()
    """
)


def pause(place: str) -> None:
    """Whoever calls ``place`` ("package.module.function", after it how many times) stops there."""
    name, _, times = place.partition(" ")
    owner, _, attribute = name.rpartition(".")
    holder: Any
    try:
        holder = importlib.import_module(owner)
    except ModuleNotFoundError:
        module, _, kind = owner.rpartition(".")
        holder = getattr(importlib.import_module(module), kind)
    plain, left = getattr(holder, attribute), [int(times or 1)]

    def stops(*arguments: Any, **names: Any) -> Any:
        left[0] -= 1
        if left[0] > 0:
            return plain(*arguments, **names)
        print("paused", flush=True)
        return threading.Event().wait()

    setattr(holder, attribute, stops)


class Studio:
    """``kill`` is kill -9; ``end`` is an orderly end. pause: see there."""

    def __init__(self, home: Path, database: str, pause: str = "") -> None:
        # Nothing that these tests see may come from a lease that has merely run out.
        own = {"STUDIO_HOME": str(home), "TEST_DATABASE": database, "STUDIO_LEASE_SECONDS": "3600"}
        own["TEST_PAUSE"] = pause
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True, env=os.environ | own
        )
        self._said: set[str] = set()
        self._wait_for("ready")

    @staticmethod
    def here(pause: str = "") -> "Studio":
        database = settings.DATABASES["default"]
        return Studio(settings.STUDIO_HOME, str(database["NAME"]), pause)

    def wait_for_pause(self) -> None:
        self._wait_for("paused")

    def _wait_for(self, word: str) -> None:
        """It may take up a step, and stop there, before it says that it is ready."""
        while word not in self._said:
            assert self._process.stdout is not None
            line = self._process.stdout.readline()
            assert line, "It has ended."
            self._said.add(line.strip())

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
