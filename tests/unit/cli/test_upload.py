"""Which files of a folder travel, and which are refused."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from studio.cli import upload
from studio.lib.errors import StudioError


class FakeStudio:
    """Records what an upload sends; has the blobs named in ``kept``."""

    def __init__(self, kept: set[str] | None = None) -> None:
        self.kept = kept or set()
        self.sent: list[bytes] = []
        self.manifest: list[str] = []

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if path == "snapshots/missing":
            digests = [one["sha256"] for one in body["files"]]
            return {"missing": [one for one in digests if one not in self.kept]}
        self.manifest = [one["path"] for one in body["files"]]
        return {"reference": "azureml:snapshot:x", "uri": "azureml://datastores/d/paths/x"}

    def put_bytes(self, path: str, content: Iterator[bytes], size: int) -> None:
        data = b"".join(content)
        assert len(data) == size
        self.sent.append(data)


def sent(folder: Path | None, includes: tuple[Path, ...] = ()) -> FakeStudio:
    studio = FakeStudio()
    places = [PurePosixPath(one) for one in includes]
    root = None if folder is None else PurePosixPath(folder)
    upload.Upload(studio).code(root, places)  # type: ignore[arg-type]
    return studio


def uploaded(folder: Path | None, includes: tuple[Path, ...] = ()) -> list[str]:
    return sent(folder, includes).manifest


def write(folder: Path, *names: str) -> None:
    for name in names:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(name)


def test_files_travel_in_name_order_with_slashes(tmp_path: Path) -> None:
    write(tmp_path, "b.py", "a.py", "lib/c.py")
    assert uploaded(tmp_path) == ["a.py", "b.py", "lib/c.py"]


def test_amlignore_wins_over_gitignore(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "a.log", "a.tmp")
    (tmp_path / ".gitignore").write_text("*.log\n")
    (tmp_path / ".amlignore").write_text("*.tmp\n.gitignore\n.amlignore\n")
    assert uploaded(tmp_path) == ["a.log", "a.py"]


def test_a_negated_pattern_brings_a_file_back(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "keep.csv")
    (tmp_path / ".gitignore").write_text("*.csv\n!keep.csv\n.gitignore\n")
    assert uploaded(tmp_path) == ["keep.csv"]


@pytest.mark.parametrize("name", [".git/config", "__pycache__/a.pyc", ".venv/x", "node_modules/y"])
def test_what_no_step_needs_never_travels(tmp_path: Path, name: str) -> None:
    write(tmp_path, "a.py", name)
    assert uploaded(tmp_path) == ["a.py"]


def test_includes_lie_beside_the_code_under_their_own_name(tmp_path: Path) -> None:
    write(tmp_path, "src/a.py", "lib/b.py", "extra.txt")
    found = uploaded(tmp_path / "src", (tmp_path / "lib", tmp_path / "extra.txt"))
    assert found == ["a.py", "lib/b.py", "extra.txt"]


def test_includes_may_stand_alone(tmp_path: Path) -> None:
    write(tmp_path, "lib/b.py", "extra.txt")
    assert uploaded(None, (tmp_path / "lib", tmp_path / "extra.txt")) == ["lib/b.py", "extra.txt"]


def test_a_folder_goes_as_a_zip_where_a_zip_is_named(tmp_path: Path) -> None:
    write(tmp_path, "lib/b.py", "lib/a/c.py", "lib/__pycache__/b.pyc")
    first = sent(None, (tmp_path / "lib.zip",))
    assert first.manifest == ["lib.zip"]
    with zipfile.ZipFile(io.BytesIO(first.sent[0])) as file:
        assert file.namelist() == ["lib/", "lib/a/c.py", "lib/b.py"]
        assert file.read("lib/b.py") == b"lib/b.py"
    os.utime(tmp_path / "lib/b.py", (0, 0))
    assert sent(None, (tmp_path / "lib.zip",)).sent == first.sent
    write(tmp_path, "lib.zip")
    assert sent(None, (tmp_path / "lib.zip",)).sent == [b"lib.zip"]


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "code/a.py", "secret.txt")
    (tmp_path / "code" / "link").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(StudioError) as caught:
        uploaded(tmp_path / "code")
    assert caught.value.code == "link-leaves-folder"


def test_a_link_inside_the_folder_travels_as_a_file(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    (tmp_path / "b.py").symlink_to(tmp_path / "a.py")
    assert uploaded(tmp_path) == ["a.py", "b.py"]


def test_only_missing_content_is_sent_and_equal_files_once(tmp_path: Path) -> None:
    for name, text in (("a", "old"), ("b", "new"), ("c", "new")):
        (tmp_path / name).write_text(text)
    old = upload._file("a", tmp_path / "a").sha256
    studio = FakeStudio(kept={old})
    upload.Upload(studio).data(PurePosixPath(tmp_path), "folder")  # type: ignore[arg-type]
    assert studio.sent == [b"new"]
    assert studio.manifest == ["a", "b", "c"]


def test_code_over_the_limit_names_the_largest_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "big.bin").write_bytes(b"x" * 2000)
    monkeypatch.setattr(upload, "MAX_BYTES", 1000)
    with pytest.raises(StudioError) as caught:
        uploaded(tmp_path)
    assert caught.value.code == "code-too-large"
    assert "/big.bin" in str(caught.value.hint)
