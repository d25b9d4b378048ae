"""Environments that uv really builds, from a wheel made here: no network."""

import hashlib
import threading
import zipfile
from pathlib import Path

import pytest

from runs.execution import environment
from runs.execution.order import StepFailed
from runs.execution.requirements import Needs
from runs.execution.stopping import StopSignal
from tests.unit.execution.conftest import Bench

CONDA = {"dependencies": ["pip", {"pip": ["tinywheel"]}]}


@pytest.fixture(autouse=True)
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip, and so uv, is told to look in, and nowhere else."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    make_wheel(folder)
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONSTRAINT", "")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv-cache"))
    return folder


def make_wheel(folder: Path) -> None:
    record = {
        "tinywheel.py": "WORD = 'tiny'\n",
        "tinywheel-1.0.dist-info/METADATA": (
            "Metadata-Version: 2.1\nName: tinywheel\nVersion: 1.0\n"
        ),
        "tinywheel-1.0.dist-info/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    lines = [f"{name},," for name in record] + ["tinywheel-1.0.dist-info/RECORD,,"]
    with zipfile.ZipFile(folder / "tinywheel-1.0-py3-none-any.whl", "w") as wheel:
        for name, text in record.items():
            wheel.writestr(name, text)
        wheel.writestr("tinywheel-1.0.dist-info/RECORD", "\n".join(lines))


def test_a_step_runs_with_the_packages_it_asks_for(bench: Bench) -> None:
    sizes_while_building: list[int] = []
    bench.on_log = sizes_while_building.append
    done = bench.run(
        'python -c "import tinywheel, sys; print(tinywheel.WORD, sys.prefix)"',
        environment={"conda_file": CONDA},
    )
    assert done.ending == "completed", bench.system_log
    word, prefix = bench.log.split()
    assert word == "tiny"
    assert Path(prefix).parent == bench.folders.envs
    assert "Building the environment" in bench.system_log
    assert "tinywheel" in bench.system_log
    assert sizes_while_building[0] == 0


def test_a_step_gets_no_packages_of_the_studio(bench: Bench) -> None:
    done = bench.run("python -c 'import django'", environment={"conda_file": CONDA})
    assert done.exit_code == 1
    assert "No module named 'django'" in bench.log


def test_a_second_step_takes_the_environment_that_is_there(bench: Bench) -> None:
    bench.run("true", environment={"conda_file": CONDA})
    bench.folders.system_log.unlink()
    bench.run("true", environment={"conda_file": CONDA})
    assert "Building" not in bench.system_log


def test_a_build_that_fails_fails_the_step_with_its_end(bench: Bench) -> None:
    conda = {"dependencies": [{"pip": ["no-such-package-anywhere"]}]}
    done = bench.run("true", environment={"conda_file": conda})
    assert done.failure is not None
    assert done.failure.code == "environment-failed"
    assert "no-such-package-anywhere" in done.failure.message
    assert not bench.started.is_set()


def test_a_python_that_the_machine_lacks_is_said_and_replaced(plain: Bench) -> None:
    conda = {"dependencies": ["python=3.2"]}
    done = plain.run("python -V", environment={"conda_file": conda})
    assert done.ending == "completed"
    assert f"Python 3.2 is not on this machine: {environment.own_version()}" in plain.system_log


def test_ten_steps_at_once_build_once(tmp_path: Path) -> None:
    needs = Needs(None, ("tinywheel",), ())
    said: list[str] = []
    found: list[environment.Interpreter] = []

    def prepare() -> None:
        found.append(environment.prepare(needs, tmp_path / "envs", said.append, StopSignal()))

    threads = [threading.Thread(target=prepare) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 10
    assert said.count("The environment is built.") == 1


def test_a_build_that_was_cut_off_is_done_again(tmp_path: Path) -> None:
    needs = Needs(None, ("tinywheel",), ())
    half = tmp_path / "envs" / needs.digest
    (half / "bin").mkdir(parents=True)
    python = environment.prepare(needs, tmp_path / "envs", lambda _: None, StopSignal())
    assert (python.bin_folder / "python").exists()


def test_a_stop_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr("uv.find_uv_bin", lambda: str(slow))
    stop = StopSignal()
    stop.request("canceled")
    with pytest.raises(StepFailed) as failed:
        environment.prepare(Needs(None, ("x",), ()), tmp_path / "envs", lambda _: None, stop)
    assert failed.value.failure.code == "interrupted"


def test_environments_are_named_by_what_they_hold() -> None:
    digests = {Needs(None, ("a",), ()).digest, Needs("3.10", ("a",), ()).digest}
    assert len(digests) == 2
    assert all(len(one) == hashlib.sha256().digest_size * 2 for one in digests)
