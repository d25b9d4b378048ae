"""A real ``studio up`` in a process of its own: own home, free port, ended with the tests."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
STOP_SECONDS = 30
STUDIO = (sys.executable, "-m", "studio.cli.main")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class LiveStudio:
    """``home`` and ``port`` stay the same over stop and start. ``command`` is "up" or "web"."""

    home: Path
    port: int = field(default_factory=free_port)
    options: Sequence[str] = ()
    command: str = "up"
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    @contextmanager
    def started(
        cls, *options: str, environment: Mapping[str, str] | None = None
    ) -> Iterator["LiveStudio"]:
        """A studio with its samples, or ``started("--empty")``; stopped and removed at the end."""
        with tempfile.TemporaryDirectory(prefix="live-studio-", ignore_cleanup_errors=True) as top:
            studio = cls(Path(top) / "home", options=options, environment=environment or {})
            studio.start()
            try:
                yield studio
            finally:
                studio.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the process printed."""
        return self.home.with_name("studio.log")

    @property
    def config(self) -> dict[str, Any]:
        """``config.json`` as the studio wrote it: url, token, workspace."""
        return dict(json.loads((self.home / "config.json").read_text()))

    def variables(self) -> dict[str, str]:
        """The environment for ``studio`` commands against this studio."""
        own = {
            "STUDIO_HOME": str(self.home),
            "STUDIO_PORT": str(self.port),
            "STUDIO_CONTAINER_ENGINE": "none",
        }
        kept = {key: value for key, value in os.environ.items() if not key.startswith("STUDIO_")}
        return kept | own | dict(self.environment)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*STUDIO, self.command, *self.options],
                cwd=ROOT,
                env=self.variables(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.wait_ready()

    def wait_ready(self) -> None:
        """Until /readyz says 200; fails with the log when the process ends or time is up."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is not None and self.process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"The studio did not start:\n{self.log.read_text()}")

    def stop(self) -> int:
        """Ask it to end as Ctrl-C does; its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def kill(self) -> None:
        """As a power cut: no goodbye."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def client(self) -> httpx.Client:
        """An HTTP client that carries the owner's token."""
        headers = {"Authorization": f"Bearer {self.config['token']}"}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60)

    def new_sign_in_link(self) -> str:
        """A fresh link that signs the owner in once."""
        with self.client() as client:
            answer = client.post("/api/session/links")
        answer.raise_for_status()
        return str(answer.json()["url"])

    def studio(
        self, *arguments: str, check: bool = True, timeout: float = 300, folder: Path = ROOT
    ) -> subprocess.CompletedProcess[str]:
        """Run ``studio …`` in ``folder`` against this studio."""
        done = subprocess.run(
            [*STUDIO, *arguments],
            cwd=folder,
            env=self.variables(),
            check=False,
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        assert done.returncode == 0 or not check, done.stderr
        return done
