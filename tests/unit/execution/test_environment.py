"""Environments that uv really builds, from a wheel made here: no network."""

import hashlib
import io
import sys
import tarfile
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from runs.execution import environment, pythons
from runs.execution.order import StepFailed
from runs.execution.requirements import Needs
from runs.execution.stopping import StopSignal
from tests.unit.execution.conftest import Bench
from tests.worker.waiting import until

CONDA = {"dependencies": ["pip", {"pip": ["tinywheel"]}]}


@pytest.fixture(autouse=True)
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of wheels that pip, and so uv, is told to look in, and nowhere else.

    Not under /tmp, which a sandbox hides.
    """
    with tempfile.TemporaryDirectory(dir="/var/tmp") as top:
        folder = Path(top)
        make_wheel(folder)
        monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_CONSTRAINT", "")
        monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "uv-cache"))
        yield folder


def make_wheel(folder: Path, version: str = "1.0", more: Mapping[str, str] = {}) -> None:
    info = f"tinywheel-{version}.dist-info"
    record = {
        "tinywheel.py": (
            f"WORD = 'tiny'\nVERSION = '{version}'\ndef main():\n    print(VERSION)\n"
        ),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tinywheel\nVersion: {version}\n",
        f"{info}/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
        f"{info}/entry_points.txt": "[console_scripts]\ntiny-version = tinywheel:main\n",
        **more,
    }
    lines = [f"{name},," for name in record] + [f"{info}/RECORD,,"]
    with zipfile.ZipFile(folder / f"tinywheel-{version}-py3-none-any.whl", "w") as wheel:
        for name, text in record.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{info}/RECORD", "\n".join(lines))


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
    assert Path(prefix) == bench.folders.work / "python"
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


def test_a_conda_package_that_no_index_has_is_named(bench: Bench) -> None:
    conda = {"dependencies": ["tinywheel", "conda-forge::no-such-package-anywhere=1.2"]}
    done = bench.run("true", environment={"conda_file": conda})
    assert done.failure is not None
    assert done.failure.code == "environment-conda-package"
    assert done.failure.message.startswith('The conda package "no-such-package-anywhere" is on no')


def test_a_python_that_the_machine_lacks_is_said_and_replaced(
    plain: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pythons, "_downloaded", lambda *_: None)
    conda = {"dependencies": ["python=3.1"]}
    done = plain.run("python -V", environment={"conda_file": conda})
    assert done.ending == "completed"
    nearest = min((one.version for one in pythons.installed()), key=lambda text: int(text[2:]))
    assert "Python 3.1 is not on this machine and cannot be downloaded: " in plain.system_log
    assert f"{nearest} is taken." in plain.system_log
    assert plain.log.startswith(f"Python {nearest}.")


def test_the_python_that_is_wanted_first_is_taken(plain: Bench) -> None:
    conda = {"dependencies": [f"python={pythons.own_version()}"]}
    plain.run("python -V", environment={"conda_file": conda})
    assert plain.log.startswith(f"Python {pythons.own_version()}.")


@pytest.mark.parametrize("environment", [{}, {"image": "python"}, {"name": "anything"}])
def test_a_plain_environment_has_nothing_of_the_studio(
    bench: Bench, environment: dict[str, object]
) -> None:
    done = bench.run("python -c 'import django, mlflow'", environment=environment)
    assert done.exit_code == 1
    assert "No module named 'django'" in bench.log


def test_a_command_may_install_what_it_needs(bench: Bench) -> None:
    """The environment stays as it is, for the step after this one."""
    command = "pip install -q tinywheel && python -c 'import tinywheel; print(tinywheel.WORD)'"
    done = bench.run(command)
    assert (done.ending, bench.log) == ("completed", "tiny\n")
    bench.folders.user_log.unlink()
    assert bench.run("python -c 'import tinywheel'").exit_code == 1


def test_pip_costs_nothing_until_it_is_asked_for(bench: Bench) -> None:
    bench.run("python -c 'import sys; print([one for one in sys.path if \".whl\" in one])'")
    assert bench.log == "[]\n"
    bench.folders.user_log.unlink()
    bench.run("pip --version && python -m pip --version && python -c 'import pip; pip.main'")
    assert [line.split()[0] for line in bench.log.splitlines()] == ["pip", "pip"]


def test_a_command_may_replace_what_the_environment_has(bench: Bench, wheels: Path) -> None:
    make_wheel(wheels, "2.0")
    conda = {"dependencies": [{"pip": ["tinywheel==1.0"]}]}
    command = (
        "pip install -q tinywheel==2.0; python -c 'import tinywheel as t; print(t.VERSION)'; "
        "tiny-version"
    )
    bench.run(command, environment={"conda_file": conda})
    assert [line for line in bench.log.splitlines() if line[0].isdigit()] == ["2.0", "2.0"]
    bench.folders.user_log.unlink()
    bench.run("tiny-version", environment={"conda_file": conda})
    assert bench.log == "1.0\n"


def test_what_the_environment_has_is_not_installed_again(bench: Bench) -> None:
    bench.run("pip install tinywheel", environment={"conda_file": CONDA})
    assert "Requirement already satisfied: tinywheel" in bench.log


def test_conda_packages_come_from_micromamba_where_it_is_installed(
    plain: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for it makes a virtual environment and tells how it was called."""
    told = tmp_path / "told"
    program = tmp_path / "micromamba"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {told}\n'
        'while [ "$1" != --prefix ]; do shift; done\n'
        f'exec {sys.executable} -m venv --without-pip "$2"\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(environment, "micromamba", lambda: str(program))
    conda = {
        "channels": ["conda-forge"],
        "dependencies": ["python=3.11", "r-base=4", {"pip": ["tinywheel"]}],
    }
    done = plain.run("python -c 'import tinywheel'", environment={"conda_file": conda})
    assert done.ending == "completed", plain.system_log
    words = told.read_text().split()
    assert words[:2] == ["create", "--yes"]
    assert words[4:] == ["--channel", "conda-forge", "python=3.11", "pip", "r-base=4"]


def test_ten_steps_at_once_build_once(tmp_path: Path) -> None:
    needs = Needs((), ("tinywheel",))
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
    needs = Needs((), ("tinywheel",))
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
        environment.prepare(Needs((), ("x",)), tmp_path / "envs", lambda _: None, stop)
    assert failed.value.failure.code == "interrupted"


def test_environments_are_named_by_what_they_hold() -> None:
    digests = {Needs((), ("a",)).digest, Needs(("3.10",), ("a",)).digest}
    assert len(digests) == 2
    assert all(len(one) == hashlib.sha256().digest_size * 2 for one in digests)


BACKEND = """
import os, zipfile

def build_wheel(folder, config_settings=None, metadata_directory=None):
    seen = [os.path.exists(place) for place in (SECRET, os.path.dirname(os.getcwd()))]
    with zipfile.ZipFile(os.path.join(folder, "fromsource-1.0-py3-none-any.whl"), "w") as wheel:
        info = "fromsource-1.0.dist-info"
        wheel.writestr("fromsource.py", f"SEEN = {seen}\\nHUSH = {os.environ.get('HUSH')!r}")
        text = "Metadata-Version: 2.1\\nName: fromsource\\nVersion: 1.0"
        wheel.writestr(f"{info}/METADATA", text)
        wheel.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any",
        )
        wheel.writestr(f"{info}/RECORD", f"fromsource.py,,\\n{info}/RECORD,,")
    return "fromsource-1.0-py3-none-any.whl"
"""


def make_source(folder: Path, secret: Path) -> None:
    """A package without a wheel, which builds itself with code of its own."""
    files = {
        "PKG-INFO": "Metadata-Version: 2.1\nName: fromsource\nVersion: 1.0\n",
        "backend.py": f"SECRET = {str(secret)!r}\n{BACKEND}",
        "pyproject.toml": (
            '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
            '[project]\nname = "fromsource"\nversion = "1.0"\n'
        ),
    }
    with tarfile.open(folder / "fromsource-1.0.tar.gz", "w:gz") as tar:
        for name, text in files.items():
            member = tarfile.TarInfo(f"fromsource-1.0/{name}")
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text.encode()))


def test_a_package_that_comes_as_source_is_built_where_it_sees_nothing(
    sandboxed: Bench, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUSH", "hush")
    secret = sandboxed.data("secret")
    secret.write_text("hush")
    make_source(wheels, secret)
    conda = {"dependencies": [{"pip": ["fromsource", "tinywheel"]}]}
    done = sandboxed.run(
        "python -c 'import fromsource as f, tinywheel; print(f.SEEN, f.HUSH)'",
        environment={"conda_file": conda},
    )
    assert done.ending == "completed", sandboxed.system_log
    assert sandboxed.log == "[False, True] None\n"
    assert "building in the sandbox" in sandboxed.system_log


def test_a_package_that_comes_as_source_is_built_without_a_sandbox_too(
    plain: Bench, wheels: Path
) -> None:
    make_source(wheels, plain.data("secret"))
    conda = {"dependencies": [{"pip": ["fromsource"]}]}
    done = plain.run("python -c 'import fromsource'", environment={"conda_file": conda})
    assert done.ending == "completed", plain.system_log


def test_what_a_package_does_at_every_start_happens_in_steps_only(
    tmp_path: Path, wheels: Path
) -> None:
    mark = tmp_path / "ran-outside"
    make_wheel(wheels, more={"start.pth": f"import pathlib; pathlib.Path({str(mark)!r}).touch()"})
    needs = Needs(requirements=("tinywheel",))
    python = environment.prepare(needs, tmp_path / "envs", lambda _: None, StopSignal())
    assert (python.packages / "start.pth").exists()
    until(lambda: any(python.packages.rglob("tinywheel*.pyc")))
    assert not mark.exists()
