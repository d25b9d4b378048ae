"""What people did where a YAML parser only says what it expected: the line, and what to write."""

import re
from typing import Final, NamedTuple

import yaml

_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_MARK: Final = re.compile(r"^(<{7}|>{7}|={7})( |$)")
_UNUSUAL_SPACE: Final = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
_KEY_VALUE: Final = re.compile(r"^(\s*(?:- +)*)([^\s'\"#{\[][^:#]*):\s+(\S.*)$")
_NO_SPACE: Final = re.compile(r"^\s*(?:- +)*([A-Za-z_][\w.-]*):(\S.*)$")
_NO_COLON: Final = re.compile(r"^\s*(?:- +)*([A-Za-z_][\w.-]*)( +\S.*)?$")
_EXPRESSION: Final = re.compile(r"(?<!['\"])\$\{\{[^}]*\}\}")


class Mistake(NamedTuple):
    """line and column count from 1."""

    code: str
    message: str
    hint: str | None
    line: int
    column: int


def mistake(error: yaml.MarkedYAMLError, text: str) -> Mistake:
    """What ``error`` of reading ``text`` comes from, as well as can be told."""
    lines = _BREAK.split(text)
    line, column = _at(error.problem_mark) or (1, 1)
    here = _line(lines, line)
    return (
        _merge_marks(lines)
        or _tab(here, line, column)
        or _space(lines, line)
        or _quote(error, lines)
        or _expression(error, here, line)
        or _no_token(error, here, line, column)
        or _block(error, lines, line)
        or _as_said(error, line, column)
    )


def _at(mark: yaml.Mark | None) -> tuple[int, int] | None:
    return None if mark is None else (mark.line + 1, mark.column + 1)


def _as_said(error: yaml.MarkedYAMLError, line: int, column: int) -> Mistake:
    problem = error.problem or str(error)
    said = f"{error.context}: {problem}" if error.context else problem
    return Mistake("yaml-syntax", f"This is not valid YAML: {said}.", None, line, column)


def _merge_marks(lines: list[str]) -> Mistake | None:
    marked = [number for number, line in enumerate(lines, 1) if _MARK.match(line)]
    if not marked or not lines[marked[0] - 1].startswith("<<<<<<<"):
        return None
    message = "The marks of a merge conflict are still in the file."
    hint = "Keep one of the two sides, and delete the lines <<<<<<<, ======= and >>>>>>>."
    return Mistake("yaml-merge-conflict", message, hint, marked[0], 1)


def _tab(here: str, line: int, column: int) -> Mistake | None:
    if "\t" not in here[: len(here) - len(here.lstrip())]:
        return None
    message = "Tabs cannot be used for indentation."
    return Mistake("yaml-tab", message, "Write two spaces for each level.", line, column)


def _space(lines: list[str], line: int) -> Mistake | None:
    """Of the line itself or the one before: the parser may have taken it for more of a text."""
    for number in (line - 1, line):
        found = _UNUSUAL_SPACE.search(_line(lines, number))
        if found:
            message = f"This space is none of YAML's: it is the sign U+{ord(found[0]):04X}."
            hint = "Type a space in its place; such signs come with text copied from a page."
            return Mistake("yaml-space", message, hint, number, found.start() + 1)
    return None


def _quote(error: yaml.MarkedYAMLError, lines: list[str]) -> Mistake | None:
    if "quoted scalar" not in (error.context or ""):
        return None
    begins = _at(error.context_mark)
    if begins and "unexpected end" in (error.problem or ""):
        quote = _line(lines, begins[0])[begins[1] - 1 : begins[1]]
        message = f"The quote {quote} that begins here is never closed."
        return Mistake("yaml-quote", message, f"End the text with {quote} too.", *begins)
    ends = _at(error.problem_mark)
    if ends and "escape" in (error.problem or ""):
        message = 'In "…" a backslash begins a sign of its own, and this is none.'
        return Mistake("yaml-escape", message, "Write '…' instead, or two backslashes.", *ends)
    return None


def _expression(error: yaml.MarkedYAMLError, here: str, line: int) -> Mistake | None:
    found = _EXPRESSION.search(here)
    if not found or "flow" not in (error.context or ""):
        return None
    message = "Inside { } and [ ] an expression has to stand in quotes."
    return Mistake("yaml-quote", message, f'Write "{found[0]}".', line, found.start() + 1)


def _no_token(error: yaml.MarkedYAMLError, here: str, line: int, column: int) -> Mistake | None:
    if "cannot start any token" not in (error.problem or "") or column > len(here):
        return None
    message = f"A value cannot begin with {here[column - 1]} unless it is quoted."
    hint = f'Write "{here[column - 1 :].strip()}".'
    return Mistake("yaml-quote", message, hint, line, column)


def _block(error: yaml.MarkedYAMLError, lines: list[str], line: int) -> Mistake | None:
    """A key that stands at the wrong column, or is no key."""
    problem = error.problem or ""
    if "mapping values are not allowed" in problem:
        return _two_colons(lines, line) or _above(lines, line)
    if "could not find expected ':'" in problem:
        return _no_key(lines, (_at(error.context_mark) or (line, 1))[0])
    if error.context == "while parsing a block mapping":
        return _after_quote(lines, line, _at(error.problem_mark)) or _column(lines, line)
    return None


def _two_colons(lines: list[str], line: int) -> Mistake | None:
    found = _KEY_VALUE.match(_line(lines, line))
    if not found or not re.search(r":(\s|$)", found[3]):
        return None
    message = f'The value of "{found[2]}" has a colon in it: it has to be quoted.'
    hint = f"Write {found[2]}: {_quoted(found[3])}"
    return Mistake("yaml-quote", message, hint, line, found.start(3) + 1)


def _above(lines: list[str], line: int) -> Mistake | None:
    """The line above has a value, or is no key: then this one cannot be below it."""
    number = _line_before(lines, line)
    if number is None:
        return None
    above, here = _line(lines, number), _line(lines, line)
    if _indent(here) > _indent(above) and (found := _KEY_VALUE.match(above)):
        message = f'This line stands below "{found[2]}", which has a value already.'
        hint = f"Begin it at column {len(found[1]) + 1}, as the line above."
        return Mistake("yaml-indentation", message, hint, line, _indent(here) + 1)
    return _no_key(lines, number)


def _no_key(lines: list[str], line: int) -> Mistake | None:
    text = _line(lines, line)
    column = _indent(text) + 1
    if found := _NO_SPACE.match(text):
        message = f'After the colon of "{found[1]}" a space is missing.'
        hint = f"Write {found[1]}: {found[2]}"
        return Mistake("yaml-colon", message, hint, line, column)
    if found := _NO_COLON.match(text):
        message = f'"{found[1]}" is not followed by a colon.'
        value = f" {found[2].strip()}" if found[2] else ""
        return Mistake("yaml-colon", message, f"Write {found[1]}:{value}", line, column)
    return None


def _after_quote(lines: list[str], line: int, at: tuple[int, int] | None) -> Mistake | None:
    """``name: 'it's fine'``: the text goes on after its quote."""
    found = _KEY_VALUE.match(_line(lines, line))
    if not found or at is None or found[3][0] not in "'\"" or at[1] <= found.start(3) + 1:
        return None
    quote = found[3][0]
    message = f"The text goes on after the quote {quote} that closes it."
    hint = "Write '' for one ' in it." if quote == "'" else 'Write \\" for one " in it.'
    return Mistake("yaml-quote", message, hint, line, at[1])


def _column(lines: list[str], line: int) -> Mistake | None:
    here = _line(lines, line)
    if not here:
        return None
    column = _indent(here) + 1
    if here.lstrip().startswith("- "):
        message = "An item of a list stands among the keys of a mapping."
        return Mistake("yaml-indentation", message, None, line, column)
    open_columns = _open_columns(lines[: line - 1])
    if column in open_columns or not open_columns:
        return None
    near = sorted(open_columns, key=lambda one: (abs(one - column), -one))[:2]
    wanted = " or ".join(str(one) for one in sorted(near))
    message = f"This line begins at column {column}, where no block above it begins."
    return Mistake("yaml-indentation", message, f"Begin it at column {wanted}.", line, column)


def _open_columns(lines: list[str]) -> list[int]:
    """Where the blocks begin that are not closed yet after these lines."""
    found: list[int] = []
    for line in filter(_is_said, lines):
        column = _indent(line) + 1
        found = [one for one in found if one < column] + [column]
    return found


def _line(lines: list[str], number: int) -> str:
    """Empty beyond the text: there a parser may stand at its end."""
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _line_before(lines: list[str], line: int) -> int | None:
    said = (number for number in range(line - 1, 0, -1) if _is_said(lines[number - 1]))
    return next(said, None)


def _is_said(line: str) -> bool:
    """Neither empty nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _quoted(text: str) -> str:
    return f"'{text}'" if '"' in text and "'" not in text else '"' + text.replace('"', '\\"') + '"'
