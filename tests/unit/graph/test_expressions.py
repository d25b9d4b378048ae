"""The parser of expressions and optional sections."""

from hypothesis import given
from hypothesis import strategies as st

from designer.graph.expressions import (
    Expression,
    Section,
    Text,
    classify,
    parse_text,
    problems,
    rewrite_single_braces,
    whole,
)


def test_a_command_in_parts() -> None:
    parts = parse_text("run ${{inputs.g.x}} $[[--s ${{ inputs.s }} 'q']] end")
    assert parts == (
        Text("run "),
        Expression("inputs.g.x", "inputs", "g.x"),
        Text(" "),
        Section((Text("--s "), Expression("inputs.s", "inputs", "s"), Text(" 'q'"))),
        Text(" end"),
    )


def test_a_section_without_expressions_is_a_section_all_the_same() -> None:
    assert parse_text("$[[--bf16 'true']]") == (Section((Text("--bf16 'true'"),)),)


def test_contexts() -> None:
    found = classify("parent.jobs.prep.outputs.clean")
    assert (found.context, found.step, found.name) == ("parent.jobs.outputs", "prep", "clean")
    assert classify("parent.inputs.p.q").name == "p.q"
    assert classify("parent.jobs.a").context == "parent.jobs"
    assert classify("jobs.a.outputs.o").context == "jobs.outputs"
    assert classify("output_name").context == "output_name"
    assert classify("inputs").context == "other"
    assert classify('inputs["x"]').context == "other"


def test_whole_values_and_blanks() -> None:
    assert whole("${{ parent.inputs.a }}") is not None
    assert whole("${{parent.inputs.a}}/b") is None
    assert whole("${{inputs.a b}}") is None
    assert whole(3) is None


def test_text_with_blanks_inside_is_no_expression() -> None:
    assert parse_text("${{inputs.a b}}") == (Text("${{inputs.a b}}"),)
    assert not problems("${{inputs.a b}}")


def test_slips() -> None:
    assert [one.code for one in problems("$[[ ${{inputs.x}}")] == ["section-not-closed"]
    assert [one.code for one in problems("${{inputs.x ${{inputs.y}}")] == ["expression-not-closed"]
    assert [one.code for one in problems('${{inputs["x"]}}')] == ["expression-malformed"]


def test_single_braces_are_an_old_spelling() -> None:
    assert rewrite_single_braces("a {inputs.x} ${{inputs.y}}") == "a ${{inputs.x}} ${{inputs.y}}"


@given(st.text(alphabet="${}[] .inputsx", max_size=40))
def test_no_text_is_lost(text: str) -> None:
    def shown(parts: tuple[Text | Expression | Section, ...]) -> str:
        return "".join(
            part.text
            if isinstance(part, Text)
            else part.written
            if isinstance(part, Expression)
            else f"$[[{shown(part.parts)}]]"
            for part in parts
        )

    flat = "".join(text.split())
    assert "".join(shown(parse_text(text)).split()) == flat
