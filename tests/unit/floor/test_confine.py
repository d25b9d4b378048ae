"""Names from outside stay inside their folder."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.lib.errors import Invalid
from studio.storage import confine

OUTSIDE = [
    "..",
    "../x",
    "a/../../x",
    "/etc/passwd",
    "a\0b",
    "..\\x",
    "a/../b",
    "x" * 5000,
    "\ud800",
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_paths_that_leave_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Invalid) as caught:
        confine.inside(tmp_path, text)
    assert caught.value.code == "path-outside"


@pytest.mark.parametrize("text", ["", ".", "a", "a/b.txt", "a//b", "ä ö/ü", "..a", "a..b"])
def test_paths_that_stay_are_given_whole(tmp_path: Path, text: str) -> None:
    assert confine.inside(tmp_path, text) == (tmp_path / text).resolve()


def test_a_link_that_leaves_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").write_text("x")
    (root / "link").symlink_to(tmp_path / "secret")
    (root / "loop").symlink_to("loop")
    with pytest.raises(Invalid):
        confine.inside(root, "link")


def test_a_link_that_stays_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("x")
    (tmp_path / "link").symlink_to("real")
    assert confine.inside(tmp_path, "link") == (tmp_path / "real").resolve()


@given(st.text(alphabet="a./\\\0~", max_size=20))
def test_whatever_the_text_the_path_is_inside(text: str) -> None:
    root = Path("/nowhere/root")
    try:
        found = confine.inside(root, text)
    except Invalid:
        return
    assert found == root or found.is_relative_to(root)
