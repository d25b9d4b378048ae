"""Which studio the command line and the SDK talk to."""

from pathlib import Path

import pytest

from studio.lib.errors import StudioError
from studio.sdk import connection


@pytest.fixture(autouse=True)
def nothing_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path))
    for name in ("STUDIO_URL", "STUDIO_TOKEN", "STUDIO_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


def test_without_an_address_it_says_how_to_get_one() -> None:
    with pytest.raises(StudioError) as refused:
        connection.find()
    assert (refused.value.code, "studio up" in str(refused.value.hint)) == ("not-connected", True)


def test_an_address_without_a_token_misses_the_token_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The kept token is another studio's: it is not sent there.
    (tmp_path / "config.json").write_text('{"url": "http://here", "token": "t"}')
    monkeypatch.setenv("STUDIO_URL", "http://elsewhere")
    with pytest.raises(StudioError) as refused:
        connection.find()
    assert (refused.value.code, "http://elsewhere" in str(refused.value)) == ("no-token", True)


def test_address_and_token_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_URL", "http://elsewhere/")
    monkeypatch.setenv("STUDIO_TOKEN", "t")
    found = connection.find()
    assert (found.url, found.token, found.workspace) == ("http://elsewhere", "t", "default")
