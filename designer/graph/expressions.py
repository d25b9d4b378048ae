"""``${{ … }}`` and ``$[[ … ]]``: the one parser of expressions, for bindings and for commands.

``parse_text`` never fails: what is no expression stays text, and ``problems`` says what looks
like a slip. What a name stands for is the caller's business.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Context = Literal[
    "inputs",
    "outputs",
    "search_space",
    "parent.inputs",
    "parent.outputs",
    "parent.jobs.outputs",
    "parent.jobs.inputs",
    "parent.jobs",
    "jobs.outputs",
    "jobs.inputs",
    "data",
    "run.outputs",
    "name",
    "default_datastore",
    "output_name",
    "other",
]


@dataclass(frozen=True, slots=True)
class Text:
    """What stands between expressions, taken as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Expression:
    """``${{parent.jobs.prep.outputs.clean}}``: context "parent.jobs.outputs", step "prep",
    name "clean". ``text`` is what stood inside the braces, without blanks.
    """

    text: str
    context: Context
    name: str = ""
    step: str = ""

    @property
    def written(self) -> str:
        return "${{" + self.text + "}}"


@dataclass(frozen=True, slots=True)
class Section:
    """``$[[ … ]]``: left out as a whole when an input named inside has no value."""

    parts: tuple[Text | Expression, ...]


Part = Text | Expression | Section


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that looks like an expression and is none. ``position`` counts from 0."""

    code: str
    message: str
    position: int


# These bind to nothing: text that is filled in later, or left alone.
UNBOUND: Final = ("name", "default_datastore", "output_name", "data", "run.outputs")
EXPRESSION: Final = re.compile(r"\$\{\{\s*([^\s{}]+)\s*\}\}")
_NEARLY: Final = re.compile(r"\$?\{{1,2}\s*((?:parent\.)?(?:inputs|jobs)\.[\w.]+)\s*\}{1,2}")
_SECTION: Final = re.compile(r"\$\[\[(.*?)\]\]", re.DOTALL)
_NAME: Final = r"[A-Za-z_]\w*"
_DOTTED: Final = rf"{_NAME}(?:\.{_NAME})*"
_PATTERNS: Final[Sequence[tuple[Context, str]]] = (
    ("inputs", rf"inputs\.(?P<name>{_DOTTED})"),
    ("outputs", rf"outputs\.(?P<name>{_DOTTED})"),
    ("search_space", rf"search_space\.(?P<name>{_DOTTED})"),
    ("parent.inputs", rf"parent\.inputs\.(?P<name>{_DOTTED})"),
    ("parent.outputs", rf"parent\.outputs\.(?P<name>{_DOTTED})"),
    ("parent.jobs.outputs", rf"parent\.jobs\.(?P<step>{_NAME})\.outputs\.(?P<name>{_DOTTED})"),
    ("parent.jobs.inputs", rf"parent\.jobs\.(?P<step>{_NAME})\.inputs\.(?P<name>{_DOTTED})"),
    ("parent.jobs", rf"parent\.jobs\.(?P<step>{_NAME})"),
    ("jobs.outputs", rf"jobs\.(?P<step>{_NAME})\.outputs\.(?P<name>{_DOTTED})"),
    ("jobs.inputs", rf"jobs\.(?P<step>{_NAME})\.inputs\.(?P<name>{_DOTTED})"),
    ("data", r"data\.(?P<name>.+)"),
    ("run.outputs", r"run\.outputs\.(?P<name>.+)"),
    ("name", "name"),
    ("default_datastore", "default_datastore"),
    ("output_name", "output_name"),
)
_FORMS: Final = tuple((context, re.compile(pattern)) for context, pattern in _PATTERNS)
_SINGLE_BRACES: Final = re.compile(rf"(?<![{{$])\{{((?:inputs|outputs)\.{_DOTTED})\}}(?!\}})")


def classify(text: str) -> Expression:
    """The expression whose inside is ``text``; context "other" when it is none that exists."""
    for context, pattern in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            groups = found.groupdict()
            return Expression(text, context, groups.get("name") or "", groups.get("step") or "")
    return Expression(text, "other")


def parse_flat(text: str) -> tuple[Text | Expression, ...]:
    """Text and expressions in order; optional sections are not looked for."""
    return tuple(_flat(text))


def _flat(text: str) -> Iterator[Text | Expression]:
    position = 0
    for found in EXPRESSION.finditer(text):
        if found.start() > position:
            yield Text(text[position : found.start()])
        yield classify(found.group(1))
        position = found.end()
    if position < len(text):
        yield Text(text[position:])


def parse_text(text: str) -> tuple[Part, ...]:
    """Text, expressions and optional sections of a command, in order."""
    parts: list[Part] = []
    position = 0
    for found in _SECTION.finditer(text):
        parts.extend(_flat(text[position : found.start()]))
        parts.append(Section(parse_flat(found.group(1))))
        position = found.end()
    parts.extend(_flat(text[position:]))
    return tuple(parts)


def whole(text: object) -> Expression | None:
    """The expression when the text is exactly one (a binding), else None."""
    if not isinstance(text, str):
        return None
    found = EXPRESSION.fullmatch(text.strip())
    return classify(found.group(1)) if found else None


def expressions_of(text: str) -> tuple[Expression, ...]:
    """Every expression in the text, inside optional sections too."""
    return tuple(part for part in _flat(text) if isinstance(part, Expression))


def has_expression(value: object) -> bool:
    return isinstance(value, str) and EXPRESSION.search(value) is not None


def rewrite_single_braces(command: str) -> str:
    """The old spelling ``{inputs.x}`` as ``${{inputs.x}}``."""
    return _SINGLE_BRACES.sub(r"${{\1}}", command)


def nearly_bound(text: str) -> str | None:
    """``parent.inputs.x`` of ``${parent.inputs.x}`` and ``{{inputs.x}}``: braces that bind
    nothing."""
    found = _NEARLY.fullmatch(text)
    if found is None or whole(text) is not None:
        return None
    return f"parent.{found[1].removeprefix('parent.')}"


def problems(text: str) -> list[Slip]:
    """Unclosed brackets and insides that are no dotted names."""
    return [*_unclosed(text), *_malformed(text)]


def _unclosed(text: str) -> Iterator[Slip]:
    for opening, closing, code in (
        ("${{", "}}", "expression-not-closed"),
        ("$[[", "]]", "section-not-closed"),
    ):
        start = text.find(opening)
        while start >= 0:
            following = text.find(opening, start + 3)
            end = following if following >= 0 else len(text)
            if text.find(closing, start + 3, end) < 0:
                yield Slip(code, f"`{opening}` is not closed.", start)
            start = following


def _malformed(text: str) -> Iterator[Slip]:
    for found in EXPRESSION.finditer(text):
        if "[" in found.group(1) or "(" in found.group(1):
            yield Slip(
                "expression-malformed",
                f"Expressions are dotted names only, such as `${{{{inputs.x}}}}`: {found.group(0)}",
                found.start(),
            )
