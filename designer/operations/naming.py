"""What names, versions and tags may look like: checked before anything is stored.

A name or version travels in addresses and references, so characters that would split those
(``/``, ``:`` and ``@`` in names, ``/`` in versions) are refused with a sentence.
"""

import re
from collections.abc import Mapping
from typing import Any

from designer.graph.references import LABELS
from studio.lib.errors import Invalid

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,254}")
_COMPONENT_NAME = re.compile(r"[a-z][a-z\d_]{0,254}")
_VERSION = re.compile(r"[^/\x00-\x20\x7f][^/\x00-\x1f\x7f]{0,254}")
TAGS_MAX = 100


def checked_name(value: object, what: str) -> str:
    """``value`` as the name of a data asset, environment or compute."""
    if not isinstance(value, str) or not value:
        raise Invalid(
            f"{what}-name-missing", f"This {what} has no name.", hint="Add `name:`.", place="name"
        )
    if not _NAME.fullmatch(value):
        raise Invalid(
            f"{what}-name-wrong",
            f'"{value}" cannot be the name of a {what}.',
            hint="Use letters (a to z), digits, `_`, `-`, `.`; begin with a letter or digit.",
            place="name",
        )
    return value


def checked_component_name(value: object) -> str:
    """``value`` as the name of a component: the language is stricter there."""
    name = checked_name(value, "component")
    if not _COMPONENT_NAME.fullmatch(name):
        raise Invalid(
            "component-name-wrong",
            f'"{name}" cannot be the name of a component.',
            hint="Use lower-case letters (a to z), digits and `_`, beginning with a letter.",
            place="name",
        )
    return name


def checked_version(value: object) -> str | None:
    """``value`` as a version, or None when none is given. Numbers become their text."""
    if value is None:
        return None
    if not isinstance(value, str | int | float) or not _VERSION.fullmatch(str(value)):
        raise Invalid(
            "version-wrong",
            f'"{value}" cannot be a version.',
            hint="A version is text without `/`, at most 255 characters.",
            place="version",
        )
    if value in LABELS:
        raise Invalid(
            "version-reserved",
            f'"{value}" is a label, so no version can be called that.',
            place="version",
        )
    return str(value)


def checked_tags(value: object, place: str = "tags") -> dict[str, str]:
    """A map of text to text; numbers and booleans become their text."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise Invalid("tags-wrong", "Tags are a mapping of names to text.", place=place)
    if len(value) > TAGS_MAX:
        raise Invalid("tags-too-many", f"At most {TAGS_MAX} tags, not {len(value)}.", place=place)
    return {_key(key, place): _text(key, one, place) for key, one in value.items()}


def checked_text(value: object, place: str, longest: int) -> str:
    """Text for people: a description or a display name."""
    if value is None:
        return ""
    if not isinstance(value, str) or "\x00" in value:
        raise Invalid("text-wrong", f"`{place}` must be text.", place=place)
    if len(value) > longest:
        raise Invalid(
            "text-too-long",
            f"`{place}` has {len(value)} characters; {longest} are allowed.",
            place=place,
        )
    return value


def _key(key: object, place: str) -> str:
    text = str(key)
    if not text or len(text) > 255 or "\x00" in text:
        raise Invalid("tags-wrong", "A tag's name has 1 to 255 characters.", place=place)
    return text


def _text(key: object, value: Any, place: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int | float) or "\x00" in str(value) or len(str(value)) > 1000:
        raise Invalid(
            "tags-wrong",
            f'The tag "{key}" must be text of at most 1000 characters.',
            place=f"{place}.{key}",
        )
    return str(value)
