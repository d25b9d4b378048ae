"""A start clears away what a killed process left half done, and nothing else."""

import os
import time
from pathlib import Path

import pytest

from studio.serve import leftovers

HALF_DONE = (
    "blobs/.incoming-x",
    "snapshots/.making-x/code/train.py",
    "datastores/default/workspaceblobstore/LocalUpload/.making-x/data.csv",
    "models/receiving/0123abc/MLmodel",
    "jobs/1/0/7/incoming/0123abc",
)
WHOLE = (
    "blobs/ab/abcdef",
    "snapshots/abcdef/train.py",
    "datastores/default/workspaceblobstore/LocalUpload/abcdef/data.csv",
    "datastores/default/workspaceblobstore/azureml/job/out/.incoming-x",
    "models/registered/1/MLmodel",
    "jobs/1/0/7/artifacts/incoming/x",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in (*HALF_DONE, *WHOLE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "snapshots/.making-x/code").chmod(0o555)
    return tmp_path


def left(home: Path) -> set[str]:
    return {one.relative_to(home).as_posix() for one in home.rglob("*") if one.is_file()}


def test_what_was_left_half_done_goes(home: Path) -> None:
    leftovers.clear(home)
    assert left(home) == set(WHOLE)
    assert not (home / "snapshots/.making-x").exists()


def test_what_others_may_be_at_work_on_stays(home: Path) -> None:
    yesterday = time.time() - 2 * leftovers.DAY_SECONDS
    os.utime(home / "blobs/.incoming-x", (yesterday, yesterday))
    leftovers.clear(home, older_than_seconds=leftovers.DAY_SECONDS)
    assert left(home) == {*WHOLE, *HALF_DONE[1:]}


def test_an_empty_home_is_no_error(tmp_path: Path) -> None:
    leftovers.clear(tmp_path)
