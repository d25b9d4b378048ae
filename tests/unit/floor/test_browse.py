"""Listings, previews and zips of what steps left."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from studio.lib.errors import Invalid, NotFound
from studio.storage import browse


@pytest.fixture
def root(tmp_path: Path) -> Path:
    top = tmp_path / "root"
    (top / "sub" / "empty").mkdir(parents=True)
    (top / "b.txt").write_text("hello")
    (top / "sub" / "c.csv").write_text("x,y\n1,2\n3,4\n")
    (tmp_path / "secret").write_text("secret")
    (top / "leak").symlink_to(tmp_path / "secret")
    (top / "dangling").symlink_to("nowhere")
    return top


def test_a_listing_shows_folders_first_and_no_link_that_leaves(root: Path) -> None:
    found = browse.listing(root)
    assert [(item["path"], item["is_folder"]) for item in found["items"]] == [
        ("sub", True),
        ("b.txt", False),
    ]
    assert found["truncated"] is False
    assert [item["path"] for item in browse.listing(root, "sub")["items"]] == [
        "sub/empty",
        "sub/c.csv",
    ]


def test_a_long_listing_is_cut(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse, "LIST_MAX", 1)
    found = browse.listing(root)
    assert found["truncated"] is True
    assert len(found["items"]) <= 1


def test_a_root_may_be_a_file(root: Path) -> None:
    file = root / "b.txt"
    assert browse.listing(file)["items"][0]["path"] == "b.txt"
    assert browse.preview(file)["text"] == "hello"
    assert browse.preview(file, "b.txt")["text"] == "hello"


@pytest.mark.parametrize("path", ["nothing", "sub/nothing"])
def test_what_is_not_there_is_not_found(root: Path, path: str) -> None:
    with pytest.raises(NotFound):
        browse.preview(root, path)


@pytest.mark.parametrize("path", ["../secret", "leak", "/etc/passwd"])
def test_nothing_outside_is_shown(root: Path, path: str) -> None:
    with pytest.raises(Invalid):
        browse.preview(root, path)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"text", "text"),
        ("log", b"no suffix", "text"),
        ("a.json", b'{"a":1}', "json"),
        ("a.json", b"{broken", "json"),
        ("a.json", b"[" * 100_000, "json"),
        ("a.md", b"# hi", "markdown"),
        ("a.png", b"\x89PNG\0", "image"),
        ("a.svg", b"<svg/>", "image"),
        ("model.pkl", b"\x80\x04\0\0", "binary"),
        ("a.csv", b"a,b\n1,2\n", "csv"),
        ("a.csv", b"", "csv"),
        ("a.tsv", b"a\tb\n", "csv"),
        ("bad.txt", b"\xff\xfe", "text"),
    ],
)
def test_a_preview_knows_the_kind(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = browse.preview(tmp_path, name)
    assert (found["kind"], found["size_bytes"]) == (kind, len(data))


def test_a_table_gives_columns_and_rows(root: Path) -> None:
    found = browse.preview(root, "sub/c.csv")
    assert found["columns"] == ["x", "y"]
    assert found["rows"] == [["1", "2"], ["3", "4"]]


def test_a_long_table_is_cut(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("n\n" + "".join(f"{n}\n" for n in range(1000)))
    found = browse.preview(tmp_path, "a.csv")
    assert len(found["rows"]) == browse.CSV_MAX_ROWS
    assert found["truncated"] is True


def test_a_table_of_one_endless_line_is_still_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a," * 2_000_000)
    found = browse.preview(tmp_path, "a.csv")
    assert len(found["columns"] or []) <= browse.CSV_MAX_COLUMNS


def test_long_text_is_cut_at_a_character(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ä" * browse.TEXT_MAX_BYTES)
    found = browse.preview(tmp_path, "a.txt")
    assert found["truncated"] is True
    assert set(found["text"]) == {"ä"}
    (tmp_path / "odd.txt").write_text("x" + "ä" * browse.TEXT_MAX_BYTES)
    assert set(browse.preview(tmp_path, "odd.txt")["text"]) == {"x", "ä"}


def test_a_zip_holds_all_that_stays_inside(root: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(browse.zipped(root))))
    assert sorted(archive.namelist()) == ["b.txt", "sub/c.csv", "sub/empty/"]
    assert archive.read("sub/c.csv") == b"x,y\n1,2\n3,4\n"
    assert archive.testzip() is None


def test_a_zip_comes_in_pieces(tmp_path: Path) -> None:
    data = bytes(range(256)) * 8192
    (tmp_path / "big").write_bytes(data)
    pieces = list(browse.zipped(tmp_path))
    assert len(pieces) > 2
    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).read("big") == data


def test_a_table_without_line_breaks_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse, "TABLE_MAX_BYTES", 100)
    (tmp_path / "a.csv").write_text("a,b\n1,2\n" + "3," * 100_000)
    found = browse.preview(tmp_path, "a.csv")
    assert (found["columns"], found["rows"], found["truncated"]) == (["a", "b"], [["1", "2"]], True)


def test_a_pipe_is_never_opened(root: Path) -> None:
    os.mkfifo(root / "pipe")
    with pytest.raises(NotFound):
        browse.preview(root, "pipe")
    with zipfile.ZipFile(io.BytesIO(b"".join(browse.zipped(root)))) as archive:
        assert "pipe" not in archive.namelist()
