"""``${{name}}`` in an input: the name of the job that is given it, known once its row is made.

Until then the text says which job is meant: ``${{name of PATH}}``. The blanks keep it from being
an expression of the language.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from runs.plan.model import DataAt, Joined, OutputOf, Source, Text

_WRITTEN: Final = re.compile(r"\$\{\{\s*name\s*\}\}")
_MARKED: Final = re.compile(r"\$\{\{name of ([^{}]*)\}\}")


def marked(source: Source, path: str) -> Source:
    """``source`` as it is given to the job at ``path``."""
    if isinstance(source, Text):
        return replace(source, text=_mark(source.text, path))
    if isinstance(source, DataAt):
        return replace(source, uri=_mark(source.uri, path))
    if isinstance(source, OutputOf):
        return replace(source, below=_mark(source.below, path))
    mine = (Text(_mark(one.text, path)) if isinstance(one, Text) else one for one in source.parts)
    return Joined(tuple(mine))


def _mark(text: str, path: str) -> str:
    return _WRITTEN.sub("${{name of " + path + "}}", text) if "${{" in text else text


def filled(text: str, names: Mapping[str, str]) -> str:
    """names: {path: job name}."""
    if "${{" not in text:
        return text
    return _MARKED.sub(lambda found: names.get(found[1], found[0]), text)


def paths_in(source: Source) -> set[str]:
    """Paths of the jobs whose names ``source`` waits for."""
    parts = source.parts if isinstance(source, Joined) else (source,)
    return {found for one in parts for found in _MARKED.findall(_text_of(one))}


def _text_of(source: Source) -> str:
    if isinstance(source, Text):
        return source.text
    return source.uri if isinstance(source, DataAt) else getattr(source, "below", "")
