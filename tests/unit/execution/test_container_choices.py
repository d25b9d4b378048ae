"""What is decided before a container runs: the engine, and what may be asked of it."""

import stat
from pathlib import Path
from typing import Any

import pytest

from runs.execution import engine
from runs.execution.engine import Engine
from studio.lib.errors import StudioError
from tests.unit.execution.conftest import Bench, box_of


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of its own, and nothing remembered of earlier choices."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(engine, "_kept", {})
    return folder


def program(folder: Path, name: str, body: str) -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return str(file)


@pytest.mark.parametrize("setting", ["", "none"])
def test_no_engine_is_a_choice(setting: str) -> None:
    assert engine.choose(setting) is None


def test_auto_takes_the_engine_that_answers(programs: Path) -> None:
    program(programs, "docker", "echo Cannot connect to the daemon; exit 1")
    podman = program(programs, "podman", "echo 4.3.1")
    assert engine.choose("auto") == Engine((podman,))


def test_auto_is_none_when_none_answers(programs: Path) -> None:
    program(programs, "docker", "exit 1")
    program(programs, "podman", "exit 1")
    assert engine.choose("auto") is None


def test_a_setting_may_hold_arguments_of_the_program_and_of_each_run(programs: Path) -> None:
    podman = program(programs, "podman", "true")
    found = engine.choose("podman --runtime runc -- --ulimit 'nofile=1 2'")
    assert found == Engine((podman, "--runtime", "runc"), ("--ulimit", "nofile=1 2"))
    assert found.is_podman


@pytest.mark.parametrize("setting", ["no-such-program x", "podman 'x"])
def test_a_wrong_setting_is_said(setting: str, programs: Path) -> None:
    with pytest.raises(StudioError, match="STUDIO_CONTAINER_ENGINE"):
        engine.choose(setting)


@pytest.mark.parametrize(
    "given",
    ["--privileged", "-v /:/host", "--network=host", ["--mount", "x"], "--env A=1 other", "'"],
)
def test_docker_args_that_lead_out_are_refused(
    given: object, tmp_path: Path, programs: Path
) -> None:
    done = fake_run(tmp_path, programs, {"docker_args": given})
    assert done.failure is not None
    assert done.failure.code == "docker-args-refused"


def test_an_administrator_may_allow_more_docker_args(tmp_path: Path, programs: Path) -> None:
    home = tmp_path / "studio"
    home.mkdir()
    (home / "environments.toml").write_text('[containers]\ndocker_args = ["--privileged"]\n')
    done = fake_run(tmp_path, programs, {"docker_args": "--privileged"})
    assert done.ending == "completed"


def test_a_size_of_shared_memory_that_is_none_fails_the_step(
    tmp_path: Path, programs: Path
) -> None:
    done = fake_run(tmp_path, programs, {"shm_size": "lots"})
    assert done.failure is not None
    assert done.failure.code == "bad-shm-size"


def test_an_engine_that_cannot_start_the_container_says_so(tmp_path: Path, programs: Path) -> None:
    done = fake_run(tmp_path, programs, {}, "[ $1 = run ] && echo no space >&2 && exit 125; true")
    assert done.failure is not None
    assert done.failure.code == "container-failed"


@pytest.mark.parametrize("dockerfile", ["../Dockerfile", "none", "/etc/passwd"])
def test_a_dockerfile_is_in_its_context(dockerfile: str, tmp_path: Path, programs: Path) -> None:
    (tmp_path / "context").mkdir()
    (tmp_path / "Dockerfile").touch()
    found = Engine((program(programs, "podman", "exit 1"),))
    bench = Bench(tmp_path / "studio", box_of("none"), engine=found)
    environment = {"build": {"path": "x", "dockerfile_path": dockerfile}}
    done = bench.run("true", environment=environment, build_context=tmp_path / "context")
    assert done.failure is not None
    assert "no Dockerfile" in done.failure.message


def test_a_context_that_is_an_address_is_not_fetched(tmp_path: Path, programs: Path) -> None:
    found = Engine((program(programs, "podman", "exit 1"),))
    bench = Bench(tmp_path / "studio", box_of("none"), engine=found)
    done = bench.run("true", environment={"build": {"path": "https://example.org/x.git"}})
    assert done.failure is not None
    assert "https://example.org/x.git" in done.failure.message


def fake_run(tmp_path: Path, programs: Path, resources: dict[str, Any], body: str = "true") -> Any:
    """A step with an engine that does nothing."""
    found = Engine((program(programs, "podman", body),))
    bench = Bench(tmp_path / "studio", box_of("none"), engine=found)
    return bench.run("true", environment={"image": "x"}, resources=resources)
