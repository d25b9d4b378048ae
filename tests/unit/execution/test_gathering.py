"""Outputs put together from those of children: whole at every moment, whoever else is at it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from runs.execution import gathering
from runs.execution.gathering import Member
from runs.execution.outputs import Content, measure


@pytest.fixture
def members(tmp_path: Path) -> list[Member]:
    found = []
    for n in range(5):
        place = tmp_path / f"made-{n}"
        place.mkdir()
        (place / "part").write_text(str(n))
        found.append(Member(f"item_{n}", place))
    return found


@pytest.mark.parametrize("how", ["table", "copy", "text"])
def test_several_at_once_leave_one_whole_output(
    members: list[Member], tmp_path: Path, how: str
) -> None:
    target = tmp_path / "there" / "out"
    ways: dict[str, Callable[[], Content]] = {
        "table": lambda: gathering.table(members, target),
        "copy": lambda: gathering.copy(members[0], target),
        "text": lambda: gathering.text("true", target),
    }
    with ThreadPoolExecutor(4) as pool:
        said = [one.result() for one in [pool.submit(ways[how]) for _ in range(100)]]
    assert set(said) == {measure(target)}
    assert [one.name for one in target.parent.iterdir()] == ["out"]


def test_another_kind_of_thing_is_replaced(members: list[Member], tmp_path: Path) -> None:
    target = tmp_path / "there" / "out"
    gathering.text("true", target)
    gathering.copy(members[3], target)
    assert (target / "part").read_text() == "3"
    gathering.text("false", target)
    assert target.read_text() == "false"
