"""Checks the expressions of a command against the inputs and outputs that a component declares."""

from collections.abc import Iterable, Mapping
from typing import Final

from designer.graph.document import InputDeclaration
from designer.graph.expressions import (
    Expression,
    Section,
    expressions_of,
    parse_text,
    problems,
    rewrite_single_braces,
)
from designer.graph.names import did_you_mean, listed
from designer.graph.report import Report

_SAMPLED: Final = "search_space."


def check_command(
    report: Report,
    written: str,
    inputs: Mapping[str, InputDeclaration],
    outputs: Iterable[str],
    own_keys: Iterable[str] = (),
) -> str:
    """Reports every wrong expression; answers the command in today's spelling."""
    command = rewrite_single_braces(written)
    if command != written:
        report.warning("single-braces", "`{inputs.x}` is an old spelling; write `${{inputs.x}}`.")
    for slip in problems(command):
        report.error(slip.code, slip.message)
    allowed = {"name", "version", *own_keys}
    for one in expressions_of(command):
        _check_name(report, one, inputs, list(outputs), allowed)
    _check_optional(report, command, inputs)
    return command


def _check_name(
    report: Report,
    one: Expression,
    inputs: Mapping[str, InputDeclaration],
    outputs: list[str],
    allowed: set[str],
) -> None:
    if one.context == "inputs":
        _known(report, "input", one.name, list(inputs))
    elif one.context == "outputs":
        _known(report, "output", one.name, outputs)
    elif one.context.startswith("parent"):
        report.error(
            "parent-in-command",
            f"A command uses `${{{{inputs.{one.name or 'x'}}}}}`; bind `{one.name or 'x'}` in the "
            "step's `inputs`.",
            hint=f"{one.written} belongs in the inputs of a step.",
        )
    elif one.text in allowed:
        report.warning(
            "expression-not-filled",
            f"{one.written} is not filled in here; the shell would stop at it.",
            hint=f"Bind an input of the step to {one.written}, and write ${{{{inputs.NAME}}}} here."
            if one.text == "name"
            else "Write the text itself, or an input.",
        )
    elif not _is_slip(one):
        report.error(
            "expression-unknown",
            f"{one.written} means nothing in a command.",
            hint="Write ${{inputs.NAME}} or ${{outputs.NAME}}.",
        )


def _is_slip(one: Expression) -> bool:
    return "[" in one.text or "(" in one.text


def _known(report: Report, kind: str, name: str, known: list[str]) -> None:
    if name not in known:
        report.error(
            f"unknown-{kind}",
            f'There is no {kind} "{name}".{did_you_mean(name, known)}',
            hint=f"Declared {kind}s: {listed(known)}.",
        )


def _check_optional(report: Report, command: str, inputs: Mapping[str, InputDeclaration]) -> None:
    outside = {
        part.name
        for part in parse_text(command)
        if not isinstance(part, Section) and isinstance(part, Expression)
        if part.context == "inputs"
    }
    for name in sorted(outside):
        declared = inputs.get(name)
        if declared is not None and declared.optional and declared.default is None:
            what = f'Input "{name}" is optional'
            written = f"inputs.{name}"
            if name.startswith(_SAMPLED):
                # The inputs that a sweep job's trial was given for what it samples.
                name, written = name.removeprefix(_SAMPLED), name
                what = f'Parameter "{name}" is not in every sample'
            message = f"{what}; write `$[[--{name} ${{{{{written}}}}}]]`."
            report.warning("optional-outside-section", message)
