"""The small documents of tests/graphs: good ones say nothing, bad ones what line 1 says."""

import re
from pathlib import Path, PurePosixPath

import pytest

from designer.graph.check import check_file
from designer.graph.disk import Disk
from tests.unit.graph.catalogue import Small

GRAPHS = Path(__file__).parents[2] / "graphs"
GOOD = sorted([*GRAPHS.glob("*.yml"), *GRAPHS.glob("parts/*.yml")])
BAD = sorted(GRAPHS.glob("bad/*.yml"))
EXPECTED = re.compile(r"# (error|warning) ([a-z0-9-]+)(?: at (\S+))?")


def _id(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", GOOD, ids=_id)
def test_a_good_file_has_nothing_to_say(path: Path) -> None:
    checked = check_file(PurePosixPath(path), Disk(), Small())
    expected = {"value-retyped"} if path.stem == "literals" else set()
    assert {one.code for one in checked.diagnostics} == expected
    assert checked.valid


@pytest.mark.parametrize("path", BAD, ids=_id)
def test_a_bad_file_gets_the_code_it_names(path: Path) -> None:
    found = EXPECTED.fullmatch(path.read_text().splitlines()[0])
    assert found, "the first line says what is wrong"
    severity, code, place = found.groups()
    checked = check_file(PurePosixPath(path), Disk(), Small())
    matching = [one for one in checked.diagnostics if one.code == code]
    assert matching, [(one.code, one.path) for one in checked.diagnostics]
    assert {one.severity for one in matching} == {severity}
    if place:
        assert place in {one.path for one in matching}
    assert all(one.file is not None and one.line is not None for one in checked.diagnostics)
    assert checked.valid == (severity == "warning")


@pytest.mark.parametrize("path", BAD, ids=_id)
def test_a_bad_file_has_one_thing_wrong(path: Path) -> None:
    checked = check_file(PurePosixPath(path), Disk(), Small())
    errors = [one.code for one in checked.diagnostics if one.severity == "error"]
    assert len(set(errors)) <= 1, errors
