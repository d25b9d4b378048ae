"""A real studio that the commands of these tests talk to."""

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from tests.support.live_studio import LiveStudio

Write = Callable[[str, str], str]


@pytest.fixture(scope="session")
def studio() -> Iterator[LiveStudio]:
    with LiveStudio.started("--empty") as running:
        yield running


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file below the test's folder; gives its path."""

    def write(name: str, text: str) -> str:
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(dedent(text))
        return str(place)

    return write
