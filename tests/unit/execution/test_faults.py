"""What goes wrong around a step: its end says so clearly, and nothing half done is left."""

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from runs.execution.order import Input
from tests.unit.execution.conftest import Bench
from tests.worker.waiting import until


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_under_the_datastore(bench: Bench, small_disk: Path) -> None:
    folder = bench.data("out")
    folder.symlink_to(small_disk)
    out = bench.output("model", "uri_file", "file")
    done = bench.run("head -c 3000000 /dev/zero > {model}", out)
    assert done.failure is not None
    assert (done.ending, done.failure.code) == ("failed", "disk-full")
    assert "STUDIO_HOME" in (done.failure.hint or "")
    assert "There is no room left" in bench.system_log
    assert [one for one in small_disk.rglob("*") if one.is_file()] == []
    assert bench.run("echo fits > {model}", out).ending == "completed"
    assert out.target.read_text() == "fits\n"


def test_a_full_disk_under_the_home(small_disk: Path, bench: Bench) -> None:
    """The step sees it as any program does; the studio says what it could not do."""
    code = bench.data("code")
    code.mkdir()
    (code / "big").write_bytes(b"x" * 3_000_000)
    on_it = Bench(small_disk / "studio", bench.box, envs=bench.home / "envs")
    done = on_it.run("true", code=code)
    assert done.failure is not None
    assert (done.ending, done.failure.code) == ("failed", "disk-full")
    assert not on_it.folders.work.exists()
    work = on_it.home / "work"
    until(lambda: {one.name for one in work.iterdir()} <= {"spare"})
    assert [one for one in work.rglob("*") if not one.is_dir()] == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_no_room_is_no_fault_of_the_studio(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full(*arguments: object, **names: object) -> None:
        raise OSError(code, os.strerror(code))

    snapshot = bench.data("code")
    snapshot.mkdir()
    (snapshot / "main.py").touch()
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", full)
        done = bench.run("true", code=snapshot)
    assert done.failure is not None
    assert done.failure.code == "disk-full"


def test_an_input_that_may_not_be_read(sandboxed: Bench) -> None:
    source = sandboxed.data("in")
    source.mkdir()
    (source / "secret").write_text("hush")
    (source / "secret").chmod(0)
    done = sandboxed.run("cat {data}/secret", Input("data", "uri_folder", source=source))
    assert done.failure is not None
    assert done.failure.code == "command-failed"
    assert "Permission denied" in sandboxed.log


def test_an_input_folder_that_the_studio_may_not_read(
    sandboxed: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sandboxed.data("in")
    source.mkdir()
    plain = os.access

    def refuses(place: str | Path, mode: int) -> bool:
        """Root, as who tests may run, may read everything."""
        return place != source and plain(place, mode)

    with monkeypatch.context() as patched:
        patched.setattr(os, "access", refuses)
        done = sandboxed.run("true", Input("data", "uri_folder", source=source))
    assert done.failure is not None
    assert done.failure.code == "input-not-readable"
    assert '"data"' in done.failure.message


@pytest.mark.parametrize("command", ["rm -rf ../* ../.[!.]*", "rm -rf {model}; cd ..; rm -rf code"])
def test_a_step_that_deletes_all_around_it_fails(bench: Bench, command: str) -> None:
    out = bench.output("model")
    done = bench.run(command, out)
    assert done.ending == "failed"
    assert done.failure is not None
    assert done.failure.code in ("missing-output", "command-failed")
    assert not out.target.exists()
    assert not bench.folders.work.exists()
