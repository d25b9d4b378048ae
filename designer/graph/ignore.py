"""Which files of a code folder are left out of its snapshot: gitignore patterns and a few more."""

from pathspec import GitIgnoreSpec

ALWAYS_LEFT_OUT = frozenset({".git", "__pycache__", ".ipynb_checkpoints", ".venv", "node_modules"})


def patterns_of(text: str) -> GitIgnoreSpec:
    """The patterns of an ``.amlignore`` or ``.gitignore``; lines that are none are skipped."""
    lines = []
    for line in text.splitlines():
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue
        lines.append(line)
    return GitIgnoreSpec.from_lines(lines)
