"""A work folder is taken again by a later step, which finds nothing in it of the one before."""

import os
import time
from pathlib import Path

import pytest

from runs.execution import skeleton
from runs.execution.order import Input
from tests.unit.execution.conftest import Bench

SHOW = r"find .. -path ../python -prune -o -printf '%p %y %m %n\n' | sort"


def shown(bench: Bench) -> str:
    """All that a step finds in its work folder."""
    bench.folders.user_log.unlink(missing_ok=True)
    done = bench.run(SHOW)
    assert done.ending == "completed", bench.log
    return bench.log


def spares(bench: Bench) -> set[int]:
    return {one.stat().st_ino for one in (bench.home / "work").glob("spare/*.empty")}


def test_one_that_a_step_has_left_is_taken_again(sandboxed: Bench) -> None:
    first = shown(sandboxed)
    kept = spares(sandboxed)
    assert len(kept) == 1
    assert shown(sandboxed) == first
    assert spares(sandboxed) == kept


def test_a_few_files_are_removed_here_and_now(sandboxed: Bench) -> None:
    first = shown(sandboxed)
    kept = spares(sandboxed)
    files = "mkdir -p a/b && echo x | tee a/b/c ../tmp/.hidden /tmp/d ../new"
    done = sandboxed.run(f"{files}; ln -s ../.. out; rmdir logs")
    assert done.ending == "completed", sandboxed.log
    assert spares(sandboxed) == kept
    assert shown(sandboxed) == first


def test_the_folders_of_ports_get_other_names(sandboxed: Bench) -> None:
    source = sandboxed.data("given")
    source.write_text("x")
    one = Input("one", "uri_file", source=source), sandboxed.output("two", "uri_file", "two")
    for _ in range(2):
        assert sandboxed.run("cat {one} > {two}", *one).ending == "completed", sandboxed.log
    kept = spares(sandboxed)
    assert len(kept) == 3  # the work folder and one of each port
    other = Input("three", "uri_file", source=source), sandboxed.output("four", "uri_file", "four")
    command = "ls -A ../inputs ../inputs/three ../outputs ../outputs/four; cat {three} > {four}"
    sandboxed.folders.user_log.unlink()
    assert sandboxed.run(command, *other).ending == "completed", sandboxed.log
    inputs, outputs = sandboxed.log.split("../outputs:")
    assert inputs.split() == ["../inputs:", "three", "../inputs/three:", "given"]
    assert outputs.split() == ["four", "../outputs/four:"]
    assert spares(sandboxed) == kept


@pytest.mark.parametrize(
    "change",
    [
        "for i in $(seq 100); do touch $i; done",
        "for i in $(seq 2000); do touch $i; done; rm [0-9]*",
        "head -c 3000000 /dev/zero > big",
        "chmod 777 ../tmp",
        "chmod 500 ../inputs",
        "rmdir ../inputs && touch ../inputs",
        "rmdir ../inputs && ln -s /tmp ../inputs",
        'python -c \'import os; os.setxattr(".", "user.mark", b"x")\'',
    ],
)
def test_what_a_step_has_changed_no_other_sees(sandboxed: Bench, change: str) -> None:
    first = shown(sandboxed)
    assert sandboxed.run(change).ending == "completed", sandboxed.log
    assert shown(sandboxed) == first


def test_a_link_is_removed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    root = tmp_path / "work" / "1-1"
    skeleton.lay(root)
    (root / "code" / "link").symlink_to(kept)
    assert skeleton.give_back(root)
    assert (kept / "file").exists()


def test_without_a_sandbox_none_is_taken_again(plain: Bench) -> None:
    """A process of the step may still be at work in it."""
    shown(plain)
    assert spares(plain) == set()


def test_one_that_has_lain_for_long_is_left_to_who_tidies_up(tmp_path: Path) -> None:
    root = tmp_path / "work" / "1-1"
    skeleton.lay(root)
    assert skeleton.give_back(root)
    (spare,) = (tmp_path / "work" / "spare").iterdir()
    long_ago = time.time() - skeleton.SPARE_SECONDS - 1
    os.utime(spare, (long_ago, long_ago))
    skeleton.lay(root)
    assert root.lstat().st_mtime > long_ago + 1
    assert not spare.exists()


def test_one_that_a_start_has_cleared_away_is_not_missed(tmp_path: Path) -> None:
    root = tmp_path / "work" / "1-1"
    skeleton.lay(root)
    assert skeleton.give_back(root)
    (spare,) = (tmp_path / "work" / "spare").iterdir()
    spare.rename(tmp_path / "elsewhere")
    skeleton.lay(root)
    assert {one.name for one in root.iterdir()} == {"code", "inputs", "outputs", "tmp"}


@pytest.mark.parametrize("name", ["outputs", "logs"])
def test_code_may_hold_a_file_of_an_artifact_folders_name(bench: Bench, name: str) -> None:
    code = bench.data("code")
    code.mkdir()
    (code / name).write_text("mine")
    assert bench.run(f"cat {name}", code=code).ending == "completed", bench.log
    assert bench.log.endswith("mine")
