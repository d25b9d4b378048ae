"""Which names are allowed where (yaml.md section 10), and a guess at what was meant."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

COMPONENT: Final = re.compile(r"[a-z][a-z\d_]*")
STEP: Final = re.compile(r"[a-z_][a-z\d_]*")
INPUT: Final = re.compile(r"[a-zA-Z_]\w*(\.[a-zA-Z_]\w*)*", re.ASCII)
OUTPUT: Final = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
ASSET: Final = re.compile(r"[A-Za-z0-9_-]{1,255}")
RESERVED_STEPS: Final = frozenset({"parent", "inputs", "outputs", "jobs"})
RESERVED_OUTPUT: Final = "default"
_CLOSE: Final = 2
_LONG: Final = 3


def guess(name: str, known: Iterable[str]) -> str | None:
    """The known name that is nearest to ``name``, when it is near; else the one that begins so."""
    every = list(known)
    return _nearest(name, every) or _longer(name, every)


def _longer(name: str, known: list[str]) -> str | None:
    """``experiment_name`` for ``experiment``, ``max_total_trials`` for ``max_trials``: where only
    one name begins so, or has all the words."""
    words = name.lower().split("_")
    found = [other for other in known if _has_words(other.lower().split("_"), words)]
    return found[0] if len(found) == 1 and len(name) >= _LONG else None


def _has_words(all_words: list[str], words: list[str]) -> bool:
    if all_words[: len(words)] == words:
        return len(all_words) > len(words)
    return len(words) > 1 and set(words) < set(all_words)


def _nearest(name: str, known: list[str]) -> str | None:
    best, best_distance = None, _CLOSE + 1
    for other in known:
        if abs(len(other) - len(name)) > _CLOSE:
            continue
        found = distance(name.lower(), other.lower())
        if found < best_distance:
            best, best_distance = other, found
    return best if best_distance < max(len(name), 2) else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`` Did you mean "raw"?`` with a leading blank, or nothing."""
    found = guess(name, known)
    return f' Did you mean "{found}"?' if found else ""


def with_article(word: str) -> str:
    """``An automl``, ``A spark``: for the beginning of a sentence."""
    return f"{'An' if word[:1] in 'aeiou' else 'A'} {word}"


def distance(one: str, two: str) -> int:
    """How many letters must change, come or go."""
    row = list(range(len(two) + 1))
    for i, left in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(two, 1):
            cost = min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
            previous, row[j] = row[j], cost
    return row[-1]


def as_identifier(name: str) -> str:
    """A lower-case name close to ``name`` that is allowed for steps and components."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z0-9_]+", "_", plain).strip("_")
    return text if text and not text[0].isdigit() else f"step_{text}".rstrip("_")


def listed(names: Iterable[str], most: int = 10) -> str:
    """``cpu, gpu``; long lists are cut."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return (", ".join(every[:most]) + more) or "none"
