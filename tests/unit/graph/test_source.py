"""Reading YAML: types of scalars, places, and what is refused."""

from typing import Any

import pytest

from designer.graph.scalars import literal_text
from designer.graph.source import Source, read


def good(text: str | bytes) -> Source:
    source, found = read(text, "a.yml")
    assert source is not None
    assert not found
    return source


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("3", "3"),
        ('"3"', "3"),
        ("3.0", "3.0"),
        ("1.10", "1.1"),
        ("true", "True"),
        ("True", "True"),
        ("yes", "True"),
        ("on", "True"),
        ('"true"', "true"),
        ("1e-3", "1e-3"),
        ("1e5", "1e5"),
        ("1.0e-3", "0.001"),
        ("1.e+5", "100000.0"),
        ("0.0000001", "1e-07"),
        ("010", "8"),
        ("0o7", "0o7"),
        ("0x1F", "31"),
        ("1_000", "1000"),
        ("12:30:45", "45045"),
        ('""', ""),
        ("-1", "-1"),
        ("08", "08"),
    ],
)
def test_the_command_line_gets_pythons_text_of_the_value(written: str, text: str) -> None:
    assert literal_text(good(f"a: {written}").data["a"]) == text


def test_places_of_keys_items_and_what_is_below_them() -> None:
    source = good("jobs:\n  a:\n    inputs: {x: 1}\n    list:\n      - one\n      - two\n")
    assert source.place(("jobs", "a", "inputs", "x")) == (3, 14)
    assert source.place(("jobs", "a", "list", 1)) == (6, 9)
    assert source.place(("jobs", "a", "nowhere", "deep")) == (2, 3)
    assert source.place(()) == (1, 1)


def test_a_grafted_source_leads_to_its_own_file() -> None:
    outer, inner = good("component: ./b.yml\n"), read("inputs:\n  x: 1\n", "b.yml")[0]
    assert inner is not None
    outer.graft(("component",), inner)
    assert outer.locate(("component", "inputs", "x")) == ("b.yml", 2, 3, ("inputs", "x"))
    assert outer.locate(("component",))[0] == "b.yml"


def test_the_written_text_of_a_typed_value_is_kept() -> None:
    source = good("version: 1.10\nname: x\nlr: 1e-3\nquoted: '1e-3'\n")
    assert source.written(("version",)) == "1.10"
    assert source.written(("lr",)) == "1e-3"
    assert source.written(("name",)) is None
    assert source.written(("quoted",)) is None


def test_anchors_merge_keys_and_a_byte_order_mark() -> None:
    text = "\ufeffa: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a, {z: 9}], x: 5}\n"
    data = good(text.encode()).data
    assert data["b"] == {"x": 1, "y": 3}
    assert data["c"] == {"x": 5, "y": 2, "z": 9}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "file-empty", 1),
        ("a: 1\na: 2\n", "duplicate-key", 2),
        ("a:\n\tb: 1\n", "yaml-tab", 2),
        ("a: [1\n", "yaml-syntax", 2),
        ("a: 1\n---\nb: 1\n", "several-documents", 2),
        ("a: *b\n", "yaml-alias", 1),
        ("a: &a [*a]\n", "yaml-alias", 1),
        ("on: 1\n", "key-not-text", 1),
        ("? [1]\n: 2\n", "key-not-text", 1),
        ("a: !!python/object:os.system x\n", "yaml-value", 1),
        ("a: !thing {b: 1}\n", "yaml-tag", 1),
        ("a: 2024-99-99\n", "yaml-value", 1),
        ("a: " + "[" * 200, "too-deep", 1),
        (b"a: \xff\n", "not-utf8", 1),
        ("<<: 3\n", "yaml-merge", 1),
    ],
)
def test_what_is_refused_has_a_code_and_a_line(text: str | bytes, code: str, line: int) -> None:
    _, found = read(text, "a.yml")
    assert [(one.code, one.line, one.file) for one in found] == [(code, line, "a.yml")]


def test_a_text_beyond_the_limit_is_not_read() -> None:
    _, found = read("#" * (17 * 1024 * 1024))
    assert [one.code for one in found] == ["file-too-large"]


def test_many_aliases_of_small_things_are_fine() -> None:
    lines = ["a: &a {x: 1, y: [1, 2, 3]}"] + [f"b{i}: *a" for i in range(2000)]
    data: Any = good("\n".join(lines)).data
    assert len(data) == 2001
