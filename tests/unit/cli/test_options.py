"""``--set``, ``--add`` and ``--remove`` become the body of a change."""

import pytest

from studio.cli import options
from studio.lib.errors import StudioError

CURRENT = {"tags": {"owner": "alice"}}


def test_the_first_equals_sign_divides_key_and_value() -> None:
    assert options.pairs(["inputs.query=a=b"]) == {"inputs.query": "a=b"}


@pytest.mark.parametrize("text", ["inputs.x", "=3", ""])
def test_a_pair_without_key_or_value_is_refused(text: str) -> None:
    with pytest.raises(StudioError) as caught:
        options.pairs([text])
    assert caught.value.code == "bad-option"


def test_adding_a_tag_keeps_the_others() -> None:
    body = options.changes(CURRENT, [], ["tags.stage=test"], [])
    assert body == {"tags": {"owner": "alice", "stage": "test"}}


def test_removing_a_tag_keeps_the_others() -> None:
    body = options.changes({"tags": {"a": "1", "b": "2"}}, [], [], ["tags.a"])
    assert body == {"tags": {"b": "2"}}


def test_setting_the_description_leaves_tags_alone() -> None:
    assert options.changes(CURRENT, ["description=New"], [], []) == {"description": "New"}


@pytest.mark.parametrize(
    ("sets", "adds", "removes"),
    [(["command=rm"], [], []), ([], ["description=x"], []), ([], [], ["description"])],
)
def test_what_a_version_keeps_for_ever_cannot_be_named(
    sets: list[str], adds: list[str], removes: list[str]
) -> None:
    with pytest.raises(StudioError) as caught:
        options.changes(CURRENT, sets, adds, removes)
    assert caught.value.code == "unchangeable"


@pytest.mark.parametrize(
    ("include", "only", "filter_"),
    [(False, False, "false"), (True, False, "all"), (False, True, "true"), (True, True, "true")],
)
def test_archived_things_are_left_out_unless_asked_for(
    include: bool, only: bool, filter_: str
) -> None:
    assert options.archived_filter(include, only) == filter_
