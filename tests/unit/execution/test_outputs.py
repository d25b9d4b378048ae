"""Outputs at rest: whole or not at all, and nothing in them that leads elsewhere."""

import os
from pathlib import Path

import pytest

from runs.execution import outputs
from runs.execution.order import Output, StepFailed


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "model"
    (folder / "sub").mkdir(parents=True)
    (folder / "a").write_text("a")
    (folder / "sub" / "b").write_text("b")
    return folder


def test_links_that_lead_out_or_nowhere_and_pipes_are_dropped(written: Path) -> None:
    (written / "passwd").symlink_to("/etc/passwd")
    (written / "up").symlink_to("../..")
    (written / "gone").symlink_to("nothing")
    (written / "loop").symlink_to("loop")
    os.mkfifo(written / "pipe")
    outputs.clean(written)
    assert sorted(one.name for one in written.iterdir()) == ["a", "sub"]


def test_links_within_an_output_still_lead_there_once_it_has_moved(
    written: Path, tmp_path: Path
) -> None:
    (written / "absolute").symlink_to(written / "sub" / "b")
    (written / "sub" / "back").symlink_to("../a")
    (written / "latest").symlink_to("sub")
    outputs.clean(written)
    target = tmp_path / "kept"
    outputs.commit(written, target)
    assert (target / "absolute").read_text() == "b"
    assert (target / "sub" / "back").read_text() == "a"
    assert (target / "latest" / "b").read_text() == "b"


def test_the_same_bytes_under_the_same_names_have_one_digest(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "x").mkdir(parents=True)
        for file in ("x/1", "2") if name == "one" else ("2", "x/1"):
            (tmp_path / name / file).write_text(file)
    one, two = outputs.measure(tmp_path / "one"), outputs.measure(tmp_path / "two")
    assert one == two
    assert (one.size_bytes, one.files_count) == (4, 2)
    (tmp_path / "two" / "2").rename(tmp_path / "two" / "3")
    assert outputs.measure(tmp_path / "two").digest != one.digest


def test_a_new_place_appears_whole(written: Path, tmp_path: Path) -> None:
    inode = written.stat().st_ino
    outputs.commit(written, tmp_path / "kept" / "model")
    assert (tmp_path / "kept" / "model").stat().st_ino == inode


def test_an_existing_folder_keeps_what_it_has(written: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    (target / "sub").mkdir(parents=True)
    (target / "sub" / "old").write_text("old")
    (target / "a").write_text("older a")
    outputs.commit(written, target)
    assert (target / "sub" / "old").read_text() == "old"
    assert (target / "a").read_text() == "a"
    assert (target / "sub" / "b").read_text() == "b"


def test_a_file_never_takes_a_folders_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StepFailed) as failed:
        outputs.commit(tmp_path / "file", tmp_path / "folder")
    assert failed.value.failure.code == "output-in-the-way"


def test_rights_that_a_step_took_away_are_given_back(written: Path) -> None:
    (written / "a").chmod(0)
    (written / "sub").chmod(0)
    outputs.clean(written)
    assert (written / "a").stat().st_mode & 0o400
    assert (written / "sub").stat().st_mode & 0o500 == 0o500


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/etc"), os.mkfifo])
def test_an_output_that_is_no_data_fails(tmp_path: Path, make: object) -> None:
    path = tmp_path / "model"
    make(path)  # type: ignore[operator]
    output = Output("model", "uri_folder", "azureml://x", tmp_path / "kept")
    with pytest.raises(StepFailed) as failed:
        outputs.collect(output, path)
    assert failed.value.failure.code == "bad-output"
    assert not (tmp_path / "kept").exists()
