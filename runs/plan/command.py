"""From a component's command template to a command line (yaml.md 2.4).

One pass over the template: text that was put in is never looked at again, so a value that
contains ``${{`` stays what it is.
"""

import re
from collections.abc import Mapping

EXPRESSION = re.compile(r"\$\{\{\s*([^\s{}]+)\s*\}\}")
SECTION = re.compile(r"\$\[\[(.*?)\]\]", re.DOTALL)


def render(template: str, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    """``inputs`` holds those that have a value; ``outputs`` the places to write to.

    A section ``$[[ … ]]`` goes when an input named in it has no value; outside of sections such
    an input is empty text. Expressions of other contexts stay as they are.
    """
    kept = SECTION.sub(lambda match: _section(match[1], inputs), template)
    return EXPRESSION.sub(lambda match: _value(match, inputs, outputs), kept)


def _section(text: str, inputs: Mapping[str, str]) -> str:
    names = [name for name in EXPRESSION.findall(text) if name.startswith("inputs.")]
    if any(name.removeprefix("inputs.") not in inputs for name in names):
        return ""
    return text


def _value(match: "re.Match[str]", inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    context, _, name = match[1].partition(".")
    if context == "inputs":
        return inputs.get(name, "")
    if context == "outputs":
        return outputs.get(name, match[0])
    return match[0]
