"""Text that is no YAML: what the person did, where, and what to write instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.graph.source import read

STEP = "jobs:\n  prep:\n    type: command\n"


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        (f"{STEP}   component: x\n", "yaml-indentation", (4, 4), "Begin it at column 3 or 5."),
        (f"{STEP}     inputs:\n      a: 1\n", "yaml-indentation", (4, 6), "Begin it at column 5"),
        (f"{STEP}  - b: 1\n", "yaml-indentation", (4, 3), None),
        (f"{STEP}\tb: 1\n", "yaml-tab", (4, 1), "Write two spaces"),
        ("description: note: this\n", "yaml-quote", (1, 14), 'Write description: "note: this"'),
        (f"{STEP}    in: {{a: ${{{{b}}}}}}\n", "yaml-quote", (4, 13), 'Write "${{b}}".'),
        ("a: 'abc\nb: 1\nc: 2\n", "yaml-quote", (1, 4), "End the text with ' too."),
        ("a: 'it's fine'\nb: 2\n", "yaml-quote", (1, 8), "Write '' for one ' in it."),
        ('a: "C:\\data"\n', "yaml-escape", (1, 7), "Write '…' instead, or two backslashes."),
        ("a: @x\nb: 1\n", "yaml-quote", (1, 4), 'Write "@x".'),
        ("a: %x y\n", "yaml-quote", (1, 4), 'Write "%x y".'),
        ("a:\n  b:1\n  c: 2\n", "yaml-colon", (2, 3), "Write b: 1"),
        ("a:\n  b x\n  c: 2\n", "yaml-colon", (2, 3), "Write b: x"),
        ("type: pipeline\njobs\n  a:\n    b: 1\n", "yaml-colon", (2, 1), "Write jobs:"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", "yaml-merge-conflict", (2, 1), ""),
        ("a:\n  b: 1\n\u00a0\u00a0c: 2\n  d: 1\n", "yaml-space", (3, 1), "Type a space in its"),
    ],
)
def test_a_mistake_is_named_where_it_was_made(
    text: str, code: str, place: tuple[int, int], hint: str | None
) -> None:
    source, found = read(text, "a.yml")
    assert source is None
    assert [(one.code, one.line, one.column) for one in found] == [(code, *place)]
    assert (found[0].hint is None) if hint is None else hint in str(found[0].hint)


@given(st.text(alphabet="ab:-'\"{}[]$#@%\n\t \u00a0\u2028\x0b\r<=>|", max_size=60))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    source, found = read(text, "a.yml")
    assert source is not None or found
    for one in found:
        assert one.line is None or 1 <= one.line <= len(text) + 1
