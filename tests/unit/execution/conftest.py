"""Steps with real processes in temporary folders, with and without a sandbox, no database."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from runs.execution import sandbox
from runs.execution.engine import Engine
from runs.execution.order import Folders, Input, Order, Outcome, Output
from runs.execution.remote import Policy
from runs.execution.run_step import Hooks, Limits, run_step
from runs.execution.sandbox import Sandbox
from runs.execution.stopping import StopSignal


def fill(template: str, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    """``{data}`` and the like; braces that are no place stay."""
    for name, text in {**inputs, **outputs}.items():
        template = template.replace("{" + name + "}", text)
    return template


@dataclass
class Bench:
    """Runs one command as a step and keeps what was heard of it."""

    home: Path
    box: Sandbox
    stop: StopSignal = field(default_factory=StopSignal)
    started: threading.Event = field(default_factory=threading.Event)
    identity: dict[str, Any] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)
    on_log: Callable[[int], None] | None = None
    is_ours: bool = True
    log_bytes: int = 10_000_000
    grace_seconds: float = 5.0
    engine: Engine | None = None
    envs: Path | None = None

    def data(self, name: str) -> Path:
        folder = self.home / "datastores" / name
        folder.parent.mkdir(parents=True, exist_ok=True)
        return folder

    def output(self, name: str, kind: str = "uri_folder", below: str = "") -> Output:
        target = self.data(f"out/{name}") / below
        return Output(name, kind, f"azureml://datastores/d/paths/out/{name}", target)

    @property
    def folders(self) -> Folders:
        home = self.home
        return Folders(home, self.envs or home / "envs", home / "work" / "7-1", home / "jobs" / "7")

    def run(self, command: str, *ports: Input | Output, **fields: Any) -> Outcome:
        fetch = fields.pop("fetch", Policy())
        order = Order(
            job="step",
            attempt=fields.pop("attempt", 1),
            command=command,
            code=fields.pop("code", None),
            inputs=tuple(one for one in ports if isinstance(one, Input)),
            outputs=tuple(one for one in ports if isinstance(one, Output)),
            **fields,
        )
        hooks = Hooks(fill, self._on_start, self._on_log, lambda: None)
        limits = Limits(self.log_bytes, self.grace_seconds, fetch)
        return run_step(order, self.folders, self.box, limits, hooks, self.stop, self.engine)

    @property
    def log(self) -> str:
        return self.folders.user_log.read_text()

    @property
    def system_log(self) -> str:
        return self.folders.system_log.read_text()

    def _on_start(self, identity: dict[str, Any]) -> bool:
        self.identity = identity
        self.started.set()
        return self.is_ours

    def _on_log(self, size: int) -> None:
        self.sizes.append(size)
        if self.on_log is not None:
            self.on_log(size)


def box_of(setting: str) -> Sandbox:
    box = sandbox.choose("none" if setting == "none" else "auto")
    if setting == "bubblewrap" and box.program is None:
        pytest.skip(f"needs bubblewrap: {box.note}")
    return box


@pytest.fixture(params=["bubblewrap", "none"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    """With a sandbox and without; the home lies under the system's folder for temporary files."""
    return Bench(tmp_path / "studio", box_of(request.param))


@pytest.fixture
def sandboxed(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "studio", box_of("bubblewrap"))


@pytest.fixture
def plain(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "studio", box_of("none"))
