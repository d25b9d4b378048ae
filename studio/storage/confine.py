"""No path leaves its folder: names that come from outside pass through here.

Uploaded names, archive entries, ``?path=`` parameters and URIs are text that somebody chose.
"""

from pathlib import Path, PurePosixPath

from studio.lib.errors import Invalid

NAME_MAX_BYTES = 255


def relative(text: str) -> PurePosixPath:
    """``text`` as a relative path without "..", NUL or backslash; "" is the folder itself."""
    path = PurePosixPath(text)
    if "\0" in text or "\\" in text or path.is_absolute() or ".." in path.parts:
        raise outside(text)
    try:
        if any(len(part.encode()) > NAME_MAX_BYTES for part in path.parts):
            raise outside(text)
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can carry
        raise outside(text) from None
    return path


def inside(root: Path, text: str) -> Path:
    """The path ``text`` below ``root``, symlinks followed.

    Raises Invalid("path-outside") for absolute paths, "..", NUL, and symlinks that leave ``root``.
    The path need not exist.
    """
    base = root.resolve()
    try:
        found = (base / relative(text)).resolve()
    except (OSError, RuntimeError):  # a name that is too long, a loop of symlinks
        raise outside(text) from None
    if found != base and not found.is_relative_to(base):
        raise outside(text)
    return found


def outside(text: str) -> Invalid:
    return Invalid(
        "path-outside",
        f"The path {text!r} is not inside its folder.",
        hint='Paths are relative, with "/" between names and without "..".',
        place="path",
    )
