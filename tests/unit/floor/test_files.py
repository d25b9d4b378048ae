"""Files over HTTP: ranges, and headers that keep a file from doing anything."""

import asyncio
import io
import zipfile
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import RequestFactory

from studio.api import files
from studio.lib.errors import NotFound
from tests.support.http import body

DATA = bytes(range(256)) * 4


def ask(path: Path, range_header: str = "", *, attach: bool = False) -> HttpResponseBase:
    headers = {"Range": range_header} if range_header else {}
    request = RequestFactory().get("/", headers=headers)
    return files.file_response(request, path, attach=attach)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.bin"
    path.write_bytes(DATA)
    return path


def test_a_file_comes_whole(data: Path) -> None:
    answer = ask(data)
    assert (answer.status_code, body(answer)) == (200, DATA)
    assert answer["Content-Length"] == str(len(DATA))
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=1000-", 1000, 1023),
        ("bytes=-24", 1000, 1023),
        ("bytes=1000-99999", 1000, 1023),
        ("bytes=-99999", 0, 1023),
    ],
)
def test_a_range_comes_alone(data: Path, asked: str, first: int, last: int) -> None:
    answer = ask(data, asked)
    assert body(answer) == DATA[first : last + 1]
    if (first, last) != (0, 1023):
        assert answer.status_code == 206
        assert answer["Content-Range"] == f"bytes {first}-{last}/1024"


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5-2", "bytes=-0"])
def test_a_range_outside_is_said_to_be_so(data: Path, asked: str) -> None:
    answer = ask(data, asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1024")


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes=0-1,5-6", "bytes=x"])
def test_ranges_that_are_not_understood_give_the_whole(data: Path, asked: str) -> None:
    assert ask(data, asked).status_code == 200


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    answer = ask(tmp_path / "empty.txt")
    assert (answer.status_code, body(answer), answer["Content-Length"]) == (200, b"", "0")


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xml", "a.js", "a.pdf", "a.unknown", "a"])
def test_what_a_browser_might_run_is_an_attachment(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<script>alert(1)</script>")
    answer = ask(tmp_path / name)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.png", "image/png"), ("a.txt", "text/plain; charset=utf-8"), ("a.csv", "text/csv")],
)
def test_what_is_harmless_is_shown(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_text("x")
    answer = ask(tmp_path / name)
    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"].startswith("inline")
    assert ask(tmp_path / name, attach=True)["Content-Disposition"].startswith("attachment")


def test_a_name_cannot_break_out_of_its_header(tmp_path: Path) -> None:
    path = tmp_path / 'a"\r\nX-Evil: 1.txt'
    path.write_text("x")
    assert "X-Evil" not in ask(path).headers


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        ask(tmp_path)


def test_a_zip_streams_chunk_by_chunk_under_asgi(data: Path) -> None:
    answer = files.zip_response(data.parent, "", "outputs")
    assert answer["Content-Disposition"] == 'attachment; filename="outputs.zip"'

    async def collect() -> bytes:
        return b"".join([chunk async for chunk in answer])  # type: ignore[attr-defined]

    archive = zipfile.ZipFile(io.BytesIO(asyncio.run(collect())))
    assert archive.read("data.bin") == DATA


def test_a_name_with_a_line_break_makes_no_header(tmp_path: Path) -> None:
    path = tmp_path / "a\r\nSet-Cookie: x=1.bin"
    path.write_bytes(b"x")
    assert ask(path)["Content-Disposition"] == 'attachment; filename="a__Set-Cookie: x=1.bin"'


def test_a_range_of_absurd_numbers_is_no_range(data: Path) -> None:
    assert ask(data, f"bytes={'9' * 5000}-").status_code == 200
