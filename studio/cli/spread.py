"""``--set a=1 b=2``, as ``az ml`` takes it: several words after one option."""

from collections.abc import Iterator, Sequence

OPTIONS = ("--set", "--add", "--remove")


def spread(words: Sequence[str]) -> list[str]:
    """The words with the option written again before each of its values."""
    return list(_words(words))


def _words(words: Sequence[str]) -> Iterator[str]:
    open_for, values = "", 0
    for position, word in enumerate(words):
        if word == "--":
            yield from words[position:]
            return
        name, mark, _ = word.partition("=")
        if name in OPTIONS:
            open_for, values = name, 1 if mark else 0
        elif word.startswith("-"):
            open_for = ""
        elif open_for:
            if values:
                yield open_for
            values += 1
        yield word
