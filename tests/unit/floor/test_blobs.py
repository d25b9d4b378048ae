"""The content store keeps what its name says, or nothing."""

import hashlib
from pathlib import Path

import pytest
from pytest_django import Settings

from studio.lib.errors import Invalid, NotFound, TooLarge
from studio.storage import blobs

DATA = b"hello, blob"
DIGEST = hashlib.sha256(DATA).hexdigest()
OTHER = hashlib.sha256(b"other").hexdigest()


def test_what_was_put_is_there(tmp_path: Path) -> None:
    blobs.put(DIGEST, [DATA[:5], DATA[5:]])
    assert blobs.has(DIGEST)
    with blobs.open(DIGEST) as file:
        assert file.read() == DATA
    blobs.copy(DIGEST, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == DATA


def test_putting_twice_is_putting_once() -> None:
    blobs.put(DIGEST, [DATA])
    blobs.put(DIGEST, [DATA])
    assert blobs.missing([DIGEST, OTHER, OTHER]) == [OTHER]


def test_wrong_bytes_get_no_name(home: Path) -> None:
    with pytest.raises(Invalid) as caught:
        blobs.put(OTHER, [DATA])
    assert caught.value.code == "hash-mismatch"
    assert not blobs.has(OTHER)
    assert [path for path in (home / "blobs").rglob("*") if path.is_file()] == []


def test_too_many_bytes_are_refused_before_they_are_all_here(settings: Settings) -> None:
    settings.BLOB_MAX_BYTES = 4
    with pytest.raises(TooLarge):
        blobs.put(DIGEST, [DATA])


@pytest.mark.parametrize("name", ["", "x", "../" + "a" * 61, "A" * 64, "a" * 63, "a" * 65])
def test_a_name_is_a_sha256(name: str) -> None:
    with pytest.raises(Invalid):
        blobs.has(name)


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        blobs.open(OTHER)
