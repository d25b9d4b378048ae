"""The table of curated environments: an administrator's file before the studio's own."""

import fnmatch
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runs.execution.order import StepFailed

OWN = Path(__file__).with_name("curated.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands for an environment; ``pythons``: the most wanted version first."""

    requirements: tuple[str, ...] = ()
    pythons: tuple[str, ...] = ()
    always: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``admin`` need not exist."""

    admin: Path | None = None

    def entry(self, name: str, image: str) -> Entry:
        """The first that matches the name, the image, or the image without host and tag."""
        texts = [text for text in (name, image, plain_image(image)) if text]
        for entry in self._entries():
            if matches(texts, _texts(entry.get("match"))):
                return Entry(
                    _texts(entry.get("requirements")),
                    _texts(entry.get("python")),
                    entry.get("always") is True,
                )
        return Entry()

    def curated(self) -> list[str]:
        """The patterns of names; that of any name is none, and those of images are left out."""
        found = (one for entry in self._entries() for one in _texts(entry.get("match")))
        return [one for one in dict.fromkeys(found) if one != "*" and not re.search("[/:]", one)]

    def words(self, section: str, key: str) -> tuple[str, ...]:
        """A list of all files, the administrator's words first."""
        return tuple(word for file in self._files() for word in _texts(_at(file, section, key)))

    def names(self, section: str, key: str) -> dict[str, str]:
        """A mapping of all files; the administrator's values win."""
        merged: dict[str, str] = {}
        for file in reversed(list(self._files())):
            found = _at(file, section, key)
            if isinstance(found, Mapping):
                merged |= {str(name): str(value) for name, value in found.items()}
        return merged

    def _entries(self) -> Iterator[Mapping[str, Any]]:
        for file in self._files():
            entries = file.get("environment")
            if isinstance(entries, list):
                yield from (entry for entry in entries if isinstance(entry, Mapping))

    def _files(self) -> Iterator[Mapping[str, Any]]:
        for file in (self.admin, OWN):
            if file is not None and file.is_file():
                yield _read(file, file.stat().st_mtime_ns)


def matches(texts: Iterable[str], patterns: Iterable[str]) -> bool:
    patterns = list(patterns)
    return any(fnmatch.fnmatchcase(text, one) for text in texts for one in patterns)


def plain_image(image: str) -> str:
    """``azureml/curated/sklearn-1.5`` out of ``host/azureml/curated/sklearn-1.5:12``."""
    return re.sub(r"[:@][^/]*$", "", image).partition("/")[2]


_kept: dict[Path, tuple[int, Mapping[str, Any]]] = {}


def _read(file: Path, changed: int) -> Mapping[str, Any]:
    """Read again only when it has changed: every step asks."""
    kept = _kept.get(file)
    if kept is None or kept[0] != changed:
        try:
            kept = (changed, tomllib.loads(file.read_text()))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise StepFailed(
                "environment-failed",
                f"{file.name} cannot be read: {error}.",
                hint="An administrator of the studio can mend it.",
            ) from None
        _kept[file] = kept
    return kept[1]


def _at(file: Mapping[str, Any], section: str, key: str) -> object:
    found = file.get(section)
    return found.get(key) if isinstance(found, Mapping) else None


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
