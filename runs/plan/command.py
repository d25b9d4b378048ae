"""From a component's command template to a command line (yaml.md 2.4).

The template is parsed once; a value that is put in is never looked at again, so text that
contains ``${{`` stays what it is.
"""

from collections.abc import Mapping

from designer.graph import expressions
from designer.graph.expressions import Expression, Section, Text


def render(template: str, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    """``inputs`` holds those that have a value; ``outputs`` the places to write to.

    A section ``$[[ … ]]`` goes when an input named in it has no value; outside of sections such
    an input is empty text. Expressions of other contexts stay as they are.
    """
    parts = expressions.parse_text(template)
    return "".join(
        _section(one, inputs, outputs) if isinstance(one, Section) else _text(one, inputs, outputs)
        for one in parts
    )


def _section(section: Section, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    if any(_is_absent(part, inputs) for part in section.parts):
        return ""
    return "".join(_text(part, inputs, outputs) for part in section.parts)


def _is_absent(part: Text | Expression, inputs: Mapping[str, str]) -> bool:
    is_input = isinstance(part, Expression) and part.context == "inputs"
    return is_input and isinstance(part, Expression) and part.name not in inputs


def _text(part: Text | Expression, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    if isinstance(part, Text):
        return part.text
    if part.context == "inputs":
        return inputs.get(part.name, "")
    if part.context == "outputs":
        return outputs.get(part.name, part.written)
    return part.written
