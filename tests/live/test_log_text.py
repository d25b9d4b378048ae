"""Log pieces: whatever the cuts, the texts that follow one another are the text of the file."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runs.reading import logs
from studio.lib.errors import Invalid

TORN = st.lists(
    st.one_of(
        st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.binary(max_size=4),
        st.sampled_from(
            [b"\xe2\x82", b"\xf0\x9f\x98", b"\x80", b"\xff", b"\xed\xa0\x80", "😀€é".encode()]
        ),
    ),
    max_size=20,
).map(b"".join)
quick = settings(
    max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@quick
@given(data=TORN, limits=st.lists(st.integers(1, 9), min_size=1, max_size=30))
def test_any_cuts_give_the_text_of_the_file(tmp_path: Path, data: bytes, limits: list[int]) -> None:
    file = tmp_path / "std_log.txt"
    file.write_bytes(data)
    text, offset, turn = "", 0, 0
    while offset < len(data):
        chunk = logs.read(file, offset, limits[turn % len(limits)], whole=True)
        assert chunk.offset == offset
        assert chunk.next_offset > offset
        text, offset, turn = text + chunk.text, chunk.next_offset, turn + 1
    assert text == data.decode(errors="replace")


@quick
@given(data=TORN, growth=st.lists(st.integers(1, 7), max_size=30))
def test_a_file_that_grows_under_the_reader_gives_the_same_text(
    tmp_path: Path, data: bytes, growth: list[int]
) -> None:
    file = tmp_path / "std_log.txt"
    text, offset, size = "", 0, 0
    for step in [*growth, len(data)]:
        size = min(size + step, len(data))
        file.write_bytes(data[:size])
        chunk = logs.read(file, offset, 64, whole=False)
        text, offset = text + chunk.text, chunk.next_offset
    while offset < len(data):
        chunk = logs.read(file, offset, 64, whole=True)
        text, offset = text + chunk.text, chunk.next_offset
    assert text == data.decode(errors="replace")


@quick
@given(text=st.text(max_size=30), at=st.integers(0, 130))
def test_an_offset_inside_a_character_begins_with_that_character(
    tmp_path: Path, text: str, at: int
) -> None:
    data = text.encode("utf-8", "ignore")
    file = tmp_path / "std_log.txt"
    file.write_bytes(data)
    chunk = logs.read(file, at, 1000, whole=True)
    if at >= len(data):
        assert (chunk.text, chunk.next_offset) == ("", at)
    else:
        assert at - 3 <= chunk.offset <= at
        assert data[chunk.offset :].decode() == chunk.text


def test_a_torn_character_at_the_end_waits_for_its_rest(tmp_path: Path) -> None:
    file = tmp_path / "std_log.txt"
    file.write_bytes(b"one \xe2\x82")
    chunk = logs.read(file, 0, 100, whole=False)
    assert (chunk.text, chunk.next_offset, chunk.is_last) == ("one ", 4, False)
    assert logs.read(file, 0, 100, whole=True).text == "one �"


def test_a_log_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    chunk = logs.read(tmp_path / "none.txt", 0, 100, whole=False)
    assert (chunk.text, chunk.size_bytes, chunk.is_last) == ("", 0, True)


@pytest.mark.parametrize(
    "path",
    ["../secret.key", "user_logs/../../x", "/etc/passwd", "artifacts/model.pkl", "user_logs", ""],
)
def test_only_files_below_the_log_folders_are_logs(tmp_path: Path, path: str) -> None:
    source = logs.Source(1, False, tmp_path)
    with pytest.raises(Invalid) as caught:
        source.file(path)
    assert caught.value.code in ("not-a-log", "path-outside")
